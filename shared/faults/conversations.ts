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
      what: 'The message is longer than {limit} bytes.',
      todo: 'Send it in parts or as a file.',
    },
    fr: {
      what: 'Le message dépasse {limit} octets.',
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
  CONVERSATION_EMPTY: {
    exit: EXIT.failed,
    en: {
      what: 'There is nothing in the conversation {target}.',
      todo: 'See `parley read` for what there is.',
    },
    fr: {
      what: 'Il n’y a rien dans la conversation {target}.',
      todo: 'Voyez avec `parley read` ce qu’il y a.',
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
  MESSAGE_NOT_OWN: {
    exit: EXIT.refused,
    en: {
      what: 'Message {id} was written by {login}.',
      todo: 'Only who wrote a message may change or delete it. You can answer it or react to it.',
    },
    fr: {
      what: 'Le message {id} a été écrit par {login}.',
      todo: 'Seul son auteur peut modifier ou supprimer un message. Vous pouvez y répondre ou y réagir.',
    },
  },
  MESSAGE_GONE: {
    exit: EXIT.failed,
    en: {
      what: 'Message {id} was deleted, or its time was up.',
      todo: 'What is gone can no longer be changed, answered, reported or hidden.',
    },
    fr: {
      what: 'Le message {id} a été supprimé ou a disparu à son terme.',
      todo: 'On ne peut plus y répondre, ni le modifier, le signaler ou le cacher.',
    },
  },
  REMARKS_TOO_MANY: {
    exit: EXIT.refused,
    en: {
      what: 'This device has already changed message {id} {limit} times.',
      todo: 'More does not count anywhere: write a new message.',
    },
    fr: {
      what: 'Cet appareil a déjà modifié {limit} fois le message {id}.',
      todo: 'Au-delà, plus rien ne compte : écrivez un nouveau message.',
    },
  },
  REACTION_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'That is no reaction.',
      todo: 'Take one emoji or a short word: 1 to {limit} characters on one line.',
    },
    fr: {
      what: 'Ce n’est pas une réaction.',
      todo: 'Prenez un émoji ou un mot court : de 1 à {limit} caractères sur une ligne.',
    },
  },
  LIFETIME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'Messages cannot disappear after that time.',
      todo: 'Take a time from 1s to {days}d, or off.',
    },
    fr: {
      what: 'Les messages ne peuvent pas disparaître après cette durée.',
      todo: 'Prenez une durée de 1s à {days}d, ou off.',
    },
  },
  EVENT_BODY_MISSING: {
    exit: EXIT.untrusted,
    en: {
      what: 'Event {seq} came without its body.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'L’événement {seq} est arrivé sans son corps.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  STATE_NOT_REACHED: {
    exit: EXIT.unreachable,
    en: {
      what: 'Message {id} is {state}, not yet {wanted}.',
      todo: 'It is kept, and what is missing comes by itself once the other device is reached and its owner reads it.',
    },
    fr: {
      what: 'Le message {id} est à l’état « {state} », pas encore « {wanted} ».',
      todo: 'Il est conservé ; la suite viendra d’elle-même quand l’autre appareil sera joignable et que son propriétaire lira.',
    },
  },
  EVENT_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Un événement est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  EVENT_VERSION: {
    exit: EXIT.failed,
    en: {
      what: 'An event has version {version}, which this Parley does not know.',
      todo: 'Install the newer version.',
    },
    fr: {
      what: 'Un événement a la version {version}, inconnue de ce Parley.',
      todo: 'Installez la version plus récente.',
    },
  },
  EVENT_TOO_LARGE: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event has {size} bytes; at most {limit} are allowed.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Un événement fait {size} octets ; {limit} au plus sont permis.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_BODY_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The body of an event cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Le corps d’un événement est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  EVENT_BODY_MISMATCH: {
    exit: EXIT.untrusted,
    en: {
      what: 'The body of event {seq} is not the one that was signed.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Le corps de l’événement {seq} n’est pas celui qui a été signé.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_CHAIN_BROKEN: {
    exit: EXIT.untrusted,
    en: {
      what: 'Event {seq} does not follow the one before it.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'L’événement {seq} ne suit pas celui qui le précède.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_CONVERSATION_FOREIGN: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event belongs to another conversation than it came in.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Un événement appartient à une autre conversation que celle où il est arrivé.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_DEVICE_FOREIGN: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event was not written by device {device}.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Un événement n’a pas été écrit par l’appareil {device}.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_AUTHOR_FOREIGN: {
    exit: EXIT.untrusted,
    en: {
      what: '{login} is not in that conversation.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: '{login} ne fait pas partie de cette conversation.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_CERTIFICATE_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event of device {device} names a certificate that was not shown.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Un événement de l’appareil {device} nomme un certificat qui n’a pas été présenté.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_CERTIFICATE_PERIOD: {
    exit: EXIT.untrusted,
    en: {
      what: 'An event is dated {time}, but its certificate is valid from {from} to {to}.',
      todo: 'Check the clock of both devices, and `parley status` for the certificate.',
    },
    fr: {
      what: 'Un événement est daté du {time}, mais son certificat est valable du {from} au {to}.',
      todo: 'Vérifiez l’horloge des deux appareils, et le certificat avec `parley status`.',
    },
  },
  EVENT_UNSIGNED: {
    exit: EXIT.untrusted,
    en: {
      what: 'Events came without a signature.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Des événements sont arrivés sans signature.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_SIGNATURE_INVALID: {
    exit: EXIT.untrusted,
    en: {
      what: 'The signature over events of device {device} is wrong.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'La signature des événements de l’appareil {device} est fausse.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_CLOCK_AHEAD: {
    exit: EXIT.failed,
    en: {
      what: 'An event is dated {time}, more than an hour ahead of this clock.',
      todo: 'Check the clock of both devices; it is tried again by itself.',
    },
    fr: {
      what: 'Un événement est daté du {time}, plus d’une heure en avance sur cette horloge.',
      todo: 'Vérifiez l’horloge des deux appareils ; un nouvel essai se fera de lui-même.',
    },
  },
  EVENT_CLOCK_BACKWARDS: {
    exit: EXIT.untrusted,
    en: {
      what: 'Event {seq} is dated before the one it follows.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'L’événement {seq} est daté d’avant celui qu’il suit.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  EVENT_EQUIVOCATION: {
    exit: EXIT.untrusted,
    en: {
      what: 'Device {device} signed two different events with number {seq}.',
      todo: 'Both are kept as evidence. Its key may have been copied: tell the administrator.',
    },
    fr: {
      what: 'L’appareil {device} a signé deux événements différents sous le numéro {seq}.',
      todo: 'Les deux sont gardés comme preuve. Sa clé a pu être copiée : prévenez l’administrateur.',
    },
  },
  BURST_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A group of events cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Un groupe d’événements est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  BURST_TOO_LARGE: {
    exit: EXIT.untrusted,
    en: {
      what: 'A group of events has {size} bytes; at most {limit} are allowed.',
      todo: 'Nothing of it was kept. Tell the administrator if it goes on.',
    },
    fr: {
      what: 'Un groupe d’événements fait {size} octets ; {limit} au plus sont permis.',
      todo: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
    },
  },
  DELIVERY_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'What {peer} sends about messages cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Ce que {peer} envoie au sujet des messages est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  DELIVERY_REFUSED: {
    exit: EXIT.refused,
    en: {
      what: '{peer} does not take messages of this device.',
      todo: 'It is tried again by itself; see the log of the other side.',
    },
    fr: {
      what: '{peer} n’accepte pas les messages de cet appareil.',
      todo: 'Un nouvel essai se fera de lui-même ; consultez le journal de l’autre côté.',
    },
  },
  DELIVERY_FLOOD: {
    exit: EXIT.refused,
    en: {
      what: '{peer} sent too much that had to be refused.',
      todo: 'The stream was closed; tell the administrator if it goes on.',
    },
    fr: {
      what: '{peer} a trop envoyé de choses qu’il a fallu refuser.',
      todo: 'Le flux a été fermé ; prévenez l’administrateur si cela continue.',
    },
  },
  DELIVERY_TIMEOUT: {
    exit: EXIT.unreachable,
    en: {
      what: '{peer} took messages but did not say within {seconds} seconds that it has them.',
      todo: 'They are kept and sent again by themselves.',
    },
    fr: {
      what: '{peer} a pris des messages sans confirmer leur réception en {seconds} secondes.',
      todo: 'Ils sont conservés et seront renvoyés d’eux-mêmes.',
    },
  },
})
