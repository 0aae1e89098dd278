// Faults of the conversations area: what people write, events, delivery, and the database that keeps them.
import { defineFaults, EXIT } from './define.ts'

export const conversationFaults = defineFaults({
  TEXT_EMPTY: {
    exit: EXIT.usage,
    en: { what: 'The message is empty.', todo: 'Write something.' },
    fr: { what: 'Le message est vide.', todo: 'Écrivez quelque chose.' },
  },
  TEXT_TOO_LONG: {
    exit: EXIT.usage,
    en: {
      what: 'The message has {size} bytes; at most {limit} fit.',
      todo: 'Send it in parts or as a file.',
    },
    fr: {
      what: 'Le message fait {size} octets ; {limit} au plus sont permis.',
      todo: 'Envoyez-le en plusieurs parties ou comme fichier.',
    },
  },
  TEXT_NOT_UNICODE: {
    exit: EXIT.usage,
    en: {
      what: 'The message is not well-formed UTF-8 text.',
      todo: 'Send it as a file, or convert it first.',
    },
    fr: {
      what: 'Le message n’est pas un texte UTF-8 bien formé.',
      todo: 'Envoyez-le comme fichier, ou convertissez-le d’abord.',
    },
  },
  MESSAGE_ID_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not a message ID.', todo: 'Copy it whole from `parley read --json`.' },
    fr: {
      what: '« {value} » n’est pas un identifiant de message.',
      todo: 'Copiez-le en entier depuis `parley read --json`.',
    },
  },
  MESSAGE_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'There is no message {id} here.', todo: 'See `parley read --json` for those there are.' },
    fr: {
      what: 'Il n’y a pas de message {id} ici.',
      todo: 'Voir `parley read --json` pour ceux qui existent.',
    },
  },
  CONVERSATION_ID_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not a conversation ID.', todo: 'Copy it whole from `parley read --json`.' },
    fr: {
      what: '« {value} » n’est pas un identifiant de conversation.',
      todo: 'Copiez-le en entier depuis `parley read --json`.',
    },
  },
  STATE_NOT_REACHED: {
    exit: EXIT.unreachable,
    en: {
      what: 'Message {id} is {state}, not yet {wanted}.',
      todo: 'It is kept and goes out by itself as soon as the other device can be reached.',
    },
    fr: {
      what: 'Le message {id} est à l’état « {state} », pas encore « {wanted} ».',
      todo: 'Il est conservé et partira de lui-même dès que l’autre appareil sera joignable.',
    },
  },
  DATA_NEWER: {
    exit: EXIT.failed,
    en: {
      what: '{path} was written by a newer Parley (step {found}; this one knows {known}).',
      todo: 'Install the newer version; nothing was changed.',
    },
    fr: {
      what: '{path} a été écrit par un Parley plus récent (étape {found} ; celui-ci connaît {known}).',
      todo: 'Installez la version plus récente ; rien n’a été modifié.',
    },
  },
})
