// Faults of rooms and groups: their names, who is in them, who may change them.
import { defineFaults, EXIT } from './define.ts'

export const groupFaults = defineFaults({
  GROUP_NAME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '{value} cannot be the name of a group.',
      todo: 'Take 1 to {limit} letters, digits and . _ - & + ’ with single spaces between words.',
    },
    fr: {
      what: '{value} ne peut pas être le nom d’un groupe.',
      todo: 'Prenez 1 à {limit} lettres, chiffres et . _ - & + ’, les mots séparés par une seule espace.',
    },
  },
  GROUP_NAME_RESERVED: {
    exit: EXIT.usage,
    en: {
      what: 'The room {value} is the one everybody is in.',
      todo: 'Take another name for the group.',
    },
    fr: {
      what: 'Le salon {value} est celui où tout le monde se trouve.',
      todo: 'Prenez un autre nom pour le groupe.',
    },
  },
  GROUP_TOO_LARGE: {
    exit: EXIT.refused,
    en: {
      what: 'The group would pass its limit of {limit}.',
      todo: 'Remove somebody first, or make a second group.',
    },
    fr: {
      what: 'Le groupe dépasserait sa limite de {limit}.',
      todo: 'Retirez d’abord quelqu’un, ou créez un second groupe.',
    },
  },
  ROOM_UNKNOWN: {
    exit: EXIT.failed,
    en: {
      what: 'There is no room #{room} on this device.',
      todo: 'See yours with `parley group list`, or make it with `parley group create`.',
    },
    fr: {
      what: 'Il n’y a pas de salon #{room} sur cet appareil.',
      todo: 'Voyez les vôtres avec `parley group list`, ou créez-le avec `parley group create`.',
    },
  },
  ROOM_AMBIGUOUS: {
    exit: EXIT.failed,
    en: {
      what: 'Several rooms are called #{room}: {rooms}.',
      todo: 'Say which one, as it is written here.',
    },
    fr: {
      what: 'Plusieurs salons s’appellent #{room} : {rooms}.',
      todo: 'Dites lequel, comme il est écrit ici.',
    },
  },
  ROOM_NOT_A_GROUP: {
    exit: EXIT.usage,
    en: {
      what: 'Nobody can be added to #everyone or removed from it: who has a certificate is in it.',
      todo: 'Make a group with `parley group create`.',
    },
    fr: {
      what: 'Personne ne peut être ajouté à #everyone ni en être retiré : qui a un certificat s’y trouve.',
      todo: 'Créez un groupe avec `parley group create`.',
    },
  },
  GROUP_NOT_MEMBER: {
    exit: EXIT.refused,
    en: {
      what: 'You are not in #{room} any more.',
      todo: 'What was said before can still be read; ask one of its admins to add you again.',
    },
    fr: {
      what: 'Vous n’êtes plus dans #{room}.',
      todo: 'Ce qui fut dit avant reste lisible ; demandez à l’un de ses administrateurs de vous rajouter.',
    },
  },
  GROUP_FORBIDDEN: {
    exit: EXIT.refused,
    en: {
      what: 'Your role in #{room} does not allow that.',
      todo: 'Ask one of its owners: `parley group show` says who they are.',
    },
    fr: {
      what: 'Votre rôle dans #{room} ne le permet pas.',
      todo: 'Demandez à l’un de ses propriétaires : `parley group show` dit qui ils sont.',
    },
  },
  GROUP_MEMBER_UNKNOWN: {
    exit: EXIT.failed,
    en: {
      what: '{login} is not in #{room}.',
      todo: 'See who is with `parley group show`.',
    },
    fr: {
      what: '{login} n’est pas dans #{room}.',
      todo: 'Voyez qui y est avec `parley group show`.',
    },
  },
  GROUP_MEMBER_ALREADY: {
    exit: EXIT.failed,
    en: {
      what: '{login} is in #{room} already.',
      todo: 'See everybody with `parley group show`.',
    },
    fr: {
      what: '{login} est déjà dans #{room}.',
      todo: 'Voyez tout le monde avec `parley group show`.',
    },
  },
})
