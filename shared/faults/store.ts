// Faults of the authority's database: its sealed secrets, several nodes on one, backup and restore.
import { defineFaults, EXIT } from './define.ts'

export const storeFaults = defineFaults({
  STORE_KEY_MISSING: {
    exit: EXIT.failed,
    en: {
      what: 'This authority has not yet got the realm’s store key.',
      todo: 'Start another authority of the realm: it hands the key over by itself.',
    },
    fr: {
      what: 'Cette autorité n’a pas encore reçu la clé du magasin du domaine.',
      todo: 'Démarrez une autre autorité du domaine : elle la transmet d’elle-même.',
    },
  },
  STORED_SECRET_BROKEN: {
    exit: EXIT.failed,
    en: {
      what: 'A sealed secret in the database does not open: {context}.',
      todo: 'Somebody altered it, or the database is of another realm. Restore a backup, or set that secret up anew.',
    },
    fr: {
      what: 'Un secret scellé de la base de données ne s’ouvre pas : {context}.',
      todo: 'Il a été modifié, ou la base est celle d’un autre domaine. Restaurez une sauvegarde, ou refaites ce secret.',
    },
  },
})
