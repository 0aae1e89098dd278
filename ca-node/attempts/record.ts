// Moved to ../audit/record.ts.
export { type AttemptDetail, attempted } from '../audit/record.ts'
