// Faults of mailboxes: devices that hold sealed parcels for others who are away.
import { defineFaults, EXIT } from './define.ts'

const ANOTHER = {
  en: 'Nothing to do: another device is asked.',
  fr: 'Rien à faire : un autre appareil est sollicité.',
}
const CLOSED = {
  en: 'The stream was closed; tell the administrator if it goes on.',
  fr: 'Le flux a été fermé ; prévenez l’administrateur si cela continue.',
}

export const mailboxFaults = defineFaults({
  MAILBOX_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'What {peer} sends about parcels cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Ce que {peer} envoie au sujet de colis est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  MAILBOX_OFF: {
    exit: EXIT.refused,
    en: { what: 'This device holds nothing for others: its owner switched that off.', todo: ANOTHER.en },
    fr: {
      what: 'Cet appareil ne garde rien pour les autres : son propriétaire l’a désactivé.',
      todo: ANOTHER.fr,
    },
  },
  MAILBOX_FULL: {
    exit: EXIT.refused,
    en: { what: 'This device holds as much for others as it may.', todo: ANOTHER.en },
    fr: { what: 'Cet appareil garde déjà pour les autres autant qu’il le peut.', todo: ANOTHER.fr },
  },
  MAILBOX_QUOTA: {
    exit: EXIT.refused,
    en: {
      what: 'One person has left as much with this device as one person may.',
      todo: 'Nothing to do: it is delivered when the recipient is back.',
    },
    fr: {
      what: 'Une personne a confié à cet appareil autant qu’une seule personne le peut.',
      todo: 'Rien à faire : la remise se fera au retour du destinataire.',
    },
  },
  MAILBOX_RECIPIENT: {
    exit: EXIT.refused,
    en: {
      what: 'Nothing is held for that device: it is one of the two that talk, or it was revoked.',
      todo: 'Nothing to do.',
    },
    fr: {
      what: 'Rien n’est gardé pour cet appareil : c’est l’un des deux qui se parlent, ou il a été révoqué.',
      todo: 'Rien à faire.',
    },
  },
  MAILBOX_EARLY: {
    exit: EXIT.failed,
    en: {
      what: 'A parcel holds messages that come after others which are not here yet.',
      todo: 'Nothing to do: it is brought again.',
    },
    fr: {
      what: 'Un colis contient des messages qui suivent d’autres, encore absents d’ici.',
      todo: 'Rien à faire : il sera apporté de nouveau.',
    },
  },
  MAILBOX_AUTHORITY: {
    exit: EXIT.refused,
    en: {
      what: 'An authority takes no part in what is held for others.',
      todo: CLOSED.en,
    },
    fr: {
      what: 'Une autorité ne prend aucune part à ce qui est gardé pour les autres.',
      todo: CLOSED.fr,
    },
  },
  MAILBOX_FLOOD: {
    exit: EXIT.refused,
    en: { what: '{peer} sends more about parcels than it may.', todo: CLOSED.en },
    fr: { what: '{peer} envoie au sujet de colis plus qu’il ne le peut.', todo: CLOSED.fr },
  },
})
