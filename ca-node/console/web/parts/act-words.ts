// What stands in a line of the audit log, in plain words. An act nobody translated yet is shown by its name.
import { defineWords } from '@parley/shared/text/define.ts'
import { language, saying } from '../state/language.svelte.ts'

const words = defineWords({
  enrol: { en: 'Enrolment of a device', fr: 'Enrôlement d’un appareil' },
  renew: { en: 'Renewal of a certificate', fr: 'Renouvellement d’un certificat' },
  invite: { en: 'New invitation', fr: 'Nouvelle invitation' },
  'revoke-invitation': { en: 'Invitation revoked', fr: 'Révocation d’une invitation' },
  approve: { en: 'Admission', fr: 'Admission' },
  refuse: { en: 'Refusal of a newcomer', fr: 'Refus d’un nouveau' },
  suspend: { en: 'Suspension', fr: 'Suspension' },
  'restore-user': { en: 'Restoration', fr: 'Rétablissement' },
  role: { en: 'Change of role', fr: 'Changement de rôle' },
  revoke: { en: 'Revocation', fr: 'Révocation' },
  'set-policy': { en: 'Change of policy', fr: 'Changement des règles' },
  'approve-proposal': { en: 'Second voice', fr: 'Seconde voix' },
  'refuse-proposal': { en: 'Refusal of a proposal', fr: 'Refus d’une proposition' },
  'use-proposal': { en: 'Proposal carried out', fr: 'Proposition exécutée' },
  'import-people': { en: 'Import of people', fr: 'Import de personnes' },
  'export-people': { en: 'Export of people', fr: 'Export de personnes' },
  'sign-in': { en: 'Sign-in to the console', fr: 'Connexion à la console' },
  'sign-out': { en: 'Sign-out of the console', fr: 'Déconnexion de la console' },
  'end-session': { en: 'Console sessions ended', fr: 'Fin de sessions de la console' },
  'end-own-session': { en: 'Own console session ended', fr: 'Fin d’une de ses sessions' },
  'change-password': { en: 'Change of password', fr: 'Changement de mot de passe' },
  'reset-password': { en: 'New password link', fr: 'Nouveau lien de mot de passe' },
  'use-reset-link': { en: 'Use of a password link', fr: 'Usage d’un lien de mot de passe' },
  'begin-second-factor': { en: 'Second factor begun', fr: 'Second facteur commencé' },
  'set-second-factor': { en: 'Second factor set up', fr: 'Second facteur configuré' },
  'remove-second-factor': { en: 'Second factor removed', fr: 'Second facteur retiré' },
  'reset-second-factor': { en: 'Reset of a second factor', fr: 'Réinitialisation d’un second facteur' },
  'device-link': { en: 'Link for a device', fr: 'Lien pour un appareil' },
  'device-name': { en: 'New name of a device', fr: 'Nouveau nom d’un appareil' },
  'device-revoke': { en: 'Own device revoked', fr: 'Révocation d’un de ses appareils' },
  'session-open': { en: 'Device connected', fr: 'Appareil connecté' },
  'session-close': { en: 'Device disconnected', fr: 'Appareil déconnecté' },
  session: { en: 'Connection of a device', fr: 'Connexion d’un appareil' },
  request: { en: 'Request over HTTP', fr: 'Demande par HTTP' },
  live: { en: 'Live view', fr: 'Suivi en direct' },
  verb: { en: 'Unknown request of the console', fr: 'Demande inconnue de la console' },
  ldap: { en: 'LDAP', fr: 'LDAP' },
  backup: { en: 'Backup', fr: 'Sauvegarde' },
  'ceremony-request': { en: 'Ceremony', fr: 'Cérémonie' },
  archive: { en: 'Archive of the audit log', fr: 'Archive du journal' },
  audit: { en: 'Check of the audit log', fr: 'Contrôle du journal' },
  start: { en: 'Start', fr: 'Démarrage' },
  stop: { en: 'Stop', fr: 'Arrêt' },
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

/** Whoever did it: a person by their login; others in words. Of somebody refused only what they said is known. */
export function whoWords(line: {
  readonly who: string | null
  readonly outcome: string
  readonly detail: unknown
}): string {
  const french = language.current === 'fr'
  if (line.who === 'keeper') return french ? 'Le gardien' : 'The keeper'
  if (line.who === 'authority') return french ? 'L’autorité' : 'The authority'
  if (line.who !== null) return line.who
  const { login } = (typeof line.detail === 'object' ? (line.detail ?? {}) : {}) as { login?: unknown }
  if (typeof login !== 'string') return french ? 'Quelqu’un' : 'Somebody'
  if (line.outcome === 'DONE') return login
  return french ? `Quelqu’un, comme ${login}` : `Somebody, as ${login}`
}

/** `login: alice · role: admin`, without what says nothing. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ')
}
