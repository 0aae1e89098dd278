// Who is who, as this device believes it: every device under a name was proved by its chain before it got there, and
// is looked at again whenever somebody asks. The directory's word alone puts no key under a name.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { OwnCertificate, VerifiedCert } from '@parley/shared/certificates/check.ts'
import { isReplacement, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import type { ClaimedDevice, ClaimedPerson, Presence } from '@parley/shared/directory/person.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session, Sessions, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { CachedDevice, CachedPerson, DirectoryCache } from './cache.ts'
import { DEVICES_MAX, PEOPLE_MAX } from './constants.ts'
import type { KnownDevice, KnownPerson } from './types.ts'

interface Entry {
  readonly device: CachedDevice
  /** The last proof; undefined until the chain from disk was looked at. */
  cert: VerifiedCert | undefined
  /** As the directory told it. */
  online: boolean
  addresses: readonly string[]
}

export interface PeopleInit {
  readonly cache: DirectoryCache
  readonly trust: Trust
  readonly sessions: Pick<Sessions, 'of'>
  /** Who this device is, also while its certificate does not hold. */
  own(): OwnCertificate
  ownName(): string
  ownAddresses(): readonly string[]
  now(): Date
  readonly log: Log
}

export class People {
  readonly #init: PeopleInit
  readonly #people = new Map<Login, CachedPerson>()
  readonly #devices = new Map<PeerIdText, Entry>()
  readonly #byLogin = new Map<Login, Set<PeerIdText>>()

  constructor(init: PeopleInit) {
    this.#init = init
    for (const person of init.cache.people()) this.#people.set(person.login, person)
    for (const device of init.cache.devices()) this.#keep(device, undefined)
  }

  /**
   * Takes what the directory says of a person. @returns the faults of devices that were not believed
   */
  take(person: ClaimedPerson): Fault[] {
    const { login, firstName, lastName, role, status } = person
    if (this.#people.size >= PEOPLE_MAX && !this.#people.has(login)) return []
    const faults: Fault[] = []
    for (const device of person.devices) {
      try {
        this.#takeDevice(login, device)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        faults.push(error)
        this.#init.log.warn(
          { code: error.code, login, peer: device.peerId },
          'a directory entry was not believed',
        )
      }
    }
    // What the directory no longer lists was revoked or given up; a live session says otherwise by itself.
    const listed = new Set(person.devices.map((device) => device.peerId))
    for (const peerId of [...(this.#byLogin.get(login) ?? [])]) {
      if (!listed.has(peerId) && this.#init.sessions.of(peerId) === undefined) this.#drop(peerId)
    }
    const facts = { login, firstName, lastName, role, status }
    if (faults.length === 0 || this.#byLogin.has(login)) {
      this.#people.set(login, facts)
      this.#init.cache.putPerson(facts)
    }
    return faults
  }

  presence({ peerId, online, addresses }: Presence): void {
    const entry = this.#devices.get(peerId)
    if (entry === undefined) return
    entry.online = online
    entry.addresses = addresses
  }

  /** The directory is away: whom it called connected may have gone. */
  forgetPresence(): void {
    for (const entry of this.#devices.values()) entry.online = false
  }

  /** A session proves its device by itself, with or without a directory. */
  met({ cert, peerId }: Session): void {
    if (cert.role === 'authority') return
    const [leaf, issuing] = cert.chain
    if (leaf === undefined || issuing === undefined) return
    const known = this.#devices.get(peerId)
    const device: CachedDevice = {
      peerId,
      login: cert.login,
      name: known?.device.name ?? '',
      source: known?.device.source ?? 'session',
      chain: [leaf, issuing],
      prekey: known?.device.prekey,
    }
    const entry = this.#keep(device, cert)
    if (entry !== undefined && known !== undefined) {
      entry.online = known.online
      entry.addresses = known.addresses
    }
    this.#init.cache.putDevice(device)
    if (this.#people.has(cert.login)) return
    const person: CachedPerson = {
      login: cert.login,
      firstName: '',
      lastName: '',
      role: cert.role,
      status: 'active',
    }
    this.#people.set(cert.login, person)
    this.#init.cache.putPerson(person)
  }

  /** Whether a device's certificate, as far as it is known, was revoked and will not be replaced. */
  isRevoked(peerId: PeerIdText): boolean {
    const entry = this.#devices.get(peerId)
    if (entry === undefined) return false
    try {
      this.#prove(entry)
      return false
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return error.code === 'CERT_REVOKED' && !mayReturn(error)
    }
  }

  of(login: Login): KnownPerson | undefined {
    const self = login === this.#init.own().login
    const person = this.#people.get(login) ?? (self ? this.#ownPerson() : undefined)
    if (person === undefined) return undefined
    const devices = [...(this.#byLogin.get(login) ?? [])].flatMap((peerId) => this.#view(peerId) ?? [])
    if (self) devices.unshift(this.#ownDevice())
    return { ...person, self, online: devices.some((device) => device.online), devices }
  }

  all(): KnownPerson[] {
    const logins = new Set([...this.#people.keys(), this.#init.own().login])
    return [...logins].sort().flatMap((login) => this.of(login) ?? [])
  }

  #takeDevice(login: Login, claimed: ClaimedDevice): void {
    const { trust, now, own, cache } = this.#init
    const { peerId, name, online, addresses } = claimed
    if (peerId === own().peerId) return
    const [leaf, issuing] = claimed.chain
    if (leaf === undefined || issuing === undefined) throw new Fault('CERT_MISSING')
    const known = this.#devices.get(peerId)
    const proved = known?.device.login === login && sameBytes(known.device.chain[0], leaf)
    // A chain that was proved once and has run out since still says whose device it is.
    const cert = proved ? this.#certOf(known) : trust.check(claimed.chain, peerId, now())
    if (cert !== undefined && cert.login !== login) {
      throw new Fault('CERT_NAME_WRONG', { certified: cert.login, claimed: login })
    }
    const prekey = claimed.prekey.length === 0 ? undefined : claimed.prekey
    const device: CachedDevice = { peerId, login, name, source: 'directory', chain: [leaf, issuing], prekey }
    const entry = this.#keep(device, cert)
    if (entry === undefined) return
    entry.online = online
    entry.addresses = addresses
    if (!proved || !sameFacts(known.device, device)) cache.putDevice(device)
  }

  #keep(device: CachedDevice, cert: VerifiedCert | undefined): Entry | undefined {
    const known = this.#devices.get(device.peerId)
    if (known === undefined && this.#devices.size >= DEVICES_MAX) return undefined
    if (known !== undefined && known.device.login !== device.login) this.#forget(device.peerId)
    const entry: Entry = { device, cert, online: false, addresses: [] }
    this.#devices.set(device.peerId, entry)
    const devices = this.#byLogin.get(device.login)
    if (devices === undefined) this.#byLogin.set(device.login, new Set([device.peerId]))
    else devices.add(device.peerId)
    return entry
  }

  #drop(peerId: PeerIdText): void {
    this.#forget(peerId)
    this.#init.cache.dropDevice(peerId)
  }

  #forget(peerId: PeerIdText): void {
    const entry = this.#devices.get(peerId)
    if (entry === undefined) return
    this.#devices.delete(peerId)
    const devices = this.#byLogin.get(entry.device.login)
    devices?.delete(peerId)
    if (devices?.size === 0) this.#byLogin.delete(entry.device.login)
  }

  #certOf(entry: Entry): VerifiedCert | undefined {
    try {
      return this.#prove(entry)
    } catch (error) {
      if (error instanceof Fault) return undefined
      throw error
    }
  }

  /** @throws Fault CERT_*, REVOCATION_LIST_* */
  #prove(entry: Entry): VerifiedCert {
    const { trust, now } = this.#init
    const { chain, peerId, login } = entry.device
    const cert =
      entry.cert === undefined ? trust.check(chain, peerId, now()) : trust.recheck(entry.cert, now())
    if (cert.login !== login) throw new Fault('CERT_NAME_WRONG', { certified: cert.login, claimed: login })
    entry.cert = cert
    return cert
  }

  /** Undefined for a device that is no longer anybody's: revoked, or its chain on disk was altered. */
  #view(peerId: PeerIdText): KnownDevice | undefined {
    const entry = this.#devices.get(peerId)
    if (entry === undefined) return undefined
    let cert: VerifiedCert | undefined
    let code: FaultCode | undefined
    try {
      cert = this.#prove(entry)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (!mayReturn(error)) return undefined
      code = error.code
    }
    const { device, online, addresses } = entry
    const live = this.#init.sessions.of(peerId) !== undefined
    const { name, chain, prekey } = device
    const source = live ? 'session' : device.source
    return { peerId, name, online: live || online, addresses, source, chain, cert, code, prekey }
  }

  #ownPerson(): CachedPerson {
    const { login, role } = this.#init.own()
    return { login, firstName: '', lastName: '', role, status: 'active' }
  }

  #ownDevice(): KnownDevice {
    const { own, ownName, ownAddresses, trust, now } = this.#init
    const { peerId, chain } = own()
    let cert: VerifiedCert | undefined
    let code: FaultCode | undefined
    try {
      cert = trust.check(chain, peerId, now())
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      code = error.code
    }
    return {
      peerId,
      name: ownName(),
      online: true,
      addresses: ownAddresses(),
      source: 'own',
      chain,
      cert,
      code,
      prekey: undefined,
    }
  }
}

function sameFacts(one: CachedDevice, other: CachedDevice): boolean {
  const samePrekey =
    one.prekey === other.prekey ||
    (one.prekey !== undefined && other.prekey !== undefined && sameBytes(one.prekey, other.prekey))
  return one.name === other.name && one.source === other.source && samePrekey
}

/** Such a device keeps its place, without a certificate: the next one is on its way, or a newer list. */
function mayReturn({ code, parameters }: Fault): boolean {
  if (code !== 'CERT_REVOKED') return MAY_RETURN.has(code)
  return isReplacement(revocationReason(String(parameters.reason)))
}

/** Faults that time or a newer list may cure. */
const MAY_RETURN: ReadonlySet<FaultCode> = new Set([
  'CERT_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_SUSPENDED',
  'REVOCATION_LIST_MISSING',
  'REVOCATION_LIST_STALE',
  'REVOCATION_LIST_EXPIRED',
  'REVOCATION_LIST_EARLY',
])
