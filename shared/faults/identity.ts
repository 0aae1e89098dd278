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
})
