// An enrolled device folder, opened: its identity, keys and papers. Keeps renewed papers; opens no database.
import type { PrivateKey } from '@libp2p/interface'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { type HostPort, hostPort } from '@parley/shared/enrolment/invitation.ts'
import type { Membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import type { Login, RealmName } from '@parley/shared/identity/login.ts'
import { nameOfUnnamed } from '@parley/shared/people/name.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { deviceFilePath, deviceVaultPath, readDeviceFile, writeDeviceFile } from './device-file.ts'
import { deviceSigner, SECRET } from './key.ts'

export interface Device {
  readonly folder: string
  readonly realm: RealmName
  readonly login: Login
  readonly peerId: PeerIdText
  /** What the owner calls it, or the name of one that nobody named. */
  readonly name: string
  readonly enrolledAt: Date
  readonly signer: Signer
  /** The same key as libp2p wants it. */
  readonly privateKey: PrivateKey
  /** The roots that are trusted now. */
  readonly roots: readonly TrustedRoot[]
  /** How each root of the realm stands, and the signed lists that say so. */
  standing(): RealmRoots
  /** 32 bytes: the key of the database. */
  readonly storeKey: Uint8Array
  readonly vault: Vault
  /** The newest chain: leaf, issuing CA. DER. */
  chain(): readonly Uint8Array[]
  /** The realm's issuing CAs, as the authority named them then. DER, not checked: whoever uses one checks it. */
  issuers(): readonly Uint8Array[]
  /** Revocation lists as they were at the last enrolment or renewal. DER. */
  lists(): readonly Uint8Array[]
  authority(): DeviceAuthority
  policy(): Membership['policy']
  /** Keeps what a renewal brought, checked by the caller. Durable once it returns. */
  keep(membership: Membership): Promise<void>
  /** What the person calls this device from now on. Durable once it returns. */
  rename(name: string): Promise<void>
  /** Keeps newer lists of the realm's roots, checked by the caller. Durable once it returns. */
  keepRoots(roots: RealmRoots): Promise<void>
  /** Keeps newer revocation lists, checked by the caller. Durable once it returns. */
  keepLists(lists: readonly Uint8Array[]): Promise<void>
  close(): void
}

export interface DeviceAuthority {
  readonly peerId: PeerIdText
  readonly https: readonly HostPort[]
  /** Multiaddrs. */
  readonly p2p: readonly string[]
}

/** @throws Fault DATA_MISSING, DATA_DAMAGED, PASSPHRASE_WRONG */
export async function openDevice(folder: string, passphrase: Uint8Array): Promise<Device> {
  const file = await readDeviceFile(folder)
  const vault = await openVault(deviceVaultPath(folder), passphrase)
  try {
    const pkcs8 = vault.get(SECRET.deviceKey)
    const privateKey = libp2pKey(pkcs8)
    pkcs8.fill(0)
    if (privateKey.publicKey.toString() !== file.peerId) {
      throw new Fault('DATA_DAMAGED', {
        path: deviceFilePath(folder),
        reason: 'KEY_ANOTHER',
      })
    }
    const { peerId, enrolledAt } = file
    let { name } = file
    let current = file.membership
    let standing = standingIn(current)
    let writing: Promise<unknown> = Promise.resolve()
    // One after the other: a renewal and new roots may come at the same moment, and neither may undo the other.
    const change = (make: (current: Membership) => Membership): Promise<void> => {
      const write = async () => {
        const next = make(current)
        await writeDeviceFile(folder, { peerId, name, enrolledAt, membership: next })
        current = next
        standing = standingIn(next)
      }
      const done = writing.then(write)
      writing = done.catch(() => undefined)
      return done
    }
    return {
      folder,
      realm: file.realm,
      login: file.login,
      peerId,
      get name() {
        return name ?? nameOfUnnamed(file.login, peerId)
      },
      enrolledAt,
      signer: deviceSigner(vault),
      privateKey,
      get roots() {
        return standing.trusted
      },
      standing: () => standing,
      storeKey: vault.get(SECRET.storeKey),
      vault,
      chain: () => current.chain.map(bytes),
      issuers: () => current.issuers.map(bytes),
      lists: () => current.lists.map(bytes),
      authority: () => ({
        peerId: peerIdText(current.authority.peerId),
        https: current.authority.https.map(hostPort),
        p2p: current.authority.p2p,
      }),
      policy: () => current.policy,
      // Newer roots may have come in while the authority was being asked.
      keep: (membership) =>
        change(({ root, rootLists }) =>
          standingIn(membership).number < standing.number ? { ...membership, root, rootLists } : membership,
        ),
      rename(next) {
        name = next
        return change((known) => known)
      },
      keepRoots: (roots) =>
        change((known) => ({
          ...known,
          root: Buffer.from(roots.newest.der).toString('base64'),
          rootLists: roots.lists.map((list) => Buffer.from(list.bytes).toString('base64')),
        })),
      keepLists: (lists) =>
        change((known) => ({ ...known, lists: lists.map((der) => Buffer.from(der).toString('base64')) })),
      close: () => vault.close(),
    }
  } catch (error) {
    vault.close()
    throw error
  }
}

function standingIn({ root, rootLists }: Membership): RealmRoots {
  return RealmRoots.from(trustedRoot(bytes(root), primitives), rootLists.map(bytes), primitives)
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
