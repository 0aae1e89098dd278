// A certificate as plain data for screens and `--json`. Says what stands there, trusts nothing.

export interface CertificateDescription {
  /** RFC 4514, e.g. `UID=alice,CN=alice,O=harbour`. */
  readonly subject: string
  readonly issuer: string
  /** Hexadecimal. */
  readonly serial: string
  /** ISO 8601, UTC. */
  readonly notBefore: string
  readonly notAfter: string
  readonly fingerprint: string
  readonly key: { readonly kind: string; readonly bits: number }
  readonly signature: string
  readonly extensions: readonly {
    readonly oid: string
    readonly name: string
    readonly critical: boolean
    readonly value: string
  }[]
}
