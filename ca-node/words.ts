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
  auditVerified: {
    en: {
      one: '{count} line in {chains} chain(s): each as it was written, none missing ({seconds} s).',
      other: '{count} lines in {chains} chain(s): each as it was written, none missing ({seconds} s).',
    },
    fr: {
      one: '{count} ligne dans {chains} chaîne(s) : telle qu’écrite, aucune ne manque ({seconds} s).',
      other: '{count} lignes dans {chains} chaîne(s) : telles qu’écrites, aucune ne manque ({seconds} s).',
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
  proposalRefused: {
    en: 'Proposal {id} is refused.',
    fr: 'La proposition {id} est refusée.',
  },
  written: { en: 'Written to {file}', fr: 'Écrit dans {file}' },
})

export function say(language: Language): Say<typeof words> {
  return sayIn(words, language)
}
