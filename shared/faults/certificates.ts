// Faults of certificates, requests and revocation lists: each says why something was not trusted or not signed.
import { defineFaults, EXIT } from './define.ts'

export const certificateFaults = defineFaults({
  CERT_MISSING: {
    exit: EXIT.untrusted,
    en: {
      what: 'No certificate was presented.',
      todo: 'Only enrolled devices may connect: enrol with `parley join`.',
    },
    fr: {
      what: 'Aucun certificat n’a été présenté.',
      todo: 'Seuls les appareils inscrits peuvent se connecter : inscrivez-vous avec `parley join`.',
    },
  },
  CERT_TOO_LARGE: {
    exit: EXIT.untrusted,
    en: {
      what: 'A presented certificate is larger than {max} bytes.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Un certificat présenté dépasse {max} octets.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_CHAIN_TOO_LONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'More than {max} certificates were presented.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Plus de {max} certificats ont été présentés.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_CHAIN_INCOMPLETE: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate came without the certificate of the authority that issued it.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Le certificat est arrivé sans celui de l’autorité qui l’a émis.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_CHAIN_BROKEN: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificates presented do not follow from each other: {reason}.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Les certificats présentés ne découlent pas l’un de l’autre : {reason}.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A certificate cannot be read: {reason}.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Un certificat est illisible : {reason}.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_READERS_DISAGREE: {
    exit: EXIT.untrusted,
    en: {
      what: 'Two independent readers see the certificate of {subject} differently ({what}).',
      todo: 'Nothing was kept. Do not use this certificate, and report it with the version of Parley.',
    },
    fr: {
      what: 'Deux lecteurs indépendants voient le certificat de {subject} différemment ({what}).',
      todo: 'Rien n’a été gardé. N’utilisez pas ce certificat et signalez-le avec la version de Parley.',
    },
  },
  CERT_ROOT_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate does not come from a root this device trusts.',
      todo: 'If the realm has a new root, get it from your administrator; else do not trust this peer.',
    },
    fr: {
      what: 'Le certificat ne vient pas d’une racine à laquelle cet appareil se fie.',
      todo: 'Si le royaume a une nouvelle racine, demandez-la à votre administrateur ; sinon, ne faites pas confiance à ce pair.',
    },
  },
  CERT_SIGNATURE_INVALID: {
    exit: EXIT.untrusted,
    en: {
      what: 'A certificate’s signature is wrong: it was altered or forged.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'La signature d’un certificat est fausse : il a été modifié ou fabriqué.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_ALGORITHM_UNSUPPORTED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A certificate is signed in a way Parley does not accept ({algorithm}).',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Un certificat est signé d’une façon que Parley n’accepte pas ({algorithm}).',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_KEY_UNSUPPORTED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A certificate carries a key Parley does not accept ({kind}).',
      todo: 'Enrol again with an Ed25519 key or an RSA key of 2048 to 4096 bits.',
    },
    fr: {
      what: 'Un certificat porte une clé que Parley n’accepte pas ({kind}).',
      todo: 'Réinscrivez l’appareil avec une clé Ed25519 ou une clé RSA de 2048 à 4096 bits.',
    },
  },
  CERT_NOT_YET_VALID: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate is valid only from {notBefore}.',
      todo: 'Check the clocks of both devices.',
    },
    fr: {
      what: 'Le certificat n’est valable qu’à partir du {notBefore}.',
      todo: 'Vérifiez l’horloge des deux appareils.',
    },
  },
  CERT_EXPIRED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate expired on {notAfter}.',
      todo: 'Ask the authority for a new certificate (`parley renew`). If that date is still to come, check this device’s clock.',
    },
    fr: {
      what: 'Le certificat a expiré le {notAfter}.',
      todo: 'Demandez un nouveau certificat à l’autorité (`parley renew`). Si cette date est à venir, vérifiez l’horloge de cet appareil.',
    },
  },
  CERT_REVOKED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate was revoked on {date} ({reason}).',
      todo: 'Ask your administrator; a revoked device must enrol again.',
    },
    fr: {
      what: 'Le certificat a été révoqué le {date} ({reason}).',
      todo: 'Adressez-vous à votre administrateur ; un appareil révoqué doit être réinscrit.',
    },
  },
  CERT_SUSPENDED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate has been suspended since {date}.',
      todo: 'Ask your administrator to restore it.',
    },
    fr: {
      what: 'Le certificat est suspendu depuis le {date}.',
      todo: 'Demandez à votre administrateur de le rétablir.',
    },
  },
  CERT_IS_AUTHORITY: {
    exit: EXIT.untrusted,
    en: {
      what: 'An authority’s certificate was presented as a device’s.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Un certificat d’autorité a été présenté comme celui d’un appareil.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_ISSUER_NOT_AUTHORITY: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate was issued by one that is no authority.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Le certificat a été émis par un titulaire qui n’est pas une autorité.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_USAGE_WRONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate was not issued for this use.',
      todo: 'Use the device certificate that `parley join` got.',
    },
    fr: {
      what: 'Le certificat n’a pas été émis pour cet usage.',
      todo: 'Utilisez le certificat d’appareil obtenu par `parley join`.',
    },
  },
  CERT_EXTENSION_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate demands something Parley does not know (extension {oid}).',
      todo: 'Update Parley; if it is up to date, do not trust this peer.',
    },
    fr: {
      what: 'Le certificat exige quelque chose que Parley ne connaît pas (extension {oid}).',
      todo: 'Mettez Parley à jour ; s’il l’est déjà, ne faites pas confiance à ce pair.',
    },
  },
  CERT_NAME_WRONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'The names in the certificate are not those of a device of this realm.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Les noms inscrits dans le certificat ne sont pas ceux d’un appareil de ce royaume.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_ROLE_WRONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate names no role, or one its holder cannot have.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Le certificat ne nomme aucun rôle, ou un rôle que son titulaire ne peut pas avoir.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_PEER_MISMATCH: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate belongs to device {certified}, but device {connected} presented it.',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Le certificat appartient à l’appareil {certified}, mais c’est l’appareil {connected} qui l’a présenté.',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_PROFILE_WRONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate is not made as Parley’s certificates are (rule {rule}).',
      todo: 'Do not trust this peer; tell your administrator if you expected it to be genuine.',
    },
    fr: {
      what: 'Le certificat n’est pas fait comme ceux de Parley (règle {rule}).',
      todo: 'Ne faites pas confiance à ce pair ; prévenez votre administrateur si vous le croyiez authentique.',
    },
  },
  CERT_VERIFIED_FORGED: {
    exit: EXIT.failed,
    en: {
      what: 'A certificate was passed on as checked that was not.',
      todo: 'This is a fault of Parley: report it.',
    },
    fr: {
      what: 'Un certificat a été transmis comme vérifié sans l’avoir été.',
      todo: 'C’est un défaut de Parley : signalez-le.',
    },
  },
  REVOCATION_LIST_MISSING: {
    exit: EXIT.untrusted,
    en: {
      what: 'There is no revocation list of the authority that issued this certificate.',
      todo: 'Connect to the authority or to another peer once, so that this device gets the list.',
    },
    fr: {
      what: 'Il manque la liste de révocation de l’autorité qui a émis ce certificat.',
      todo: 'Connectez-vous une fois à l’autorité ou à un autre pair pour que cet appareil reçoive la liste.',
    },
  },
  REVOCATION_LIST_STALE: {
    exit: EXIT.untrusted,
    en: {
      what: 'The revocation list is out of date since {nextUpdate}: a device never met before cannot be accepted.',
      todo: 'Connect to the authority or to a peer that has a newer list.',
    },
    fr: {
      what: 'La liste de révocation est périmée depuis le {nextUpdate} : un appareil encore inconnu ne peut pas être accepté.',
      todo: 'Connectez-vous à l’autorité ou à un pair qui possède une liste plus récente.',
    },
  },
  REVOCATION_LIST_EXPIRED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The revocation list is out of date since {nextUpdate}, for too long to accept anybody.',
      todo: 'Connect to the authority or to a peer that has a newer list; check this device’s clock.',
    },
    fr: {
      what: 'La liste de révocation est périmée depuis le {nextUpdate}, depuis trop longtemps pour accepter qui que ce soit.',
      todo: 'Connectez-vous à l’autorité ou à un pair qui possède une liste plus récente ; vérifiez l’horloge de cet appareil.',
    },
  },
  REVOCATION_LIST_EARLY: {
    exit: EXIT.untrusted,
    en: {
      what: 'The revocation list is dated {thisUpdate}, which is still to come.',
      todo: 'Check this device’s clock.',
    },
    fr: {
      what: 'La liste de révocation est datée du {thisUpdate}, qui est encore à venir.',
      todo: 'Vérifiez l’horloge de cet appareil.',
    },
  },
  REVOCATION_LIST_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A revocation list cannot be read: {reason}.',
      todo: 'Get the list from the authority again.',
    },
    fr: {
      what: 'Une liste de révocation est illisible : {reason}.',
      todo: 'Redemandez la liste à l’autorité.',
    },
  },
  REVOCATION_LIST_TOO_LARGE: {
    exit: EXIT.untrusted,
    en: {
      what: 'A revocation list is larger than {max} bytes.',
      todo: 'Get the list from the authority again.',
    },
    fr: { what: 'Une liste de révocation dépasse {max} octets.', todo: 'Redemandez la liste à l’autorité.' },
  },
  REVOCATION_LIST_ISSUER_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: 'A revocation list comes from an authority this device does not know.',
      todo: 'Get the list from your own authority.',
    },
    fr: {
      what: 'Une liste de révocation vient d’une autorité que cet appareil ne connaît pas.',
      todo: 'Demandez la liste à votre propre autorité.',
    },
  },
  REVOCATION_LIST_SIGNATURE_INVALID: {
    exit: EXIT.untrusted,
    en: {
      what: 'A revocation list’s signature is wrong: it was altered or forged.',
      todo: 'Get the list from the authority again.',
    },
    fr: {
      what: 'La signature d’une liste de révocation est fausse : elle a été modifiée ou fabriquée.',
      todo: 'Redemandez la liste à l’autorité.',
    },
  },
  REVOCATION_LIST_REQUEST_WRONG: {
    exit: EXIT.failed,
    en: {
      what: 'A revocation list cannot be made: {reason}.',
      todo: 'This is a fault of Parley: report it.',
    },
    fr: {
      what: 'Impossible d’établir une liste de révocation : {reason}.',
      todo: 'C’est un défaut de Parley : signalez-le.',
    },
  },
  REVOCATION_REASON_UNKNOWN: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not a reason for revoking.', todo: 'Use one of: {reasons}.' },
    fr: { what: '« {value} » n’est pas un motif de révocation.', todo: 'Choisissez parmi : {reasons}.' },
  },
  ROLE_UNKNOWN: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not a role.', todo: 'Use one of: {roles}.' },
    fr: { what: '« {value} » n’est pas un rôle.', todo: 'Choisissez parmi : {roles}.' },
  },
  CSR_TOO_LARGE: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request is larger than {max} bytes.',
      todo: 'Make the request with `parley join`.',
    },
    fr: {
      what: 'La demande de certificat dépasse {max} octets.',
      todo: 'Faites la demande avec `parley join`.',
    },
  },
  CSR_MALFORMED: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request cannot be read: {reason}.',
      todo: 'Make the request again with `parley join`.',
    },
    fr: {
      what: 'La demande de certificat est illisible : {reason}.',
      todo: 'Refaites la demande avec `parley join`.',
    },
  },
  CSR_KEY_UNSUPPORTED: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request carries a kind of key Parley does not take ({kind}).',
      todo: 'Use an Ed25519 key, or an RSA key of 2048 to 4096 bits with exponent 65537.',
    },
    fr: {
      what: 'La demande de certificat porte un type de clé que Parley ne prend pas ({kind}).',
      todo: 'Utilisez une clé Ed25519, ou une clé RSA de 2048 à 4096 bits avec l’exposant 65537.',
    },
  },
  CSR_KEY_WEAK: {
    exit: EXIT.refused,
    en: {
      what: 'The RSA key in the certificate request is not acceptable: {reason}.',
      todo: 'Use an RSA key of 2048 to 4096 bits with exponent 65537, or an Ed25519 key.',
    },
    fr: {
      what: 'La clé RSA de la demande de certificat n’est pas acceptable : {reason}.',
      todo: 'Utilisez une clé RSA de 2048 à 4096 bits avec l’exposant 65537, ou une clé Ed25519.',
    },
  },
  CSR_ALGORITHM_UNSUPPORTED: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request is signed in a way Parley does not accept ({algorithm}).',
      todo: 'Sign it with SHA-256, SHA-384, SHA-512 or Ed25519.',
    },
    fr: {
      what: 'La demande de certificat est signée d’une façon que Parley n’accepte pas ({algorithm}).',
      todo: 'Signez-la avec SHA-256, SHA-384, SHA-512 ou Ed25519.',
    },
  },
  CSR_SIGNATURE_INVALID: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request is not signed by its own key: it proves nothing.',
      todo: 'Make the request again with `parley join`.',
    },
    fr: {
      what: 'La demande de certificat n’est pas signée par sa propre clé : elle ne prouve rien.',
      todo: 'Refaites la demande avec `parley join`.',
    },
  },
  CSR_ASKS_TOO_MUCH: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate request asks for the powers of an authority: to sign certificates, revocation lists or OCSP answers.',
      todo: 'Ask with a plain request: only its key counts, everything else the authority writes itself.',
    },
    fr: {
      what: 'La demande de certificat réclame les pouvoirs d’une autorité : signer des certificats, des listes de révocation ou des réponses OCSP.',
      todo: 'Faites une demande simple : seule sa clé compte, l’autorité écrit elle-même tout le reste.',
    },
  },
  CERT_REQUEST_WRONG: {
    exit: EXIT.failed,
    en: {
      what: 'A certificate cannot be made: {reason}.',
      todo: 'Correct that field and try again; nothing was signed.',
    },
    fr: {
      what: 'Impossible d’établir un certificat : {reason}.',
      todo: 'Corrigez ce champ et réessayez ; rien n’a été signé.',
    },
  },
  LINT_REFUSED: {
    exit: EXIT.failed,
    en: {
      what: 'A certificate was not signed because it breaks rule {rule}: {demands}.',
      todo: 'This is a fault of Parley or of its configuration; nothing was signed.',
    },
    fr: {
      what: 'Un certificat n’a pas été signé, car il enfreint la règle {rule} : {demands}.',
      todo: 'C’est un défaut de Parley ou de sa configuration ; rien n’a été signé.',
    },
  },
  LINT_TOKEN_SPENT: {
    exit: EXIT.failed,
    en: {
      what: 'A certificate was to be signed twice, or without having been checked.',
      todo: 'This is a fault of Parley: report it.',
    },
    fr: {
      what: 'Un certificat allait être signé deux fois, ou sans avoir été contrôlé.',
      todo: 'C’est un défaut de Parley : signalez-le.',
    },
  },
  LINT_SIGNER_WRONG: {
    exit: EXIT.failed,
    en: {
      what: 'The signing key is not the one of the authority’s certificate.',
      todo: 'Check that key and certificate in the data folder belong together.',
    },
    fr: {
      what: 'La clé de signature n’est pas celle du certificat de l’autorité.',
      todo: 'Vérifiez que la clé et le certificat du dossier de données vont ensemble.',
    },
  },
  PEM_MALFORMED: {
    exit: EXIT.failed,
    en: {
      what: 'This is not a PEM text with one {label}.',
      todo: 'Check the file; it must begin with -----BEGIN {label}-----.',
    },
    fr: {
      what: 'Ceci n’est pas un texte PEM contenant un seul {label}.',
      todo: 'Vérifiez le fichier ; il doit commencer par -----BEGIN {label}-----.',
    },
  },
})
