// Faults of the command line and of programs as a whole.
import { defineFaults, EXIT } from './define.ts'

export const commandFaults = defineFaults({
  USAGE: {
    exit: EXIT.usage,
    en: { what: '{reason}', todo: 'See `{command} --help`.' },
    fr: { what: '{reason}', todo: 'Voir `{command} --help`.' },
  },
  INTERNAL: {
    exit: EXIT.failed,
    en: {
      what: 'Parley met a fault of its own: {reason}.',
      todo: 'Look at the log in the data folder and report it.',
    },
    fr: {
      what: 'Parley a rencontré un défaut interne : {reason}.',
      todo: 'Consultez le journal du dossier de données et signalez-le.',
    },
  },
  PORT_IN_USE: {
    exit: EXIT.failed,
    en: {
      what: 'Address {address} is already in use.',
      todo: 'Stop the other program or choose another port.',
    },
    fr: {
      what: 'L’adresse {address} est déjà utilisée.',
      todo: 'Arrêtez l’autre programme ou choisissez un autre port.',
    },
  },
})
