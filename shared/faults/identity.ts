// Faults of identifiers and of what people say about themselves.
import { defineFaults, EXIT } from './define.ts'

export const identityFaults = defineFaults({
  PEER_ID_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" is not a peer ID.',
      todo: 'Copy it whole from `parley whois` or `parley status`.',
    },
    fr: {
      what: '« {value} » n’est pas un identifiant de pair.',
      todo: 'Copiez-le en entier depuis `parley whois` ou `parley status`.',
    },
  },
  SERIAL_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" is not a certificate serial.',
      todo: 'Copy the 32 digits from `parley ca certs`.',
    },
    fr: {
      what: '« {value} » n’est pas un numéro de série de certificat.',
      todo: 'Copiez les 32 chiffres depuis `parley ca certs`.',
    },
  },
  FINGERPRINT_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not a SHA-256 fingerprint.', todo: 'Copy the 64 digits again.' },
    fr: { what: '« {value} » n’est pas une empreinte SHA-256.', todo: 'Recopiez les 64 chiffres.' },
  },
  SIGNATURE_INVALID: {
    exit: EXIT.untrusted,
    en: {
      what: 'A signature ({scheme}) does not match what it signs.',
      todo: 'Do not trust it: it was altered or made with another key.',
    },
    fr: {
      what: 'Une signature ({scheme}) ne correspond pas à ce qu’elle signe.',
      todo: 'Ne vous y fiez pas : le contenu a été altéré ou signé avec une autre clé.',
    },
  },
  KEY_UNSUPPORTED: {
    exit: EXIT.usage,
    en: {
      what: 'A key of kind "{kind}" cannot be used here.',
      todo: 'Use Ed25519, RSA (2048 to 4096 bits) or P-256 where it is asked for.',
    },
    fr: {
      what: 'Une clé de type « {kind} » ne peut pas servir ici.',
      todo: 'Utilisez Ed25519, RSA (2048 à 4096 bits) ou P-256 selon le cas.',
    },
  },
})
