// Logins nobody may take: they would speak with an authority their bearer does not have.
import { Fault } from '../faults/fault.ts'
import type { Login } from '../identity/login.ts'
import { login } from '../identity/login.ts'
import { skeleton } from './skeleton.ts'

/** Of the product, of the realm, of operating systems and mail (RFC 2142), in English and French. */
const WORDS = [
  ...['parley', 'authority', 'autorite', 'ca', 'realm', 'directory', 'annuaire', 'everyone', 'tous', 'all'],
  ...[
    'system',
    'systeme',
    'service',
    'server',
    'serveur',
    'bot',
    'relay',
    'mailbox',
    'witness',
    'console',
    'keeper',
    'ldap',
  ],
  ...[
    'admin',
    'administrator',
    'administrateur',
    'auditor',
    'moderator',
    'moderateur',
    'member',
    'guest',
    'invite',
  ],
  ...['root', 'superuser', 'sudo', 'daemon', 'nobody', 'operator', 'user', 'me', 'moi', 'here', 'channel'],
  ...[
    'support',
    'help',
    'aide',
    'security',
    'securite',
    'abuse',
    'postmaster',
    'hostmaster',
    'webmaster',
    'info',
  ],
  ...[
    'anonymous',
    'anonyme',
    'unknown',
    'inconnu',
    'null',
    'undefined',
    'none',
    'test-authority',
    'localhost',
  ],
]

const RESERVED: ReadonlySet<string> = new Set(WORDS.map((word) => skeleton(login(word))))

/** Look-alikes of a reserved login are reserved too. @throws Fault LOGIN_RESERVED */
export function unreservedLogin(candidate: Login): Login {
  if (RESERVED.has(skeleton(candidate))) throw new Fault('LOGIN_RESERVED', { login: candidate })
  return candidate
}
