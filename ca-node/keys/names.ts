// The names of the authority's secrets in its vault. Changing one loses the key behind it.

export const KEY = {
  /** Signs issuing CAs and their revocation list. Not there when the root was kept offline. */
  root: 'root-key',
  /** Signs devices, HTTPS and the revocation list. */
  issuing: 'issuing-key',
  https: 'https-key',
  /** Signs OCSP responses. */
  ocsp: 'ocsp-key',
  /** libp2p identity of the CA node itself. */
  node: 'node-key',
  /** Signs checkpoints of the transparency log. */
  log: 'log-key',
  /** Seals what the database keeps and nobody may read in it. The same at every authority of the realm. */
  store: 'store-key',
  /** X25519, while this node waits for the store key. */
  handover: 'handover-key',
  /** Followed by 16 digits of its key identifier: an issuing key of before, whose list is signed until the last certificate ends. */
  former: 'former-issuing-',
  /** Followed by 16 digits of its key identifier: waits for the root's answer. */
  pending: 'pending-issuing-',
} as const
