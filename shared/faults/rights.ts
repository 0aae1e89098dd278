// Faults of rights, of the gravest acts and of the audit log.
import { defineFaults, EXIT } from './define.ts'

export const rightsFaults = defineFaults({
  SECOND_ADMIN_NEEDED: {
    exit: EXIT.refused,
    en: {
      what: 'This needs a second administrator. It is proposal {proposal} now.',
      todo: 'Let another administrator run `parley ca approve-proposal {proposal}` (or approve it in the console) before {until}; then do the same again.',
    },
    fr: {
      what: 'Il faut ici un second administrateur. C’est maintenant la proposition {proposal}.',
      todo: 'Qu’un autre administrateur lance `parley ca approve-proposal {proposal}` (ou l’approuve dans la console) avant le {until} ; refaites ensuite la même chose.',
    },
  },
  PROPOSAL_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'There is no proposal {proposal}.', todo: 'See `parley ca proposals`.' },
    fr: { what: 'Il n’y a pas de proposition {proposal}.', todo: 'Voyez `parley ca proposals`.' },
  },
  PROPOSAL_OVER: {
    exit: EXIT.refused,
    en: {
      what: 'Proposal {proposal} is no longer open ({state}).',
      todo: 'If it is still wanted, it must be proposed again.',
    },
    fr: {
      what: 'La proposition {proposal} n’est plus ouverte ({state}).',
      todo: 'Si elle est encore voulue, il faut la proposer à nouveau.',
    },
  },
  PROPOSAL_OWN: {
    exit: EXIT.refused,
    en: {
      what: 'Proposal {proposal} is your own.',
      todo: 'Somebody else must approve it: another administrator, or who keeps the authority’s machine.',
    },
    fr: {
      what: 'La proposition {proposal} est la vôtre.',
      todo: 'Quelqu’un d’autre doit l’approuver : un autre administrateur, ou qui garde la machine de l’autorité.',
    },
  },
  LAST_ADMIN: {
    exit: EXIT.refused,
    en: {
      what: '"{login}" is the last administrator of the realm.',
      todo: 'Make somebody else an administrator first, or do this on the authority’s machine.',
    },
    fr: {
      what: '« {login} » est le dernier administrateur du domaine.',
      todo: 'Nommez d’abord un autre administrateur, ou faites-le sur la machine de l’autorité.',
    },
  },
  GUEST_LOOKUP_ONLY: {
    exit: EXIT.refused,
    en: {
      what: 'Guests look people up by their login; they do not list or search the directory.',
      todo: 'Ask the person for their login.',
    },
    fr: {
      what: 'Un invité trouve les gens par leur identifiant ; il ne parcourt pas l’annuaire.',
      todo: 'Demandez son identifiant à la personne.',
    },
  },
  AUDIT_UNWRITABLE: {
    exit: EXIT.failed,
    en: {
      what: 'The audit log cannot be written, so nothing is changed that it should hold.',
      todo: 'Look at the disk and the database of the authority; it goes on by itself.',
    },
    fr: {
      what: 'Le journal d’audit ne peut pas être écrit : rien de ce qu’il doit contenir n’est modifié.',
      todo: 'Vérifiez le disque et la base de données de l’autorité ; elle reprendra d’elle-même.',
    },
  },
  AUDIT_BROKEN: {
    exit: EXIT.untrusted,
    en: {
      what: 'The audit log is not as it was written, at line {seq} of chain {chain}: {reason}.',
      todo: 'Keep a copy of the data folder as it is, and find out who could write to the database.',
    },
    fr: {
      what: 'Le journal d’audit n’est pas tel qu’il a été écrit, à la ligne {seq} de la chaîne {chain} : {reason}.',
      todo: 'Gardez une copie du dossier de données tel qu’il est, et cherchez qui pouvait écrire dans la base.',
    },
  },
})
