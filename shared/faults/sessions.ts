// Faults of the sessions area.
import { defineFaults } from './define.ts'

export const sessionFaults = defineFaults({})
