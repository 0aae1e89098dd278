// What stands in a line of the audit log, in plain words. An act nobody translated yet is shown by its name.
import { defineWords } from '@parley/shared/text/define.ts'
import { language, saying } from '../state/language.svelte.ts'

const words = defineWords({
  enrol: { en: 'enrolled a device', fr: 'a enrôlé un appareil' },
  renew: { en: 'renewed a certificate', fr: 'a renouvelé un certificat' },
  invite: { en: 'made an invitation', fr: 'a fait une invitation' },
  'revoke-invitation': { en: 'revoked an invitation', fr: 'a révoqué une invitation' },
  approve: { en: 'let somebody in', fr: 'a admis quelqu’un' },
  refuse: { en: 'refused somebody', fr: 'a refusé quelqu’un' },
  suspend: { en: 'suspended somebody', fr: 'a suspendu quelqu’un' },
  'restore-user': { en: 'restored somebody', fr: 'a rétabli quelqu’un' },
  role: { en: 'changed a role', fr: 'a changé un rôle' },
  revoke: { en: 'revoked certificates', fr: 'a révoqué des certificats' },
  'set-policy': { en: 'changed the policy', fr: 'a changé les règles' },
  'approve-proposal': { en: 'seconded a proposal', fr: 'a appuyé une proposition' },
  'refuse-proposal': { en: 'refused a proposal', fr: 'a refusé une proposition' },
  'import-people': { en: 'imported people', fr: 'a importé des personnes' },
  'export-people': { en: 'exported people', fr: 'a exporté des personnes' },
  'sign-in': { en: 'signed in to the console', fr: 's’est connecté à la console' },
  'sign-out': { en: 'signed out of the console', fr: 's’est déconnecté de la console' },
  'end-session': { en: 'ended console sessions', fr: 'a mis fin à des sessions de console' },
  'end-own-session': { en: 'ended an own console session', fr: 'a mis fin à une de ses sessions' },
  'change-password': { en: 'changed the password', fr: 'a changé son mot de passe' },
  'reset-password': { en: 'made a password link', fr: 'a fait un lien de mot de passe' },
  'use-reset-link': { en: 'used a password link', fr: 'a utilisé un lien de mot de passe' },
  'begin-second-factor': { en: 'began a second factor', fr: 'a commencé un second facteur' },
  'set-second-factor': { en: 'set up a second factor', fr: 'a configuré un second facteur' },
  'remove-second-factor': { en: 'removed the second factor', fr: 'a retiré son second facteur' },
  'reset-second-factor': { en: 'reset a second factor', fr: 'a réinitialisé un second facteur' },
  'device-link': { en: 'made a link for a device', fr: 'a fait un lien pour un appareil' },
  'device-name': { en: 'renamed a device', fr: 'a renommé un appareil' },
  'device-revoke': { en: 'revoked an own device', fr: 'a révoqué un de ses appareils' },
  'session-open': { en: 'connected a device', fr: 'a connecté un appareil' },
  'session-close': { en: 'disconnected a device', fr: 'a déconnecté un appareil' },
  session: { en: 'tried to connect', fr: 'a tenté de se connecter' },
  request: { en: 'asked over HTTP', fr: 'a demandé par HTTP' },
  live: { en: 'watched live', fr: 'a suivi en direct' },
  ldap: { en: 'synchronised with LDAP', fr: 'a synchronisé avec LDAP' },
  backup: { en: 'made a backup', fr: 'a fait une sauvegarde' },
  'ceremony-request': { en: 'asked for a ceremony', fr: 'a demandé une cérémonie' },
  archive: { en: 'archived audit lines', fr: 'a archivé des lignes du journal' },
  audit: { en: 'looked at its log', fr: 'a examiné son journal' },
  start: { en: 'started', fr: 'a démarré' },
  stop: { en: 'stopped', fr: 's’est arrêtée' },
})

const t = saying(words)

/** Acts one can ask for, in the order of the words. */
export const ACTS: readonly string[] = Object.keys(words)

export function actWords(act: string): string {
  return isKnown(act) ? t(act) : act
}

function isKnown(act: string): act is keyof typeof words {
  return Object.hasOwn(words, act)
}

/** Of whoever did it, for who is no person. */
export function whoWords(who: string | null): string {
  const french = language.current === 'fr'
  if (who === null) return french ? 'un inconnu' : 'somebody unknown'
  if (who === 'keeper') return french ? 'le gardien' : 'the keeper'
  if (who === 'authority') return french ? 'l’autorité' : 'the authority'
  return who
}

/** `login: alice · role: admin`, without what says nothing. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ')
}
