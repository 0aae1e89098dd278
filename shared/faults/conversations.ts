// Faults of the conversations area.
import { defineFaults } from './define.ts'

export const conversationFaults = defineFaults({})
