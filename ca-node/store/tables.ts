// The authority's tables as Kysely sees them. Times are milliseconds since 1970; DER is bytes.
// What is secret is not here: keys lie in the vault, invitation secrets and passwords only as hashes.

import type { Role } from '@parley/shared/certificates/role.ts'
import type { Fingerprint, PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import type { Login, RealmName } from '@parley/shared/identity/login.ts'
import type { Skeleton } from '@parley/shared/people/skeleton.ts'
import type { Selectable } from 'kysely'

export interface RealmTable {
  /** Always 1: there is one realm. */
  id: number
  name: RealmName
  created_at: number
  /** JSON of RealmPolicy. */
  policy: string
  /** JSON of `host:port[]`: where the HTTPS was last reachable, for invitations made while it is off. */
  https_addresses: string
}

/** The CA certificates of the realm: its roots and issuing CAs. */
export interface IssuerTable {
  /** Subject key identifier, hexadecimal. */
  key_id: string
  kind: 'root' | 'issuing'
  fingerprint: Fingerprint
  /** key_id of who signed it; its own for a root. */
  issued_by: string
  serial: Serial
  der: Uint8Array
  not_after: number
}

export interface UserTable {
  login: Login
  /** Unique: two logins that look alike cannot both exist. */
  skeleton: Skeleton
  role: Role
  status: 'active' | 'suspended'
  first_name: string | null
  last_name: string | null
  email: string | null
  /** Unique where there is one. */
  card_number: string | null
  password_hash: string
  invitation_id: string | null
  created_at: number
  /** Of the last change anybody else can see: the directory's watchers go by it. */
  changed_at: number
}

/** The words a person is found by (login and names, without case and accents), for prefix searches. */
export interface UserWordTable {
  word: string
  login: Login
}

export interface DeviceTable {
  peer_id: PeerIdText
  login: Login
  name: string
  /** The newest certificate. */
  serial: Serial
  status: 'active' | 'revoked'
  created_at: number
  changed_at: number
}

export interface CertificateTable {
  serial: Serial
  issuer_key_id: string
  kind: 'device' | 'node' | 'https' | 'ocsp'
  login: Login | null
  peer_id: PeerIdText | null
  role: Role | null
  not_before: number
  not_after: number
  der: Uint8Array
  created_at: number
}

export interface RevocationTable {
  serial: Serial
  issuer_key_id: string
  reason: string
  revoked_at: number
  /** Kept on the list until then (RFC 5280 section 3.3: one list past the certificate's expiry). */
  not_after: number
}

/** The newest list of every issuer. `number` only grows. */
export interface ListTable {
  issuer_key_id: string
  /** Decimal text: RFC 5280 lets it have 20 bytes. */
  number: string
  this_update: number
  next_update: number
  der: Uint8Array
}

export interface InvitationTable {
  id: string
  /** SHA-256 of the secret, hexadecimal: 128 random bits need no salt and no slow hash. */
  secret_hash: string
  /** A new person, or one more device of `login`. */
  purpose: 'person' | 'device'
  login: Login | null
  role: Role
  uses: number
  uses_left: number
  created_at: number
  expires_at: number
}

/** What was tried at the authority, also what was refused. No secrets. */
export interface AttemptTable {
  id: string
  at: number
  /** The verb: enrol, renew, invite, revoke... */
  act: string
  /** DONE or the fault's code. */
  outcome: string
  /** A login, `keeper` for who has the data folder, or null when nobody knows. */
  who: string | null
  /** An address, or `local`. */
  source: string
  /** JSON of what it was about. */
  detail: string
}

export interface Tables {
  realm: RealmTable
  issuers: IssuerTable
  users: UserTable
  user_words: UserWordTable
  devices: DeviceTable
  certificates: CertificateTable
  revocations: RevocationTable
  lists: ListTable
  invitations: InvitationTable
  attempts: AttemptTable
}

export type CertificateRow = Selectable<CertificateTable>
export type InvitationRow = Selectable<InvitationTable>
export type ListRow = Selectable<ListTable>
