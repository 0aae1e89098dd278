// Limits of the authority's edge to a database server, each with unit and source. Milliseconds unless said otherwise.

const SECOND = 1000

/** Connections one node holds; PostgreSQL has room for 100 by default, and several nodes share it. */
export const DATABASE_CONNECTIONS_MAX = 10
/** Until a connection is there. Longer than TCP's first repeats (1 s, 3 s). */
export const DATABASE_CONNECT_TIMEOUT = 5 * SECOND
/** A connection nobody uses is given back. */
export const DATABASE_IDLE_TIMEOUT = 30 * SECOND
/** One statement: the longest there is signs a list of 100,000 entries. */
export const DATABASE_STATEMENT_TIMEOUT = 30 * SECOND
/** A node that hangs in the middle of a transaction must not hold up the others for ever. */
export const DATABASE_IDLE_TRANSACTION_TIMEOUT = 30 * SECOND
/** A transaction that met another one is tried again this often; each wait is up to twice as long as the last. */
export const DATABASE_TRANSACTION_TRIES = 12
export const DATABASE_FIRST_WAIT = 2
export const DATABASE_LONGEST_WAIT = 200
/** Bytes of the file that says where the database is. */
export const DATABASE_PLACE_BYTES_MAX = 4096
/** Two nodes that start at once bring the tables up to date one after the other: the key of that lock, 'parley'. */
export const MIGRATION_LOCK = 0x7061_726c
