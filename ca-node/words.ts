// What `parley ca` says to a person, in English and French.

import { defineWords, type Language, type Say, sayIn } from '@parley/shared/text/define.ts'
import { LOCAL } from './authority.ts'

const words = defineWords({
  realmMade: {
    en: 'The realm {realm} was made in {folder}.\nRoot: {fingerprint}\nNext: {next}',
    fr: 'Le domaine {realm} a été créé dans {folder}.\nRacine : {fingerprint}\nEnsuite : {next}',
  },
  rootAway: {
    en: 'The root’s key is in {file} alone, under the same passphrase. Keep it off this machine, in two places: without it no issuing CA can be renewed (docs/CEREMONY.md).',
    fr: 'La clé racine n’est que dans {file}, sous la même phrase secrète. Gardez-la hors de cette machine, en deux endroits : sans elle aucune autorité émettrice ne peut être renouvelée (docs/CEREMONY.md).',
  },
  backupMade: {
    en: '{file}: {rows} rows, {bytes} bytes, read back and whole.\nIt opens with the authority’s passphrase of today; keep that elsewhere.',
    fr: '{file} : {rows} lignes, {bytes} octets, relu et entier.\nIl s’ouvre avec la phrase secrète actuelle de l’autorité ; gardez-la ailleurs.',
  },
  authorityRestored: {
    en: 'The realm {realm} is back as it was at {when}. Nobody has to enrol again.\nWho joined after that enrols anew; revoke again what was revoked after it, unless a peer brings the list.\nNever let the old machine run again beside this one.\nNext: {next}',
    fr: 'Le domaine {realm} est revenu tel qu’il était le {when}. Personne ne doit se réinscrire.\nQui est arrivé depuis se réinscrit ; révoquez à nouveau ce qui l’a été depuis, sauf si un pair apporte la liste.\nNe faites plus jamais tourner l’ancienne machine à côté de celle-ci.\nEnsuite : {next}',
  },
  keysRestored: {
    en: 'The keys of this authority of the realm {realm} are back; the database on the server was kept as it is.\nNext: {next}',
    fr: 'Les clés de cette autorité du domaine {realm} sont revenues ; la base du serveur a été gardée telle quelle.\nEnsuite : {next}',
  },
  authorityReady: {
    en: 'The authority is ready at {https}\nRoot: {fingerprint}\nConsole: {console}',
    fr: 'L’autorité est prête sur {https}\nRacine : {fingerprint}\nConsole : {console}',
  },
  invitationMade: {
    en: 'Invitation {id}. Role: {role}. Uses: {uses}. Good until {expires}.\nWhoever has this link can use it. To take it back:\n  parley ca revoke-invitation {id}',
    fr: 'Invitation {id}. Rôle : {role}. Utilisations : {uses}. Valable jusqu’au {expires}.\nQui a ce lien peut s’en servir. Pour la retirer :\n  parley ca revoke-invitation {id}',
  },
  invitationApproval: {
    en: 'Who uses it waits until you say yes:\n  parley ca pending, parley ca approve LOGIN',
    fr: 'Qui s’en sert attend votre accord :\n  parley ca pending, parley ca approve IDENTIFIANT',
  },
  noInvitations: { en: 'No invitation is open.', fr: 'Aucune invitation n’est ouverte.' },
  stateOpen: { en: 'open', fr: 'ouverte' },
  stateUsed: { en: 'used', fr: 'utilisée' },
  stateExpired: { en: 'expired', fr: 'expirée' },
  stateRevoked: { en: 'revoked', fr: 'retirée' },
  usesOf: { en: '{used}/{uses} used', fr: '{used}/{uses}' },
  until: { en: 'until {when}', fr: 'jusqu’au {when}' },
  forAnybody: { en: 'for anybody', fr: 'pour quiconque' },
  forLogin: { en: 'for {login}', fr: 'pour {login}' },
  oneMoreDevice: { en: 'one more device of {login}', fr: 'un appareil de plus de {login}' },
  madeBy: { en: 'made by {who}', fr: 'faite par {who}' },
  needsApproval: { en: 'needs approval', fr: 'à approuver' },
  keeper: { en: 'the keeper', fr: 'le gardien' },
  revokedBy: { en: 'taken back by {who}', fr: 'retirée par {who}' },
  usedBy: { en: 'used by {who}', fr: 'utilisée par {who}' },
  invitationRevoked: {
    en: 'Invitation {id} is taken back. Who came in by it stays.',
    fr: 'L’invitation {id} est retirée. Qui est entré par elle reste.',
  },
  nobodyWaits: { en: 'Nobody waits.', fr: 'Personne n’attend.' },
  waitsForYou: { en: 'waits for you', fr: 'attend votre décision' },
  approvedComesBack: { en: 'approved; has to come back', fr: 'approuvé ; doit revenir' },
  askedAt: { en: 'asked {when} from {source}', fr: 'demandé le {when} depuis {source}' },
  invitedBy: { en: 'invited by {who}', fr: 'invité par {who}' },
  approved: {
    en: '{login} may come in: their device hears of it by itself, or when they run `parley join` again.',
    fr: '{login} peut entrer : son appareil l’apprend tout seul, ou quand il relance `parley join`.',
  },
  refused: { en: 'The request of {login} is refused.', fr: 'La demande de {login} est refusée.' },
  statusValid: { en: 'valid until {when}', fr: 'valide jusqu’au {when}' },
  statusExpired: { en: 'expired {when}', fr: 'expiré le {when}' },
  statusSuspended: { en: 'suspended', fr: 'suspendu' },
  statusRevoked: { en: 'revoked ({reason})', fr: 'révoqué ({reason})' },
  statusActive: { en: 'active', fr: 'actif' },
  deviceCount: {
    en: { one: '{count} device', other: '{count} devices' },
    fr: { one: '{count} appareil', other: '{count} appareils' },
  },
  noCertificates: { en: 'No certificate is so.', fr: 'Aucun certificat n’est ainsi.' },
  userSuspended: { en: '{login} is suspended.', fr: '{login} est suspendu.' },
  userRestored: { en: '{login} may come back.', fr: '{login} peut revenir.' },
  revoked: {
    en: { one: '{count} certificate revoked ({reason}).', other: '{count} certificates revoked ({reason}).' },
    fr: { one: '{count} certificat révoqué ({reason}).', other: '{count} certificats révoqués ({reason}).' },
  },
  auditVerified: {
    en: {
      one: '{count} line: as it was written, none missing (chains: {chains}, {seconds} s).',
      other: '{count} lines: each as it was written, none missing (chains: {chains}, {seconds} s).',
    },
    fr: {
      one: '{count} ligne : telle qu’écrite, aucune ne manque (chaînes : {chains}, {seconds} s).',
      other: '{count} lignes : telles qu’écrites, aucune ne manque (chaînes : {chains}, {seconds} s).',
    },
  },
  roleKept: { en: '{login} is {role} already.', fr: '{login} est déjà {role}.' },
  roleChanged: {
    en: {
      one: '{login} was {was} and is {role} now. {count} certificate no longer counts; the device renews by itself.',
      other:
        '{login} was {was} and is {role} now. {count} certificates no longer count; the devices renew by themselves.',
    },
    fr: {
      one: '{login} était {was} et devient {role}. {count} certificat ne compte plus ; l’appareil le renouvelle de lui-même.',
      other:
        '{login} était {was} et devient {role}. {count} certificats ne comptent plus ; les appareils les renouvellent d’eux-mêmes.',
    },
  },
  proposalApproved: {
    en: 'Proposal {id} is approved. {by} may now do it ({act}), once, until {until}.',
    fr: 'La proposition {id} est approuvée. {by} peut maintenant le faire ({act}), une fois, jusqu’au {until}.',
  },
  noProposals: { en: 'Nothing waits for a second voice.', fr: 'Rien n’attend de seconde voix.' },
  proposalRefused: {
    en: 'Proposal {id} is refused.',
    fr: 'La proposition {id} est refusée.',
  },
  written: { en: 'Written to {file}', fr: 'Écrit dans {file}' },
})

/** A login; for who has the data folder itself, a word. Nobody else can be called so: it is reserved. */
export function whoIn(language: Language, who: string): string {
  return who === LOCAL.who ? say(language)('keeper') : who
}

export function say(language: Language): Say<typeof words> {
  return sayIn(words, language)
}
