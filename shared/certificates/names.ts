// The SPIFFE URI that binds login, device and realm. What a login and a realm's name are: identity/login.ts.
import { Fault } from '../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../identity/ids.ts'
import { type Login, login, type RealmName, realmName } from '../identity/login.ts'

/** What the one URI of a device certificate says. */
export interface DeviceName {
  readonly realm: RealmName
  readonly login: Login
  readonly peerId: PeerIdText
}

const DEVICE_URI =
  /^spiffe:\/\/([a-z0-9.-]{1,64})\/user\/([a-z0-9._-]{1,32})\/device\/([1-9A-HJ-NP-Za-km-z]{46,52})$/

/** SPIFFE ID of a device (SPIFFE-ID section 2: scheme, trust domain, path). */
export function deviceUri(name: DeviceName): string {
  return `spiffe://${name.realm}/user/${name.login}/device/${name.peerId}`
}

/** @throws Fault CERT_NAME_WRONG when `uri` is anything but what `deviceUri` makes */
export function parseDeviceUri(uri: string): DeviceName {
  const parts = DEVICE_URI.exec(uri)
  const [, realm, user, device] = parts ?? []
  if (realm === undefined || user === undefined || device === undefined) throw new Fault('CERT_NAME_WRONG')
  try {
    return { realm: realmName(realm), login: login(user), peerId: peerIdText(device) }
  } catch (cause) {
    throw new Fault('CERT_NAME_WRONG', {}, { cause })
  }
}
