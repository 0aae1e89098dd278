// Words for the codes a fault's parameter may hold: what an operating system answered, how far a message has come.

/** Names of errno.h and of Node's resolver; a code that is not here is shown as it is. */
const REASONS: Readonly<Record<string, Readonly<Record<'en' | 'fr', string>>>> = {
  ENOENT: { en: 'there is no such file or folder', fr: 'ce fichier ou ce dossier n’existe pas' },
  EACCES: { en: 'permission denied', fr: 'permission refusée' },
  EPERM: { en: 'this is not permitted', fr: 'cela n’est pas permis' },
  EISDIR: { en: 'it is a folder', fr: 'c’est un dossier' },
  ENOTDIR: { en: 'part of the path is not a folder', fr: 'une partie du chemin n’est pas un dossier' },
  EROFS: { en: 'the file system is read-only', fr: 'le système de fichiers est en lecture seule' },
  EEXIST: { en: 'it exists already', fr: 'il existe déjà' },
  ENAMETOOLONG: { en: 'the name is too long', fr: 'le nom est trop long' },
  ELOOP: { en: 'too many links lead to each other', fr: 'trop de liens se renvoient l’un à l’autre' },
  EIO: { en: 'the disk reports an error', fr: 'le disque signale une erreur' },
  EMFILE: { en: 'too many files are open', fr: 'trop de fichiers sont ouverts' },
  EADDRNOTAVAIL: {
    en: 'it is not an address of this machine',
    fr: 'ce n’est pas une adresse de cette machine',
  },
  EAFNOSUPPORT: {
    en: 'this machine does not have that kind of address',
    fr: 'cette machine n’a pas ce type d’adresse',
  },
  ENOTFOUND: { en: 'no address is known by that name', fr: 'aucune adresse n’est connue sous ce nom' },
  EAI_AGAIN: { en: 'the name cannot be looked up now', fr: 'le nom ne peut pas être résolu pour l’instant' },
  // How far a message has come.
  stored: { en: 'stored', fr: 'enregistré' },
  sent: { en: 'sent', fr: 'envoyé' },
  delivered: { en: 'delivered', fr: 'remis' },
  read: { en: 'read', fr: 'lu' },
  // What is wrong in an evidence file.
  TEXT: {
    en: 'the text shown is not the one that was signed',
    fr: 'le texte affiché n’est pas celui qui a été signé',
  },
  FROM: { en: 'the author shown did not sign it', fr: 'l’auteur affiché ne l’a pas signé' },
  TIME: {
    en: 'the time shown is not the one that was signed',
    fr: 'l’heure affichée n’est pas celle qui a été signée',
  },
  CLOCK: { en: 'it is dated before the one it follows', fr: 'il est daté d’avant celui qu’il suit' },
  HEADER: { en: 'its header', fr: 'son en-tête' },
  BODY: { en: 'its body', fr: 'son contenu' },
  SIGNATURE: { en: 'its signature does not hold', fr: 'sa signature ne tient pas' },
  SIGNATURE_INVALID: { en: 'its last signature does not hold', fr: 'sa dernière signature ne tient pas' },
  EVENT_SIGNATURE_INVALID: { en: 'its signature does not hold', fr: 'sa signature ne tient pas' },
  EVENT_DEVICE_FOREIGN: { en: 'another device signed it', fr: 'un autre appareil l’a signé' },
  NO_REASON: { en: 'no reason was given', fr: 'sans motif' },
  CONVERSATION: { en: 'it is of another conversation', fr: 'il vient d’une autre conversation' },
  NOT_JSON: { en: 'it is not JSON', fr: 'ce n’est pas du JSON' },
  NOT_UTF8: { en: 'it is not UTF-8', fr: 'ce n’est pas de l’UTF-8' },
  SHAPE: { en: 'it has another shape', fr: 'elle a une autre forme' },
  NOT_CANONICAL: {
    en: 'it is not written as Parley writes it',
    fr: 'elle n’est pas écrite comme Parley l’écrit',
  },
  LINE_TOO_LONG: { en: 'it is too long', fr: 'elle est trop longue' },
  FIRST_LINE: { en: 'it is not in its place', fr: 'elle n’est pas à sa place' },
  TOO_MANY: { en: 'there are too many', fr: 'il y en a trop' },
  NO_END: { en: 'its end is missing', fr: 'il en manque la fin' },
  AFTER_END: { en: 'something follows its end', fr: 'quelque chose suit la fin' },
  COUNT: { en: 'the number of messages is another', fr: 'le nombre de messages est différent' },
  LINES: {
    en: 'its lines are not those that were signed',
    fr: 'ses lignes ne sont pas celles qui ont été signées',
  },
  // Reasons of Parley's own.
  NOT_REGULAR: { en: 'it is not an ordinary file', fr: 'ce n’est pas un fichier ordinaire' },
  NOT_OURS: { en: 'it belongs to somebody else', fr: 'il appartient à quelqu’un d’autre' },
  NOT_A_VAULT: { en: 'it is not a vault', fr: 'ce n’est pas un coffre' },
  REALM_MISSING: { en: 'there is no realm in it', fr: 'il ne contient aucun domaine' },
  REALM_UNREADABLE: { en: 'its realm cannot be read', fr: 'son domaine est illisible' },
  ROOT_MISSING: { en: 'the root is missing', fr: 'la racine manque' },
  KEYS_OF_ANOTHER: {
    en: 'the keys in the vault are not those of the database',
    fr: 'les clés du coffre ne sont pas celles de la base',
  },
  TOO_LARGE: { en: 'it is far too large', fr: 'il est beaucoup trop gros' },
  // What is wrong with a backup.
  ALTERED: { en: 'it was altered or cut off', fr: 'elle a été modifiée ou tronquée' },
  CUT_OFF: { en: 'its end is missing', fr: 'il en manque la fin' },
  NO_BACKUP: { en: 'it does not begin like one', fr: 'elle ne commence pas comme telle' },
  RECORD: {
    en: 'something in it is not as Parley writes it',
    fr: 'quelque chose n’y est pas tel que Parley l’écrit',
  },
  ROWS: {
    en: 'there is more or less in it than it says',
    fr: 'elle contient plus ou moins que ce qu’elle annonce',
  },
  VAULT: {
    en: 'the keys in it do not open with its passphrase',
    fr: 'ses clés ne s’ouvrent pas avec sa phrase secrète',
  },
  SECRET_ALTERED: { en: 'a secret in it was altered', fr: 'un secret y a été modifié' },
  KEY_ANOTHER: {
    en: 'the key in the vault is another one',
    fr: 'la clé du coffre en est une autre',
  },
  // What TLS says of whoever answered (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
  CERT_HAS_EXPIRED: { en: 'its certificate has expired', fr: 'son certificat a expiré' },
  CERT_NOT_YET_VALID: {
    en: 'its certificate is not valid yet',
    fr: 'son certificat n’est pas encore valide',
  },
  SELF_SIGNED_CERT_IN_CHAIN: { en: 'it has another root', fr: 'sa racine est une autre' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    en: 'its certificate is signed by itself',
    fr: 'son certificat est signé par lui-même',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { en: 'it has another root', fr: 'sa racine est une autre' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { en: 'it has another root', fr: 'sa racine est une autre' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    en: 'its certificate is for another address',
    fr: 'son certificat est pour une autre adresse',
  },
  EPROTO: { en: 'it does not speak TLS', fr: 'il ne parle pas TLS' },
  NOT_A_DEVICE: { en: 'it is not the file of a device', fr: 'ce n’est pas le fichier d’un appareil' },
  // Ceremonies and changes of root.
  NO_KEY: { en: 'there is no encrypted key in it', fr: 'il ne contient pas de clé chiffrée' },
  NO_CERTIFICATE: { en: 'there is no certificate in it', fr: 'il ne contient pas de certificat' },
  NOT_A_JOURNAL: { en: 'it is not a journal', fr: 'ce n’est pas un journal' },
  NEW: { en: 'that is to be announced', fr: 'à annoncer' },
  ANNOUNCED: { en: 'a new root is announced already', fr: 'une nouvelle racine est déjà annoncée' },
  NOT_ANNOUNCED: { en: 'no new root was announced', fr: 'aucune nouvelle racine n’a été annoncée' },
  ONE_ROOT: { en: 'only one root is in use', fr: 'une seule racine est en service' },
  OLD_ISSUING: {
    en: 'this authority’s own issuing CA stands under the old root',
    fr: 'l’autorité émettrice d’ici dépend de l’ancienne racine',
  },
  OTHER_ISSUING: {
    en: 'another authority’s issuing CA still stands under the old root',
    fr: 'l’autorité émettrice d’une autre autorité dépend encore de l’ancienne racine',
  },
  GONE: { en: 'it is gone or empty', fr: 'il a disparu ou il est vide' },
  KEY_OF_OTHER: {
    en: 'its key does not open it',
    fr: 'sa clé ne l’ouvre pas',
  },
  // What is wrong with a line of the audit log.
  altered: { en: 'it was altered', fr: 'elle a été modifiée' },
  missing: { en: 'it is missing', fr: 'elle manque' },
  order: { en: 'it does not follow the line before it', fr: 'elle ne suit pas la ligne précédente' },
  cut: { en: 'the log was cut off before it', fr: 'le journal a été coupé avant elle' },
  inserted: { en: 'it was put there by somebody else', fr: 'elle a été ajoutée par quelqu’un d’autre' },
  rewritten: { en: 'it is not the line that was signed', fr: 'ce n’est pas la ligne qui a été signée' },
  signature: {
    en: 'the signature of its head is not ours',
    fr: 'la signature de sa tête n’est pas la nôtre',
  },
  head: { en: 'its signed head is gone', fr: 'sa tête signée a disparu' },
  'head-file': {
    en: 'the head kept beside the database cannot be read',
    fr: 'la tête gardée à côté de la base est illisible',
  },
  'log-key': {
    en: 'the key that signs the chain is not proved',
    fr: 'la clé qui signe la chaîne n’est pas prouvée',
  },
  archive: {
    en: 'the archive that begins there is not proved',
    fr: 'l’archive qui commence là n’est pas prouvée',
  },
  'archive-gone': {
    en: 'the archive file that begins there is not in the folder audit',
    fr: 'le fichier d’archive qui commence là n’est pas dans le dossier audit',
  },
  recorded: {
    en: 'the log was found altered then, and says so',
    fr: 'le journal a alors été trouvé modifié, et le dit',
  },
  // SQLite's result codes.
  SQLITE_NOTADB: { en: 'it is not a database', fr: 'ce n’est pas une base de données' },
  SQLITE_CORRUPT: { en: 'the database in it is broken', fr: 'la base de données qu’il contient est abîmée' },
  CUT_SHORT: { en: 'it was cut short', fr: 'il a été tronqué' },
}

export function reasonIn(language: 'en' | 'fr', reason: string): string {
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason]?.[language] : undefined) ?? reason
}
