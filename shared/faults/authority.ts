// Faults of the authority and of joining it: invitations, what people say about themselves, its data.
// A malformed value is wrong usage (2); a value that is understood but not allowed is refused (3).
import { defineFaults, EXIT } from './define.ts'

export const authorityFaults = defineFaults({
  LOGIN_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" cannot be a login.',
      todo: 'Use 2 to 32 lower-case letters, digits and single . _ - inside, beginning with a letter.',
    },
    fr: {
      what: '« {value} » ne peut pas servir d’identifiant.',
      todo: 'Prenez 2 à 32 lettres minuscules sans accent, chiffres et . _ - isolés, en commençant par une lettre.',
    },
  },
  REALM_NAME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" cannot be the name of a realm.',
      todo: 'Use 1 to 63 lower-case letters, digits, dots and dashes, as in `lycee-hugo.example`.',
    },
    fr: {
      what: '« {value} » ne peut pas être le nom d’un domaine Parley.',
      todo: 'Prenez 1 à 63 lettres minuscules, chiffres, points et tirets, comme `lycee-hugo.example`.',
    },
  },
  ADDRESS_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not an address.', todo: 'Write HOST:PORT, an IPv6 host in brackets.' },
    fr: {
      what: '« {value} » n’est pas une adresse.',
      todo: 'Écrivez HÔTE:PORT, un hôte IPv6 entre crochets.',
    },
  },
  INVITATION_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'This is not a whole invitation: {reason}.',
      todo: 'Copy the link again, whole and between quotes.',
    },
    fr: {
      what: 'Cette invitation n’est pas entière : {reason}.',
      todo: 'Recopiez le lien en entier, entre guillemets.',
    },
  },
})
