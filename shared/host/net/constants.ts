// Limits of the network edge: times in milliseconds, counts, sizes in bytes, each with its reason.

/** From an accepted socket to an open session; a LAN needs 15 ms, a satellite link 3 s. The pirate gets no more. */
export const INBOUND_UPGRADE_MS = 5_000
/** The same for a socket this side opened: less, so that the side that dials learns why first. */
export const HANDSHAKE_MS = 4_000
/** How long a refusal may take to leave before the socket is cut. */
export const REFUSAL_FLUSH_MS = 300
/** One address, from SYN to session. */
export const ADDRESS_DIAL_MS = HANDSHAKE_MS + 1_000
/** One peer, all its addresses. */
export const PEER_DIAL_MS = 10_000
/** Addresses of one peer that are tried in one go. */
export const ADDRESSES_DIALLED_MAX = 16

/** Sockets that may be proving themselves at once: a class of 100 arrives in one second; each costs 4 ms of CPU. */
export const PENDING_INBOUND_MAX = { peer: 256, authority: 512 } as const
/** Inbound handshakes that compute at once: on one core more only make each other late. */
export const HANDSHAKES_AT_ONCE = 16
/** After this a handshake no longer holds up the next: 16 who dawdle leave room for 32 others a second. */
export const HANDSHAKE_TURN_MS = 500
/**
 * Sockets a second from one address. libp2p's 5 is for the open internet, where the other side is a stranger; here
 * a whole school may come through one NAT, and PENDING_INBOUND_MAX is what bounds the work.
 */
export const INBOUND_PER_HOST_PER_SECOND = 1_000
/** Open connections: everybody in a realm of 1,000 with one peer; ten times that with a CA node. */
export const CONNECTIONS_MAX = { peer: 1_200, authority: 12_000 } as const
/** Listen backlog: arrivals that wait while one handshake computes. */
export const BACKLOG = 1_024

/** A yamux ping this often keeps a connection known to live: 12 bytes, no stream. */
export const KEEP_ALIVE_MS = 10_000
/** A socket on which nothing moved for so long is dead: two pings and a half. */
export const SOCKET_IDLE_MS = 25_000
/**
 * The same for what comes in: pings that go out keep a socket from being idle, though nobody hears them (TCP itself gives
 * up after 15 minutes). A cable pulled elsewhere shows after this.
 */
export const SESSION_MUTE_MS = 25_000
/** How often that is looked at; a look that comes much later (the machine slept) does not count. */
export const MUTE_LOOK_MS = 2_500
/** Streams one session may have open in each direction. */
export const STREAMS_PER_SESSION_MAX = 256
/** Bytes a Noise or yamux buffer of one session may hold unread. */
export const READ_BUFFER_BYTES_MAX = 16 * 1_048_576

/** Opening a stream inside a session, and one exchange of papers. */
export const STREAM_OPEN_MS = 5_000
export const PAPERS_MS = 15_000
/** Exchanges of papers that one session may ask for at once: a renewal, a list, a probe, a farewell, and as many again. */
export const PAPERS_STREAMS_MAX = 8
/** Exchanges of papers that run at once when a list spreads. */
export const PAPERS_AT_ONCE = 32
/** Peers to which a peer passes a new list at once; a gossip of fan-out 16 reaches 10,000 in four rounds. */
export const LIST_FANOUT = 16
/** How often list numbers are compared with one session chosen by chance: reaches whom gossip missed. */
export const LIST_COMPARISON_MS = 30_000
/** How long a session with a revoked peer may live on while it is told why. */
export const FAREWELL_MS = 500
/** Longest wait until certificates and lists of live sessions are looked at again. */
export const RECHECK_MS = 60_000
/** Age of a second connection with the same peer before it is closed if nothing runs on it. */
export const DUPLICATE_GRACE_MS = 2_000

/** Peers whose proved chain is kept for when they come back, 3 KB each; those connected hold theirs anyway. */
export const PROVED_MAX = 4_096

/** How long after a session opened identify runs in it. */
export const IDENTIFY_AFTER_MS = 100

/** Peers one question to the DHT brings: its bucket size (Kademlia's k; libp2p's default). */
export const CLOSEST_MAX = 20

/** Peers in the address book, and addresses of each. */
export const CONTACTS_MAX = 4_096
export const ADDRESSES_PER_CONTACT_MAX = 16
/** Characters of one multiaddr. */
export const ADDRESS_CHARACTERS_MAX = 256
/** Dials that run by themselves at once: while all goes well, and before that is known. */
export const DIALS_AT_ONCE = 16
export const DIALS_AT_FIRST = 4
/** Fewer at once after one that came late, but not fewer still before those begun with it have ended. */
export const SLOWER_EVERY_MS = 1_000
/** A handshake that was cut after so long was late: whoever refuses does it within milliseconds of CPU. */
export const HANDSHAKE_LATE_MS = 1_500
/** Sessions up to which peers that are found are dialled unasked; beyond, on demand. */
export const SESSIONS_DIALLED_MAX = 256
/** How long, at least, the peer with the larger ID lets the other dial first when both heard of each other. */
export const SECOND_DIALLER_MS = 250
/** Wait after a failed dial: doubles from the first to the last, with jitter of half. */
export const REDIAL_FIRST_MS = 1_000
export const REDIAL_LAST_MS = 60_000
/** Failed dials after which a contact that nobody announces any more is forgotten. */
export const FAILURES_MAX = 40

/** How soon somebody who did not answer is dialled again when mDNS hears of them: they are there. */
export const REDIAL_HEARD_MS = 5_000
/** How often the machine's addresses are compared with before: a cable, a Wi-Fi, a new lease. 20 µs each time. */
export const NETWORK_LOOK_MS = 1_000
/** Within which a session must answer when it may have died without a word: a busy machine takes seconds. TCP alone
 * would take 15 minutes. */
export const PROBE_MS = 5_000

/** How often mDNS asks; a newcomer asks at once and is then connected by its own dial. */
export const MDNS_INTERVAL_MS = 20_000
/**
 * How often at most this device answers (RFC 6762 section 6: not more than once a second). An answer reaches everybody: if
 * each of n devices answered the question of each other one, every one would read n * n answers in each interval.
 */
export const MDNS_ANSWER_MS = 2_000

/** Lines about refused connections: a burst, then so many a second; the rest is counted in one line. */
export const REFUSAL_LINES_BURST = 200
export const REFUSAL_LINES_PER_SECOND = 5
export const REFUSAL_SUMMARY_MS = 10_000
