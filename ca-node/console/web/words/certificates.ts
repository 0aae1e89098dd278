// Words of certificates, the hierarchy, lists and their freshness.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

const words = defineWords({
  whose: { en: 'For', fr: 'Pour' },
  serial: { en: 'Serial number', fr: 'Numéro de série' },
  standing: { en: 'Standing', fr: 'Situation' },
  from: { en: 'From', fr: 'Depuis' },
  until: { en: 'Until', fr: 'Jusqu’au' },
  search: { en: 'Search by login or serial number', fr: 'Chercher par identifiant ou numéro de série' },
  anyStanding: { en: 'Any standing', fr: 'Toutes les situations' },
  anyIssuer: { en: 'Any issuer', fr: 'Tous les émetteurs' },
  issuer: { en: 'Issuer', fr: 'Émetteur' },
  none: { en: 'No certificate fits.', fr: 'Aucun certificat ne correspond.' },
  issued: { en: 'Issued certificates', fr: 'Certificats émis' },

  tree: { en: 'Hierarchy', fr: 'Hiérarchie' },
  root: { en: 'Root', fr: 'Racine' },
  issuing: { en: 'Issuing CA', fr: 'AC émettrice' },
  thisNode: { en: 'this node', fr: 'ce nœud' },
  keyOffline: { en: 'key not here', fr: 'clé ailleurs' },
  keyHere: { en: 'key here', fr: 'clé ici' },
  treeRoot: {
    en: { one: 'stands above {count} issuing CA', other: 'stands above {count} issuing CAs' },
    fr: { one: 'au-dessus de {count} AC émettrice', other: 'au-dessus de {count} AC émettrices' },
  },
  treeIssuing: {
    en: { one: '{n} certificate that has not ended', other: '{n} certificates that have not ended' },
    fr: { one: '{n} certificat non échu', other: '{n} certificats non échus' },
  },
  ends: { en: 'until {when}', fr: 'jusqu’au {when}' },
  fingerprint: { en: 'SHA-256 fingerprint', fr: 'Empreinte SHA-256' },

  valid: { en: 'Valid', fr: 'Valable' },
  expired: { en: 'Expired', fr: 'Expiré' },
  suspended: { en: 'On hold', fr: 'En suspens' },
  revoked: { en: 'Revoked', fr: 'Révoqué' },

  device: { en: 'Device', fr: 'Appareil' },
  node: { en: 'This authority’s node', fr: 'Nœud de l’autorité' },
  https: { en: 'This authority’s HTTPS', fr: 'HTTPS de l’autorité' },
  ocsp: { en: 'OCSP responder', fr: 'Répondeur OCSP' },

  unspecified: { en: 'no reason given', fr: 'sans raison donnée' },
  keyCompromise: { en: 'key compromised', fr: 'clé compromise' },
  cACompromise: { en: 'CA compromised', fr: 'AC compromise' },
  affiliationChanged: { en: 'role or affiliation changed', fr: 'rôle ou appartenance changé' },
  superseded: { en: 'superseded', fr: 'remplacé' },
  cessationOfOperation: { en: 'no longer in use', fr: 'plus utilisé' },
  certificateHold: { en: 'on hold', fr: 'en suspens' },
  privilegeWithdrawn: { en: 'privilege withdrawn', fr: 'privilège retiré' },
  aACompromise: { en: 'attribute authority compromised', fr: 'autorité d’attributs compromise' },

  title: { en: 'Certificate', fr: 'Certificat' },
  saysDevice: {
    en: 'This certificate says that the device {device} belongs to {login} (role: {role}). {issuer} signed it, and {root} stands behind that.',
    fr: 'Ce certificat dit que l’appareil {device} appartient à {login} (rôle : {role}). {issuer} l’a signé, et {root} s’en porte garante.',
  },
  saysOwn: {
    en: 'This is one of the authority’s own certificates ({kind}). It renews itself.',
    fr: 'C’est l’un des certificats de l’autorité elle-même ({kind}). Il se renouvelle seul.',
  },
  saysValid: { en: 'It is good until {when}.', fr: 'Il est bon jusqu’au {when}.' },
  saysExpired: { en: 'It ended on {when}.', fr: 'Il a pris fin le {when}.' },
  saysSuspended: {
    en: 'It is on hold since {when}: nobody accepts it until its person is restored.',
    fr: 'Il est en suspens depuis le {when} : personne ne l’accepte tant que sa personne n’est pas rétablie.',
  },
  saysRevoked: {
    en: 'It was revoked on {when} ({reason}): nobody accepts it any more.',
    fr: 'Il a été révoqué le {when} ({reason}) : plus personne ne l’accepte.',
  },
  chain: { en: 'Chain', fr: 'Chaîne' },
  fields: { en: 'Fields', fr: 'Champs' },
  subject: { en: 'Subject', fr: 'Sujet' },
  key: { en: 'Key', fr: 'Clé' },
  signature: { en: 'Signature', fr: 'Signature' },
  peerId: { en: 'Peer ID', fr: 'Identifiant de pair' },
  critical: { en: 'critical', fr: 'critique' },
  pem: { en: 'Download PEM', fr: 'Télécharger le PEM' },
  revoke: { en: 'Revoke', fr: 'Révoquer' },
  revokeTitle: { en: 'Revoke this certificate?', fr: 'Révoquer ce certificat ?' },
  revokeText: {
    en: 'This cannot be taken back. The session of the device closes now, and peers hear of it from each other.',
    fr: 'C’est irréversible. La session de l’appareil se ferme maintenant, et les pairs se le transmettent.',
  },
  revokeDeviceTitle: { en: 'Revoke {name}?', fr: 'Révoquer {name} ?' },
  revokeDeviceText: {
    en: 'All certificates of this device are revoked and it can never renew. This cannot be taken back.',
    fr: 'Tous les certificats de cet appareil sont révoqués et il ne pourra plus renouveler. C’est irréversible.',
  },
  revokeReason: { en: 'Reason', fr: 'Raison' },
  revokeDone: { en: 'Revoked.', fr: 'Révoqué.' },
  person: { en: 'Go to {login}', fr: 'Aller à {login}' },

  freshLead: {
    en: 'What everybody goes by when they ask whether a certificate still holds.',
    fr: 'Ce à quoi chacun se fie pour savoir si un certificat tient encore.',
  },
  lists: { en: 'Revocation lists', fr: 'Listes de révocation' },
  number: { en: 'Number', fr: 'Numéro' },
  entries: { en: 'Entries', fr: 'Entrées' },
  due: { en: 'Good until', fr: 'Valable jusqu’au' },
  download: { en: 'Download', fr: 'Télécharger' },
  fresh: { en: 'Fresh', fr: 'À jour' },
  stale: { en: 'Past its time', fr: 'Hors délai' },
  soon: { en: 'Due soon', fr: 'Bientôt à refaire' },
  noList: { en: 'no list', fr: 'pas de liste' },
  papers: { en: 'The authority’s own certificates', fr: 'Les certificats de l’autorité' },
  papersLead: {
    en: 'Made anew by the authority from two thirds of their life.',
    fr: 'Refaits par l’autorité dès les deux tiers de leur vie.',
  },
  ocspTitle: { en: 'OCSP', fr: 'OCSP' },
  ocspText: {
    en: 'The responder looks at the database for every question: a revocation shows at once. An answer may be used for {minutes} minutes.',
    fr: 'Le répondeur consulte la base à chaque question : une révocation se voit aussitôt. Une réponse peut servir {minutes} minutes.',
  },
})

export const t = saying(words)

type Word = keyof typeof words
const STANDINGS: readonly Word[] = ['valid', 'expired', 'suspended', 'revoked']
const KINDS: readonly Word[] = ['device', 'node', 'https', 'ocsp']

/** Reasons an administrator may give (RFC 5280 section 5.3.1): those about a whole CA are not theirs. */
export const REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const
const KNOWN_REASONS: readonly Word[] = [...REASONS, 'cACompromise', 'certificateHold', 'aACompromise']

const said = (list: readonly Word[], word: string): string => {
  const known = list.find((each) => each === word)
  // None of these words has a parameter.
  return known === undefined ? word : (t as (key: Word) => string)(known)
}

export const standingName = (status: string): string => said(STANDINGS, status)
export const kindName = (kind: string): string => said(KINDS, kind)
export const reasonName = (reason: string): string => said(KNOWN_REASONS, reason)
