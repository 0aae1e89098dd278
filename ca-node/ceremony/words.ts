// What ceremonies say to a person, in English and French.
import { defineWords, type Language, type Say, sayIn } from '@parley/shared/text/define.ts'

const words = defineWords({
  'renew-issuing': {
    en: 'a new issuing CA for an authority',
    fr: 'une nouvelle autorité émettrice pour une autorité',
  },
  'new-node': { en: 'the issuing CA of a new authority', fr: 'l’autorité émettrice d’une nouvelle autorité' },
  'renew-list': {
    en: 'a fresh revocation list of the root',
    fr: 'une nouvelle liste de révocation de la racine',
  },
  'revoke-issuing': { en: 'revoking an issuing CA', fr: 'la révocation d’une autorité émettrice' },
  'announce-root': {
    en: 'announcing a new root: devices learn it, nothing uses it yet',
    fr: 'l’annonce d’une nouvelle racine : les appareils l’apprennent, rien ne l’utilise encore',
  },
  'use-root': {
    en: 'using the announced root: a new issuing CA under it',
    fr: 'l’emploi de la racine annoncée : une nouvelle autorité émettrice sous elle',
  },
  'retire-root': {
    en: 'retiring the old root: nothing under it counts any more',
    fr: 'le retrait de l’ancienne racine : plus rien sous elle ne compte',
  },
  requested: {
    en: 'Request for {what}\nRealm: {realm}\nTo be signed by the root {root}\nWritten to {file}',
    fr: 'Demande : {what}\nDomaine : {realm}\nÀ signer par la racine {root}\nÉcrite dans {file}',
  },
  toTheRoot: {
    en: '\nDigits to read out to the root’s keeper:  {digits}\nNext, carry the file to where the root is, and there:\n    parley ca ceremony sign {name} --root {roots} --out answer.json',
    fr: '\nChiffres à lire au gardien de la racine :  {digits}\nEnsuite, portez le fichier là où est la racine, et là :\n    parley ca ceremony sign {name} --root {roots} --out reponse.json',
  },
  newKey: {
    en: 'New issuing CA: {label}, key {key}',
    fr: 'Nouvelle autorité émettrice : {label}, clé {key}',
  },
  toSign: {
    en: 'To be signed: {what}\nRealm: {realm}\nRoot: {root}\nMade: {made}\nRevocation list of the root: number {number}, issuing CAs revoked: {revoked}',
    fr: 'À signer : {what}\nDomaine : {realm}\nRacine : {root}\nFaite le : {made}\nListe de révocation de la racine : numéro {number}, autorités émettrices révoquées : {revoked}',
  },
  revokes: { en: '  revoked: {label} ({serial}), {reason}', fr: '  révoquée : {label} ({serial}), {reason}' },
  vouched: {
    en: 'Vouched for by the issuing CA of today.',
    fr: 'L’autorité émettrice d’aujourd’hui s’en porte garante.',
  },
  notVouched: {
    en: 'Nobody vouches for it: only the digits prove where it is from.',
    fr: 'Personne ne s’en porte garant : seuls les chiffres prouvent d’où elle vient.',
  },
  confirm: {
    en: 'Type the digits that its maker reads out (nothing to give up): ',
    fr: 'Tapez les chiffres que lit son auteur (rien pour renoncer) : ',
  },
  signed: {
    en: 'Signed. The answer is in {file}\nRevocation list of the root: number {number}, until {until}\n\nNext, carry it to the authority, and there:\n    parley ca ceremony install {name}',
    fr: 'Signé. La réponse est dans {file}\nListe de révocation de la racine : numéro {number}, jusqu’au {until}\n\nEnsuite, portez-la sur l’autorité, et là :\n    parley ca ceremony install {name}',
  },
  installed: { en: 'Installed: {what}.', fr: 'Installé : {what}.' },
  issuingNow: {
    en: 'Issuing CA from now on: {label}, until {until}\n{fingerprint}',
    fr: 'Autorité émettrice à partir de maintenant : {label}, jusqu’au {until}\n{fingerprint}',
  },
  rootMade: {
    en: 'The root of {realm} is in {file}\nFingerprint: {fingerprint}\nKeep the file offline, twice; without its passphrase it is lost.',
    fr: 'La racine de {realm} est dans {file}\nEmpreinte : {fingerprint}\nGardez le fichier hors ligne, en double ; sans sa phrase secrète il est perdu.',
  },
  rootPassphrase: { en: 'Passphrase of {file}: ', fr: 'Phrase secrète de {file} : ' },
  root: {
    en: 'root       {fingerprint}  {state}  until {until}',
    fr: 'racine     {fingerprint}  {state}  jusqu’au {until}',
  },
  list: {
    en: '           its revocation list lasts until {until}',
    fr: '           sa liste de révocation vaut jusqu’au {until}',
  },
  issuing: {
    en: 'issuing CA {fingerprint}  {label}  until {until}{own}',
    fr: 'émettrice  {fingerprint}  {label}  jusqu’au {until}{own}',
  },
  own: { en: '  (here)', fr: '  (ici)' },
  revokedMark: { en: '  REVOKED', fr: '  RÉVOQUÉE' },
  open: { en: 'waits for its answer: {what}, {digits}', fr: 'attend sa réponse : {what}, {digits}' },
  heard: {
    en: 'know the newest roots: {ready} of {devices} devices',
    fr: 'connaissent les racines actuelles : {ready} appareils sur {devices}',
  },
  moved: {
    en: 'are under the newest root: {ready} of {devices} devices',
    fr: 'dépendent de la racine la plus récente : {ready} appareils sur {devices}',
  },
  ends: { en: 'ends soon: {what}', fr: 'prend bientôt fin : {what}' },
  announced: { en: 'announced', fr: 'annoncée' },
  active: { en: 'in use', fr: 'en service' },
  retired: { en: 'retired', fr: 'retirée' },
})

export function sayCeremony(language: Language): Say<typeof words> {
  return sayIn(words, language)
}
