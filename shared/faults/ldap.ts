// Faults of the link to an LDAP directory.
import { defineFaults, EXIT } from './define.ts'

export const ldapFaults = defineFaults({
  LDAP_URL_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '“{value}” is not the address of an LDAP directory.',
      todo: 'Give ldaps://HOST[:PORT], or ldap://HOST[:PORT], which is then secured by StartTLS.',
    },
    fr: {
      what: '« {value} » n’est pas l’adresse d’un annuaire LDAP.',
      todo: 'Donnez ldaps://HÔTE[:PORT], ou ldap://HÔTE[:PORT], alors protégé par StartTLS.',
    },
  },
  LDAP_OPTION_MISSING: {
    exit: EXIT.usage,
    en: { what: 'With --ldap, {option} is needed too.', todo: 'Add {option}.' },
    fr: { what: 'Avec --ldap, {option} est nécessaire aussi.', todo: 'Ajoutez {option}.' },
  },
  LDAP_OPTION_ALONE: {
    exit: EXIT.usage,
    en: { what: '{option} means nothing without --ldap.', todo: 'Add --ldap, or leave {option} out.' },
    fr: { what: '{option} ne veut rien dire sans --ldap.', todo: 'Ajoutez --ldap, ou enlevez {option}.' },
  },
  LDAP_FILTER_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '“{value}” is not an LDAP filter.',
      todo: 'Write it as RFC 4515 has it: (objectClass=inetOrgPerson)',
    },
    fr: {
      what: '« {value} » n’est pas un filtre LDAP.',
      todo: 'Écrivez-le selon la RFC 4515 : (objectClass=inetOrgPerson)',
    },
  },
  LDAP_MAP_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '“{value}” does not say which attribute holds what.',
      todo: 'Write FIELD=ATTRIBUTE, with commas between; fields are {fields}.',
    },
    fr: {
      what: '« {value} » ne dit pas quel attribut contient quoi.',
      todo: 'Écrivez CHAMP=ATTRIBUT, séparés par des virgules ; les champs sont {fields}.',
    },
  },
  LDAP_UNREACHABLE: {
    exit: EXIT.unreachable,
    en: {
      what: 'The LDAP directory {host} does not answer ({reason}).',
      todo: 'Try again in a while; if it goes on, tell an administrator.',
    },
    fr: {
      what: 'L’annuaire LDAP {host} ne répond pas ({reason}).',
      todo: 'Réessayez dans un moment ; si cela dure, prévenez un administrateur.',
    },
  },
  LDAP_UNTRUSTED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate of the LDAP directory {host} is not trusted ({reason}).',
      todo: 'Give the certificate of its authority with --ldap-ca, and the name that stands in its certificate.',
    },
    fr: {
      what: 'Le certificat de l’annuaire LDAP {host} n’est pas de confiance ({reason}).',
      todo: 'Donnez le certificat de son autorité avec --ldap-ca, et le nom qui figure dans son certificat.',
    },
  },
  LDAP_REFUSED: {
    exit: EXIT.refused,
    en: {
      what: 'The LDAP directory {host} refuses what the authority asked ({reason}).',
      todo: 'Check --ldap-bind, its password, --ldap-base, and what that account may read and write.',
    },
    fr: {
      what: 'L’annuaire LDAP {host} refuse ce que l’autorité demande ({reason}).',
      todo: 'Vérifiez --ldap-bind, son mot de passe, --ldap-base, et ce que ce compte peut lire et écrire.',
    },
  },
  LDAP_TOO_MANY: {
    exit: EXIT.failed,
    en: {
      what: 'The LDAP directory has more than {limit} matching entries.',
      todo: 'Narrow --ldap-base or --ldap-filter.',
    },
    fr: {
      what: 'L’annuaire LDAP a plus de {limit} entrées correspondantes.',
      todo: 'Restreignez --ldap-base ou --ldap-filter.',
    },
  },
  LDAP_MASS_LOSS: {
    exit: EXIT.failed,
    en: {
      what: '{count} people are suddenly no longer in the LDAP directory; none of them was suspended.',
      todo: 'Check --ldap-base and --ldap-filter. If it is true, suspend them here or mark them disabled there.',
    },
    fr: {
      what: '{count} personnes ne sont soudain plus dans l’annuaire LDAP ; aucune n’a été suspendue.',
      todo: 'Vérifiez --ldap-base et --ldap-filter. Si c’est vrai, suspendez-les ici ou désactivez-les là-bas.',
    },
  },
  LDAP_PASSWORD_ELSEWHERE: {
    exit: EXIT.refused,
    en: {
      what: 'The password of {login} is kept by the organisation’s LDAP directory.',
      todo: 'Change it there.',
    },
    fr: {
      what: 'Le mot de passe de {login} est gardé par l’annuaire LDAP de l’organisation.',
      todo: 'Changez-le là-bas.',
    },
  },
})
