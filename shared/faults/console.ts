// Faults of the authority's console: its page and its live feed.
import { defineFaults, EXIT } from './define.ts'

export const consoleFaults = defineFaults({
  CONSOLE_NOT_BUILT: {
    exit: EXIT.failed,
    en: {
      what: 'The page of the console is not there: this Parley was not built.',
      todo: 'Run `npm run build`, then start the authority again.',
    },
    fr: {
      what: 'La page de la console est absente : ce Parley n’a pas été construit.',
      todo: 'Lancez `npm run build`, puis redémarrez l’autorité.',
    },
  },
  PERSON_INVITED: {
    exit: EXIT.refused,
    en: {
      what: 'There is an open invitation for {login} already.',
      todo: 'Use its link, or revoke it first.',
    },
    fr: {
      what: 'Il y a déjà une invitation ouverte pour {login}.',
      todo: 'Utilisez son lien, ou révoquez-la d’abord.',
    },
  },
  FEEDS_TOO_MANY: {
    exit: EXIT.refused,
    en: {
      what: 'Too many pages watch the authority live.',
      todo: 'Close some of them; this one shows the rest without the live part.',
    },
    fr: {
      what: 'Trop de pages suivent l’autorité en direct.',
      todo: 'Fermez-en quelques-unes ; celle-ci montre le reste sans le direct.',
    },
  },
})
