// Limits of rights, with unit and source.

/** Milliseconds a proposal waits for its second voice, and an approved one for being carried out: over a weekend. */
export const PROPOSAL_LIFE = 72 * 3_600_000
/** Proposals of one answer. */
export const MAX_PROPOSALS = 200
/** Open proposals of one proposer: nobody needs more, and a flood would hide the one that matters. */
export const MAX_OPEN_PROPOSALS = 50
