// People as the faces see them: what the directory knows, in the local API's shapes.
import { type CertificateDescription, describe } from '@parley/shared/certificates/describe.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import type { PersonView, WhoisDevice, WhoisView } from '../api/schema.ts'
import type { Directory, KnownDevice, KnownPerson } from '../directory/types.ts'
import type { PeerNode } from '../net/start.ts'

export function peopleView(directory: Directory): PersonView[] {
  return directory.list().map(personView)
}

function personView(person: KnownPerson): PersonView {
  const { login, firstName, lastName, role, status, online, self } = person
  const name = `${firstName} ${lastName}`.trim()
  return {
    login,
    name: name === '' ? login : name,
    role,
    status,
    online,
    self,
    devices: person.devices.map(({ peerId, name: device, online: on, addresses }) => ({
      peerId,
      name: device,
      online: on,
      addresses: [...addresses],
    })),
  }
}

/** @throws Fault LOGIN_MALFORMED, PERSON_UNKNOWN, DIRECTORY_UNTRUSTED */
export async function whoisView(
  { directory, trust }: Pick<PeerNode, 'directory' | 'trust'>,
  login: string,
  now: Date,
  signal: AbortSignal,
): Promise<WhoisView> {
  const person = await directory.lookup(typedLogin(login), signal)
  return { ...personView(person), devices: person.devices.map((device) => deviceView(device)) }

  function deviceView(device: KnownDevice): WhoisDevice {
    const { peerId, name, online, addresses, chain, source, cert, code } = device
    const root =
      trust.pastRoots.find(({ fingerprint }) => fingerprint === cert?.rootFingerprint) ?? trust.roots[0]
    const described = [...chain, ...(root === undefined ? [] : [root.der])].map(certificateView)
    return {
      peerId,
      name,
      online,
      addresses: [...addresses],
      source,
      chain: described,
      checked: {
        trusted: cert !== undefined,
        ...(code === undefined ? {} : { code }),
        at: now.toISOString(),
        ...(cert === undefined ? {} : { revocationList: String(cert.revocation.number) }),
        rootFingerprint: root?.fingerprint ?? '',
      },
    }
  }
}

function certificateView(der: Uint8Array) {
  const { extensions, ...facts }: CertificateDescription = describe(der, primitives)
  return { ...facts, extensions: extensions.map((extension) => ({ ...extension })) }
}
