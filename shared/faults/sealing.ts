// Faults of sealing: envelopes, the boxes that carry chain keys, prekeys, and the states kept of them.
import { defineFaults, EXIT } from './define.ts'

const GENERATION = {
  en: 'Check that both sides run a Parley of the same generation.',
  fr: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
}
const NEWER = { en: 'Install the newer version.', fr: 'Installez la version plus récente.' }
const NOT_KEPT = {
  en: 'Nothing of it was kept. Tell the administrator if it goes on.',
  fr: 'Rien n’en a été gardé. Prévenez l’administrateur si cela continue.',
}
const SYNC = {
  en: 'Nothing to do: the message comes in a session with any member who has it.',
  fr: 'Rien à faire : le message arrivera par une session avec un membre qui l’a.',
}
const CLOCKS = {
  en: 'Check the clock of both devices.',
  fr: 'Vérifiez l’horloge des deux appareils.',
}

export const sealingFaults = defineFaults({
  CIPHERTEXT_BROKEN: {
    exit: EXIT.untrusted,
    en: { what: 'Something sealed was altered, or sealed with another key.', todo: NOT_KEPT.en },
    fr: { what: 'Un contenu scellé a été altéré, ou scellé avec une autre clé.', todo: NOT_KEPT.fr },
  },
  KEY_AGREEMENT_FAILED: {
    exit: EXIT.untrusted,
    en: { what: 'No secret can be agreed on with a public key that was given.', todo: NOT_KEPT.en },
    fr: {
      what: 'Aucun secret commun ne peut être établi avec une clé publique reçue.',
      todo: NOT_KEPT.fr,
    },
  },
  PARCEL_MALFORMED: {
    exit: EXIT.untrusted,
    en: { what: 'A sealed parcel cannot be read: {reason}.', todo: GENERATION.en },
    fr: { what: 'Un paquet scellé est illisible : {reason}.', todo: GENERATION.fr },
  },
  ENVELOPE_MALFORMED: {
    exit: EXIT.untrusted,
    en: { what: 'An envelope cannot be read: {reason}.', todo: GENERATION.en },
    fr: { what: 'Une enveloppe est illisible : {reason}.', todo: GENERATION.fr },
  },
  ENVELOPE_VERSION: {
    exit: EXIT.failed,
    en: { what: 'An envelope has version {version}, which this Parley does not know.', todo: NEWER.en },
    fr: { what: 'Une enveloppe a la version {version}, inconnue de ce Parley.', todo: NEWER.fr },
  },
  ENVELOPE_CHAIN_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'This device has no key for an envelope of chain {chain}.', todo: SYNC.en },
    fr: { what: 'Cet appareil n’a pas de clé pour une enveloppe de la chaîne {chain}.', todo: SYNC.fr },
  },
  ENVELOPE_REPLAYED: {
    exit: EXIT.untrusted,
    en: {
      what: 'Envelope {index} of its chain was opened before, or came too late: its key is deleted.',
      todo: SYNC.en,
    },
    fr: {
      what: 'L’enveloppe {index} de sa chaîne a déjà été ouverte ou arrive trop tard : sa clé est détruite.',
      todo: SYNC.fr,
    },
  },
  ENVELOPE_BROKEN: {
    exit: EXIT.untrusted,
    en: { what: 'Envelope {index} of its chain was altered.', todo: NOT_KEPT.en },
    fr: { what: 'L’enveloppe {index} de sa chaîne a été altérée.', todo: NOT_KEPT.fr },
  },
  ENVELOPE_MISPLACED: {
    exit: EXIT.untrusted,
    en: {
      what: 'An envelope of device {device} was sealed for another conversation or author.',
      todo: NOT_KEPT.en,
    },
    fr: {
      what: 'Une enveloppe de l’appareil {device} a été scellée pour une autre conversation ou un autre auteur.',
      todo: NOT_KEPT.fr,
    },
  },
  PAYLOAD_TOO_LARGE: {
    exit: EXIT.usage,
    en: { what: '{size} bytes are to be sealed at once; at most {limit} fit.', todo: 'Send it as a file.' },
    fr: {
      what: '{size} octets sont à sceller d’un coup ; {limit} au plus sont permis.',
      todo: 'Envoyez-le comme fichier.',
    },
  },
  BOX_MALFORMED: {
    exit: EXIT.untrusted,
    en: { what: 'A sealed key cannot be read: {reason}.', todo: GENERATION.en },
    fr: { what: 'Une clé scellée est illisible : {reason}.', todo: GENERATION.fr },
  },
  BOX_VERSION: {
    exit: EXIT.failed,
    en: { what: 'A sealed key has version {version}, which this Parley does not know.', todo: NEWER.en },
    fr: { what: 'Une clé scellée a la version {version}, inconnue de ce Parley.', todo: NEWER.fr },
  },
  BOX_BROKEN: {
    exit: EXIT.untrusted,
    en: { what: 'A sealed key was altered, or is for another device.', todo: NOT_KEPT.en },
    fr: { what: 'Une clé scellée a été altérée, ou s’adresse à un autre appareil.', todo: NOT_KEPT.fr },
  },
  GRANT_EXPIRED: {
    exit: EXIT.failed,
    en: { what: 'Keys of device {device} came too late: they are more than eight days old.', todo: SYNC.en },
    fr: {
      what: 'Des clés de l’appareil {device} arrivent trop tard : elles ont plus de huit jours.',
      todo: SYNC.fr,
    },
  },
  GRANT_AHEAD: {
    exit: EXIT.failed,
    en: { what: 'Keys of device {device} are dated more than an hour ahead of this clock.', todo: CLOCKS.en },
    fr: {
      what: 'Des clés de l’appareil {device} sont datées de plus d’une heure en avance sur cette horloge.',
      todo: CLOCKS.fr,
    },
  },
  GRANT_REPLAYED: {
    exit: EXIT.untrusted,
    en: { what: 'Keys of device {device} came again after they had been deleted.', todo: SYNC.en },
    fr: { what: 'Des clés de l’appareil {device} sont revenues après leur destruction.', todo: SYNC.fr },
  },
  GRANT_FOREIGN: {
    exit: EXIT.untrusted,
    en: { what: 'Keys of device {device} belong to another conversation or author.', todo: NOT_KEPT.en },
    fr: {
      what: 'Des clés de l’appareil {device} appartiennent à une autre conversation ou à un autre auteur.',
      todo: NOT_KEPT.fr,
    },
  },
  PREKEY_MALFORMED: {
    exit: EXIT.untrusted,
    en: { what: 'A prekey cannot be read: {reason}.', todo: GENERATION.en },
    fr: { what: 'Une préclé est illisible : {reason}.', todo: GENERATION.fr },
  },
  PREKEY_VERSION: {
    exit: EXIT.failed,
    en: { what: 'A prekey has version {version}, which this Parley does not know.', todo: NEWER.en },
    fr: { what: 'Une préclé a la version {version}, inconnue de ce Parley.', todo: NEWER.fr },
  },
  PREKEY_EXPIRED: {
    exit: EXIT.failed,
    en: {
      what: 'The prekey of device {device} is more than a month old.',
      todo: 'Nothing to do: that device asks for the keys when it is back.',
    },
    fr: {
      what: 'La préclé de l’appareil {device} a plus d’un mois.',
      todo: 'Rien à faire : cet appareil demandera les clés à son retour.',
    },
  },
  PREKEY_AHEAD: {
    exit: EXIT.failed,
    en: {
      what: 'The prekey of device {device} is dated more than an hour ahead of this clock.',
      todo: CLOCKS.en,
    },
    fr: {
      what: 'La préclé de l’appareil {device} est datée de plus d’une heure en avance sur cette horloge.',
      todo: CLOCKS.fr,
    },
  },
  PREKEY_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'A key was sealed to a prekey this device does not have any more.', todo: SYNC.en },
    fr: { what: 'Une clé a été scellée pour une préclé que cet appareil n’a plus.', todo: SYNC.fr },
  },
  SEALING_CERTIFICATE_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: 'Something signed by device {device} names a certificate that was not shown.',
      todo: NOT_KEPT.en,
    },
    fr: {
      what: 'Un contenu signé par l’appareil {device} nomme un certificat qui n’a pas été présenté.',
      todo: NOT_KEPT.fr,
    },
  },
  SEALING_CERTIFICATE_PERIOD: {
    exit: EXIT.untrusted,
    en: {
      what: 'A key of device {device} is dated outside the validity of its certificate.',
      todo: CLOCKS.en,
    },
    fr: {
      what: 'Une clé de l’appareil {device} est datée hors de la validité de son certificat.',
      todo: CLOCKS.fr,
    },
  },
  SEALING_SIGNATURE_INVALID: {
    exit: EXIT.untrusted,
    en: { what: 'The signature of device {device} over a key is wrong.', todo: NOT_KEPT.en },
    fr: { what: 'La signature de l’appareil {device} sur une clé est fausse.', todo: NOT_KEPT.fr },
  },
  SEALING_NOT_ENTITLED: {
    exit: EXIT.refused,
    en: {
      what: 'Device {device} may not get the keys of this conversation.',
      todo: 'Add it as a member first, or check whether it was revoked.',
    },
    fr: {
      what: 'L’appareil {device} ne peut pas recevoir les clés de cette conversation.',
      todo: 'Ajoutez-le d’abord comme membre, ou vérifiez s’il a été révoqué.',
    },
  },
  SEALING_CHAIN_DUE: {
    exit: EXIT.failed,
    en: {
      what: 'Nothing may be sealed before new keys are made ({reason}).',
      todo: 'Send again; report it if it goes on.',
    },
    fr: {
      what: 'Rien ne peut être scellé avant que de nouvelles clés soient faites ({reason}).',
      todo: 'Renvoyez le message ; signalez-le si cela continue.',
    },
  },
  SEALING_STATE_DAMAGED: {
    exit: EXIT.failed,
    en: {
      what: 'Kept keys of a conversation are damaged: {reason}.',
      todo: 'Restore the data folder from a backup, or let the device ask the others for keys.',
    },
    fr: {
      what: 'Des clés conservées d’une conversation sont endommagées : {reason}.',
      todo: 'Restaurez une sauvegarde du dossier de données, ou laissez l’appareil redemander les clés.',
    },
  },
  SEALING_STATE_VERSION: {
    exit: EXIT.failed,
    en: {
      what: 'Kept keys of a conversation have version {version}, which this Parley does not know.',
      todo: 'Install the newer version; nothing was changed.',
    },
    fr: {
      what: 'Des clés conservées d’une conversation ont la version {version}, inconnue de ce Parley.',
      todo: 'Installez la version plus récente ; rien n’a été modifié.',
    },
  },
})
