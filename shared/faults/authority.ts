// Faults of the authority area.
import { defineFaults } from './define.ts'

export const authorityFaults = defineFaults({})
