// Faults of the standard endpoints: OCSP (RFC 6960) and EST (RFC 7030).
import { defineFaults, EXIT } from './define.ts'

export const standardFaults = defineFaults({
  OCSP_REQUEST_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'This is not a well-formed OCSP request ({reason}).',
      todo: 'Send a DER OCSPRequest as RFC 6960 has it; `openssl ocsp` makes one.',
    },
    fr: {
      what: 'Ce n’est pas une requête OCSP bien formée ({reason}).',
      todo: 'Envoyez un OCSPRequest en DER selon la RFC 6960 ; `openssl ocsp` en fabrique un.',
    },
  },
  OCSP_REQUEST_TOO_LARGE: {
    exit: EXIT.usage,
    en: {
      what: 'The OCSP request is too large: {max} bytes and 16 certificates are the most.',
      todo: 'Ask about fewer certificates at a time.',
    },
    fr: {
      what: 'La requête OCSP est trop grande : {max} octets et 16 certificats au plus.',
      todo: 'Demandez moins de certificats à la fois.',
    },
  },
  OCSP_ISSUER_UNKNOWN: {
    exit: EXIT.refused,
    en: {
      what: 'This authority does not answer for the issuer that was asked about.',
      todo: 'Ask at the address that stands in the certificate.',
    },
    fr: {
      what: 'Cette autorité ne répond pas pour l’émetteur demandé.',
      todo: 'Interrogez l’adresse inscrite dans le certificat.',
    },
  },
  OCSP_BUSY: {
    exit: EXIT.unreachable,
    en: { what: 'Too many ask at once.', todo: 'Ask again in a moment.' },
    fr: { what: 'Trop de demandes à la fois.', todo: 'Réessayez dans un instant.' },
  },
  EST_CREDENTIALS_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'Enrolment over EST needs a login and the secret of an invitation.',
      todo: 'Give them by HTTP Basic: `curl -u LOGIN:SECRET`.',
    },
    fr: {
      what: 'L’inscription par EST demande un identifiant et le secret d’une invitation.',
      todo: 'Donnez-les par HTTP Basic : `curl -u IDENTIFIANT:SECRET`.',
    },
  },
  EST_CREDENTIALS_MALFORMED: {
    exit: EXIT.refused,
    en: {
      what: 'The HTTP Basic credentials cannot be read.',
      todo: 'Send base64 of LOGIN:SECRET, or LOGIN:SECRET:PASSWORD, in UTF-8.',
    },
    fr: {
      what: 'Les identifiants HTTP Basic sont illisibles.',
      todo: 'Envoyez IDENTIFIANT:SECRET, ou IDENTIFIANT:SECRET:MOT-DE-PASSE, en UTF-8 et en base64.',
    },
  },
  EST_CERTIFICATE_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'Re-enrolment over EST needs the device’s own certificate in the TLS connection.',
      todo: 'Give certificate and key to the client: `curl --cert FILE --key FILE`.',
    },
    fr: {
      what: 'La réinscription par EST demande le certificat de l’appareil dans la connexion TLS.',
      todo: 'Donnez certificat et clé au client : `curl --cert FICHIER --key FICHIER`.',
    },
  },
  EST_CERTIFICATE_FOREIGN: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate in the TLS connection is not one this authority gave to a device.',
      todo: 'Use the newest certificate of the device, or enrol it.',
    },
    fr: {
      what: 'Le certificat présenté dans la connexion TLS n’est pas celui d’un appareil inscrit ici.',
      todo: 'Utilisez le dernier certificat de l’appareil, ou inscrivez-le.',
    },
  },
  EST_KEY_CHANGED: {
    exit: EXIT.refused,
    en: {
      what: 'The request is for another key than the certificate’s.',
      todo: 'A device is its key: re-enrol with the same key, or enrol the new key as another device.',
    },
    fr: {
      what: 'La requête porte sur une autre clé que celle du certificat.',
      todo: 'Un appareil est sa clé : renouvelez avec la même, ou inscrivez la nouvelle comme un autre appareil.',
    },
  },
})
