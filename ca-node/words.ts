// What `parley ca` says to a person, in English and French.
import { defineWords, type Language, type Say, sayIn } from '@parley/shared/text/define.ts'

const words = defineWords({
  realmMade: {
    en: 'The realm {realm} was made in {folder}.\nRoot: {fingerprint}\nNext: parley ca start',
    fr: 'Le domaine {realm} a été créé dans {folder}.\nRacine : {fingerprint}\nEnsuite : parley ca start',
  },
  authorityReady: {
    en: 'The authority is ready at {https}\nRoot: {fingerprint}',
    fr: 'L’autorité est prête sur {https}\nRacine : {fingerprint}',
  },
  invitationMade: {
    en: 'Role: {role}. Uses: {uses}. Good until {expires}. Whoever has this link can use it.',
    fr: 'Rôle : {role}. Utilisations : {uses}. Valable jusqu’au {expires}. Qui a ce lien peut s’en servir.',
  },
  userSuspended: { en: '{login} is suspended.', fr: '{login} est suspendu.' },
  userRestored: { en: '{login} may come back.', fr: '{login} peut revenir.' },
  revoked: {
    en: { one: '{count} certificate revoked ({reason}).', other: '{count} certificates revoked ({reason}).' },
    fr: { one: '{count} certificat révoqué ({reason}).', other: '{count} certificats révoqués ({reason}).' },
  },
  written: { en: 'Written to {file}', fr: 'Écrit dans {file}' },
})

export function say(language: Language): Say<typeof words> {
  return sayIn(words, language)
}
