// The authority's tables as Kysely sees them. Times are milliseconds since 1970; DER is bytes.
// What is secret is not here in clear: keys lie in the vault, invitation secrets and passwords only as hashes, secrets
// of second factors sealed under the store key.

import type { Role } from '@parley/shared/certificates/role.ts'
import type { Fingerprint, PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import type { Login, RealmName } from '@parley/shared/identity/login.ts'
import type { Skeleton } from '@parley/shared/people/skeleton.ts'
import type { Generated, Selectable } from 'kysely'

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
  /** Empty where no password of theirs is kept here. */
  password_hash: string
  /** Who keeps them: this authority, or the LDAP directory they were taken over from. */
  source: Generated<'local' | 'ldap'>
  /** Their entry there. */
  ldap_dn: string | null
  /** Of whom is suspended: a login, `keeper`, or `ldap`. */
  suspended_by: string | null
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
  /** The device of the same person that let it in; null for an invitation, or a password with a second factor. */
  admitted_by: Generated<PeerIdText | null>
  /** When a session with it last began or ended, or it was renewed. */
  last_seen_at: Generated<number | null>
  /** What it shows to everybody, signed, and when it made that. */
  prekey: Generated<Uint8Array | null>
  prekey_made_at: Generated<number | null>
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
  /** What of the register it speaks of: another node sees by it that a list is due. Null before there was such a column. */
  content: string | null
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
  /** A login, or `keeper`. */
  created_by: Generated<string>
  /** 1: whoever uses it waits for an administrator. */
  approval: Generated<number>
  /** The device that made it for another one of the same person. */
  by_device: Generated<PeerIdText | null>
  revoked_at: Generated<number | null>
  revoked_by: Generated<string | null>
}

/** Who came in by an invitation, or waits since. */
export interface InvitationUseTable {
  invitation_id: string
  peer_id: PeerIdText
  login: Login
  at: number
}

/** A request to be enrolled that waits for an administrator, or was decided and not fetched yet. One a device. */
export interface EnrolmentTable {
  peer_id: PeerIdText
  state: 'waiting' | 'approved' | 'refused'
  login: Login
  /** Reserves the login; null once refused. */
  skeleton: Skeleton | null
  role: Role
  first_name: string | null
  last_name: string | null
  email: string | null
  /** Reserved like the login. */
  card_number: string | null
  device_name: string | null
  password_hash: string
  invitation_id: string
  source: string
  created_at: number
  /** From then on it is as if it were not there. */
  expires_at: number
  decided_at: number | null
  decided_by: string | null
  /** Why it was refused, for the person to read. */
  reason: string | null
}

/** Proves with a code that changes (TOTP). */
export interface SecondFactorTable {
  login: Login
  /** Sealed under the store key. */
  secret: Uint8Array
  /** The last time step whose code was taken: only later ones count. */
  last_step: number
  created_at: number
}

/** A row is there until its code is used. */
export interface RecoveryCodeTable {
  login: Login
  /** SHA-256 over login and code, hexadecimal: 100 random bits need no slow hash. */
  code_hash: string
}

/** Tries to prove something, counted while they go on failing. */
export interface TryTable {
  /** What is tried, for whom and from where. */
  about: string
  /** For whom: somebody who may not exist. Null for a place that tries many. */
  login: Login | null
  count: number
  last_at: number
  /** No try counts before. */
  next_at: number
}

/** Where somebody has signed in: others' tries elsewhere do not slow them down here. */
export interface KnownPlaceTable {
  login: Login
  /** A block of addresses, or the hash of what a browser keeps. */
  place: string
  last_at: number
}

/** Somebody signed in over HTTPS. What they may do is read from `users` at each request. */
export interface SessionTable {
  id: string
  /** SHA-256 of the cookie's secret, hexadecimal. */
  secret_hash: string
  login: Login
  proved: 'password' | 'second-factor'
  /** Sealed secret of a second factor that is being set up. */
  pending_factor: Uint8Array | null
  created_at: number
  seen_at: number
  ends_at: number
  source: string
  agent: string
}

