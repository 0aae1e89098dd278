// Faults of the command line, of the local API and of programs as a whole.
import { defineFaults, EXIT } from './define.ts'

export const commandFaults = defineFaults({
  USAGE: {
    exit: EXIT.usage,
    en: { what: '{reason}', todo: 'See `{command} --help`.' },
    fr: { what: '{reason}', todo: 'Voir `{command} --help`.' },
  },
  VALUE_EMPTY: {
    exit: EXIT.usage,
    en: { what: '{name} is empty.', todo: 'Give a value.' },
    fr: { what: '{name} est vide.', todo: 'Donnez une valeur.' },
  },
  VALUE_TOO_LONG: {
    exit: EXIT.usage,
    en: { what: '{name} has more than {limit} bytes.', todo: 'Give a shorter one.' },
    fr: { what: '{name} dépasse {limit} octets.', todo: 'Donnez une valeur plus courte.' },
  },
  VALUE_INVALID: {
    exit: EXIT.usage,
    en: { what: '{name} cannot be "{value}".', todo: 'Expected: {expected}.' },
    fr: { what: '{name} ne peut pas être « {value} ».', todo: 'Attendu : {expected}.' },
  },
  NUMBER_OUT_OF_RANGE: {
    exit: EXIT.usage,
    en: { what: '{name} cannot be "{value}".', todo: 'Give a whole number from {min} to {max}.' },
    fr: {
      what: '{name} ne peut pas être « {value} ».',
      todo: 'Donnez un nombre entier de {min} à {max}.',
    },
  },
  SECRET_NOT_GIVEN: {
    exit: EXIT.usage,
    en: {
      what: 'A secret is needed and nobody can be asked: there is no terminal.',
      todo: 'Give it with {option} FILE (- for standard input).',
    },
    fr: {
      what: 'Un secret est nécessaire et personne ne peut répondre : il n’y a pas de terminal.',
      todo: 'Donnez-le avec {option} FICHIER (- pour l’entrée standard).',
    },
  },
  SECRET_EMPTY: {
    exit: EXIT.usage,
    en: { what: 'The secret read from {source} is empty.', todo: 'Give one of at least a few words.' },
    fr: { what: 'Le secret lu depuis {source} est vide.', todo: 'Donnez-en un d’au moins quelques mots.' },
  },
  SECRET_TOO_LONG: {
    exit: EXIT.usage,
    en: {
      what: 'The secret read from {source} has more than {limit} bytes.',
      todo: 'Check that it is the right file.',
    },
    fr: {
      what: 'Le secret lu depuis {source} dépasse {limit} octets.',
      todo: 'Vérifiez que c’est le bon fichier.',
    },
  },
  INTERRUPTED: {
    exit: EXIT.failed,
    en: { what: 'Interrupted.', todo: 'Nothing more was done.' },
    fr: { what: 'Interrompu.', todo: 'Rien de plus n’a été fait.' },
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
  ADDRESS_UNUSABLE: {
    exit: EXIT.failed,
    en: {
      what: 'Nothing can listen on {address}: {reason}.',
      todo: 'Choose an address of this machine and a port you may use.',
    },
    fr: {
      what: 'Rien ne peut écouter sur {address} : {reason}.',
      todo: 'Choisissez une adresse de cette machine et un port autorisé.',
    },
  },
})
