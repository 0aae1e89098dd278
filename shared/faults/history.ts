// Faults of history: searching it, forgetting parts of it, changing what protects it.
import { defineFaults, EXIT } from './define.ts'

export const historyFaults = defineFaults({
  SEARCH_EMPTY: {
    exit: EXIT.usage,
    en: {
      what: 'There is no word to search for.',
      todo: 'Give a word, or say where to look with --in, --from, --kind, --since or --until.',
    },
    fr: {
      what: 'Il n’y a aucun mot à chercher.',
      todo: 'Donnez un mot, ou dites où chercher avec --in, --from, --kind, --since ou --until.',
    },
  },
  SEARCH_TOO_LONG: {
    exit: EXIT.usage,
    en: {
      what: 'What to search for is longer than {limit} characters.',
      todo: 'Give the few words that matter.',
    },
    fr: {
      what: 'Le texte à chercher dépasse {limit} caractères.',
      todo: 'Donnez les quelques mots qui comptent.',
    },
  },
  RETENTION_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'What was said is kept for whole days, 1 to {limit}, or for ever.',
      todo: 'Say for instance --keep 90d, or --keep forever.',
    },
    fr: {
      what: 'Les messages se gardent un nombre entier de jours, de 1 à {limit}, ou pour toujours.',
      todo: 'Indiquez par exemple --keep 90d, ou --keep forever.',
    },
  },
  SEARCH_TOO_MANY_WORDS: {
    exit: EXIT.usage,
    en: {
      what: 'There are more than {limit} words to search for.',
      todo: 'Give the few words that matter.',
    },
    fr: {
      what: 'Il y a plus de {limit} mots à chercher.',
      todo: 'Donnez les quelques mots qui comptent.',
    },
  },
})