/** A one-time link by which somebody chooses a new password. The newest alone counts. */
export interface PasswordResetTable {
  login: Login
  /** SHA-256 of the link's secret, hexadecimal. */
  secret_hash: string
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

/** The gravest acts, waiting for a second voice. */
export interface ProposalTable {
  id: string
  act: string
  /** JSON: what would be done. */
  input: string
  /** SHA-256 of act and input, hexadecimal: an approval is for exactly this. */
  input_hash: string
  state: 'open' | 'approved' | 'used' | 'refused'
  /** A login, or `keeper`. */
  proposed_by: string
  proposed_at: number
  expires_at: number
  decided_by: string | null
  decided_at: number | null
}

/** The audit log, never changed: see audit/line.ts. */
export interface AuditLineTable {
  chain: string
  seq: number
  at: number
  act: string
  outcome: string
  who: string | null
  source: string
  detail: string
  prev: string
  hash: string
  seal: string
}

/** Signed heads of a chain, the newest of each period. */
export interface AuditHeadTable {
  chain: string
  period: number
  seq: number
  at: number
  hash: string
  signature: string
}

/** Whose log key writes a chain. */
export interface AuditChainTable {
  chain: string
  /** DER SubjectPublicKeyInfo. */
  log_key: Uint8Array
  /** The issuing key's signature over it, base64. */
  proof: string
  began_at: number
}

/** Lines that went to files. */
export interface AuditArchiveTable {
  chain: string
  from_seq: number
  to_seq: number
  prev: string
  hash: string
  file: string
  file_sha256: string
  at: number
  signature: string
}

/** The realm's lists of roots, from the first on (shared/roots). */
export interface RootListTable {
  number: number
  /** SignedRootList as it travels. */
  der: Uint8Array
  installed_at: number
}

/** Roots certified by other roots of the realm, for stock tools. */
export interface CrossCertificateTable {
  fingerprint: Fingerprint
  der: Uint8Array
}

/** What was asked of the root's keeper, by the hash of the request. */
export interface CeremonyTable {
  id: string
  act: string
  /** Of the new issuing key, which waits in the vault of the node that asked. */
  key_id: string | null
  status: 'open' | 'installed'
  made_at: number
}

/** An authority of the realm that uses this database. */
export interface NodeTable {
  issuer_key_id: string
  /** Grows twice a second while it lives. */
  beat: number
  /** JSON of `host:port[]` and of multiaddrs: where it can be reached. */
  https: string
  p2p: string
  /** HPKE key to which the store key is to be sealed, and the signature over it. */
  key_wanted: Uint8Array | null
  /** The store key sealed to it, and the giver's signature. */
  key_given: Uint8Array | null
  key_giver: string | null
}

/** Who is connected to which authority. */
export interface PresenceTable {
  issuer_key_id: string
  peer_id: PeerIdText
  online: 0 | 1
  /** JSON of multiaddrs. */
  addresses: string
  /** Grows with each change of the node's rows. */
  version: number
}

/** An issuing CA whose list no longer says all that is revoked: only its own authority can sign the next. */
export interface DueListTable {
  issuer_key_id: string
  since: number
}

/** An authority's OCSP responder, for the issuing CAs of the other authorities to certify. */
export interface ResponderTable {
  /** Of the authority that asks. */
  issuer_key_id: string
  asked_at: number
  /** DER certificate request for its responder's key. */
  request: Uint8Array
  /** Its issuing key's signature over all of this. */
  proof: Uint8Array
}

/** What the organisation knows of somebody who was invited and has not come in yet. */
export interface ExpectedPersonTable {
  invitation_id: string
  first_name: string | null
  last_name: string | null
  email: string | null
  card_number: string | null
}

export interface Tables {
  expected_people: ExpectedPersonTable
  realm: RealmTable
  issuers: IssuerTable
  users: UserTable
  user_words: UserWordTable
  devices: DeviceTable
  certificates: CertificateTable
  revocations: RevocationTable
  lists: ListTable
  root_lists: RootListTable
  cross_certificates: CrossCertificateTable
  ceremonies: CeremonyTable
  invitations: InvitationTable
  invitation_uses: InvitationUseTable
  enrolments: EnrolmentTable
  attempts: AttemptTable
  proposals: ProposalTable
  audit_lines: AuditLineTable
  audit_heads: AuditHeadTable
  audit_chains: AuditChainTable
  audit_archives: AuditArchiveTable
  second_factors: SecondFactorTable
  recovery_codes: RecoveryCodeTable
  tries: TryTable
  known_places: KnownPlaceTable
  sessions: SessionTable
  password_resets: PasswordResetTable
  nodes: NodeTable
  presences: PresenceTable
  due_lists: DueListTable
  responders: ResponderTable
}

export type CertificateRow = Selectable<CertificateTable>
export type InvitationRow = Selectable<InvitationTable>
export type EnrolmentRow = Selectable<EnrolmentTable>
export type ListRow = Selectable<ListTable>
