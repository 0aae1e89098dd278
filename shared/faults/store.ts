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
  METRICS_TOKEN_WRONG: {
    exit: EXIT.refused,
    en: {
      what: 'That is not the token by which the metrics are read.',
      todo: 'Show the one in the file metrics-token of the authority’s data folder.',
    },
    fr: {
      what: 'Ce n’est pas le jeton qui donne accès aux métriques.',
      todo: 'Présentez celui du fichier metrics-token, dans le dossier de données de l’autorité.',
    },
  },
  DATABASE_URL_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'That is not the address of a PostgreSQL database: {part}.',
      todo: 'Write postgres://USER@HOST:PORT/DATABASE, with ?sslmode= and ?sslrootcert= where needed.',
    },
    fr: {
      what: 'Ce n’est pas l’adresse d’une base PostgreSQL : {part}.',
      todo: 'Écrivez postgres://UTILISATEUR@HÔTE:PORT/BASE, avec ?sslmode= et ?sslrootcert= au besoin.',
    },
  },
  DATABASE_URL_SECRET: {
    exit: EXIT.usage,
    en: {
      what: 'The address of the database has a password in it, where every user of this machine could read it.',
      todo: 'Put it into a file and give --database-password-file, or use PGPASSFILE.',
    },
    fr: {
      what: 'L’adresse de la base contient un mot de passe, lisible par tous les utilisateurs de cette machine.',
      todo: 'Mettez-le dans un fichier et donnez --database-password-file, ou utilisez PGPASSFILE.',
    },
  },
  DATABASE_UNREACHABLE: {
    exit: EXIT.unreachable,
    en: {
      what: 'The database {where} cannot be reached: {reason}.',
      todo: 'Check that the server runs. The authority goes on by itself once it is back.',
    },
    fr: {
      what: 'La base de données {where} est injoignable : {reason}.',
      todo: 'Vérifiez que le serveur tourne. L’autorité reprend d’elle-même dès son retour.',
    },
  },
  DATABASE_REFUSED: {
    exit: EXIT.failed,
    en: {
      what: 'The database {where} does not let this authority in: {reason}.',
      todo: 'Check user, password and database name, and that the user owns the database.',
    },
    fr: {
      what: 'La base de données {where} refuse cette autorité : {reason}.',
      todo: 'Vérifiez l’utilisateur, le mot de passe et le nom de la base, et que l’utilisateur en est propriétaire.',
    },
  },
  DATABASE_BUSY: {
    exit: EXIT.failed,
    en: {
      what: 'The database {where} was too busy; nothing was changed.',
      todo: 'Try again in a moment.',
    },
    fr: {
      what: 'La base de données {where} était trop occupée ; rien n’a été modifié.',
      todo: 'Réessayez dans un instant.',
    },
  },
  DATABASE_ELSEWHERE: {
    exit: EXIT.failed,
    en: {
      what: 'This authority keeps its data in {path}.',
      todo: 'To move it to a server: parley ca backup, then parley ca restore --database into another folder.',
    },
    fr: {
      what: 'Cette autorité garde ses données dans {path}.',
      todo: 'Pour la déplacer vers un serveur : parley ca backup, puis parley ca restore --database dans un autre dossier.',
    },
  },
  BACKUP_DAMAGED: {
    exit: EXIT.failed,
    en: {
      what: '{path} is not a whole backup: {reason}.',
      todo: 'Take another copy of it, or an older one. Nothing was restored.',
    },
    fr: {
      what: '{path} n’est pas une sauvegarde entière : {reason}.',
      todo: 'Prenez-en une autre copie, ou une plus ancienne. Rien n’a été restauré.',
    },
  },
  BACKUP_TOO_NEW: {
    exit: EXIT.failed,
    en: { what: '{path} was made by a newer Parley.', todo: 'Install that version, then restore.' },
    fr: { what: '{path} vient d’un Parley plus récent.', todo: 'Installez cette version, puis restaurez.' },
  },
  BACKUP_TOO_OLD: {
    exit: EXIT.failed,
    en: {
      what: '{path} was made by an older Parley: its tables lack {missing}.',
      todo: 'The database on the server was made for a newer one. Restore into an empty database, or into a file.',
    },
    fr: {
      what: '{path} vient d’un Parley plus ancien : il manque {missing} à ses tables.',
      todo: 'La base du serveur a été faite pour un plus récent. Restaurez dans une base vide, ou dans un fichier.',
    },
  },
})
