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
})
