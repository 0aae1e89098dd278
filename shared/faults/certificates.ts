// Faults of the certificates area.
import { defineFaults } from './define.ts'

export const certificateFaults = defineFaults({})
