// Faults of data folders, files, vaults and databases.
import { defineFaults, EXIT } from './define.ts'

export const storageFaults = defineFaults({
  PASSPHRASE_WRONG: {
    exit: EXIT.failed,
    en: { what: 'The passphrase does not open {path}.', todo: 'Try again; nothing was changed.' },
    fr: { what: 'La phrase secrète n’ouvre pas {path}.', todo: 'Réessayez ; rien n’a été modifié.' },
  },
  DATA_DAMAGED: {
    exit: EXIT.failed,
    en: {
      what: '{path} is damaged: {reason}.',
      todo: 'Restore it from a backup; Parley overwrites nothing.',
    },
    fr: {
      what: '{path} est endommagé : {reason}.',
      todo: 'Restaurez une sauvegarde ; Parley n’écrase rien.',
    },
  },
  DATA_MISSING: {
    exit: EXIT.failed,
    en: {
      what: 'There is nothing of Parley in {path}.',
      todo: 'Check --data, or begin with `parley join` or `parley ca init`.',
    },
    fr: {
      what: 'Il n’y a rien de Parley dans {path}.',
      todo: 'Vérifiez --data, ou commencez par `parley join` ou `parley ca init`.',
    },
  },
  DATA_IN_USE: {
    exit: EXIT.failed,
    en: {
      what: '{path} is in use by process {pid}.',
      todo: 'Stop that process first, or use another --data folder.',
    },
    fr: {
      what: '{path} est utilisé par le processus {pid}.',
      todo: 'Arrêtez d’abord ce processus, ou prenez un autre dossier --data.',
    },
  },
  DISK_FULL: {
    exit: EXIT.failed,
    en: {
      what: 'The disk that holds {path} is full.',
      todo: 'Free some room and try again; nothing is half written.',
    },
    fr: {
      what: 'Le disque qui contient {path} est plein.',
      todo: 'Libérez de la place et réessayez ; rien n’est à moitié écrit.',
    },
  },
  FILE_UNREADABLE: {
    exit: EXIT.failed,
    en: { what: '{path} cannot be read: {reason}.', todo: 'Check the path and its permissions.' },
    fr: { what: '{path} ne peut pas être lu : {reason}.', todo: 'Vérifiez le chemin et ses permissions.' },
  },
  FILE_UNWRITABLE: {
    exit: EXIT.failed,
    en: { what: '{path} cannot be written: {reason}.', todo: 'Check the path and its permissions.' },
    fr: { what: '{path} ne peut pas être écrit : {reason}.', todo: 'Vérifiez le chemin et ses permissions.' },
  },
  DATA_EXISTS: {
    exit: EXIT.failed,
    en: {
      what: '{path} exists already.',
      todo: 'Use another --data folder, or keep the one you have; nothing was changed.',
    },
    fr: {
      what: '{path} existe déjà.',
      todo: 'Prenez un autre dossier --data, ou gardez celui-ci ; rien n’a été modifié.',
    },
  },
  DATA_FOREIGN: {
    exit: EXIT.failed,
    en: {
      what: '{path} belongs to another program of Parley.',
      todo: 'Give the authority and each device a --data folder of its own; nothing was changed.',
    },
    fr: {
      what: '{path} appartient à un autre programme de Parley.',
      todo: 'Donnez à l’autorité et à chaque appareil son propre dossier --data ; rien n’a été modifié.',
    },
  },
  FILE_EXISTS: {
    exit: EXIT.failed,
    en: { what: '{path} exists already.', todo: 'Choose another file; nothing was changed.' },
    fr: { what: '{path} existe déjà.', todo: 'Choisissez un autre fichier ; rien n’a été modifié.' },
  },
  PASSPHRASE_EMPTY: {
    exit: EXIT.usage,
    en: { what: 'The passphrase is empty.', todo: 'Give one of at least a few words.' },
    fr: { what: 'La phrase secrète est vide.', todo: 'Donnez-en une d’au moins quelques mots.' },
  },
  PASSPHRASE_TOO_LONG: {
    exit: EXIT.usage,
    en: { what: 'The passphrase has more than {limit} bytes.', todo: 'Give a shorter one.' },
    fr: { what: 'La phrase secrète dépasse {limit} octets.', todo: 'Donnez-en une plus courte.' },
  },
  SECRET_MISSING: {
    exit: EXIT.failed,
    en: { what: '{path} holds no secret named "{name}".', todo: 'Restore the data folder from a backup.' },
    fr: {
      what: '{path} ne contient pas de secret nommé « {name} ».',
      todo: 'Restaurez le dossier de données depuis une sauvegarde.',
    },
  },
  FILE_TOO_LARGE: {
    exit: EXIT.usage,
    en: { what: '{path} has more than {limit} bytes.', todo: 'Check that it is the right file.' },
    fr: { what: '{path} dépasse {limit} octets.', todo: 'Vérifiez que c’est le bon fichier.' },
  },
})
