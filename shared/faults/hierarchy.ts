// Faults of the hierarchy: root lists, ceremonies between an offline root and the authority, issuing CAs that end.
import { defineFaults, EXIT } from './define.ts'

export const hierarchyFaults = defineFaults({
  ROOT_LIST_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A list of the realm’s roots cannot be read: {reason}.',
      todo: 'Fetch it again from the authority.',
    },
    fr: {
      what: 'Une liste des racines du domaine est illisible : {reason}.',
      todo: 'Récupérez-la de nouveau auprès de l’autorité.',
    },
  },
  ROOT_LIST_FORGED: {
    exit: EXIT.untrusted,
    en: {
      what: 'A signature on a list of the realm’s roots is false (root {root}).',
      todo: 'It was altered or invented; nothing of it was taken. Find out where it came from.',
    },
    fr: {
      what: 'Une signature sur une liste des racines du domaine est fausse (racine {root}).',
      todo: 'Elle a été modifiée ou inventée ; rien n’en a été retenu. Cherchez d’où elle vient.',
    },
  },
  ROOT_LIST_UNSIGNED: {
    exit: EXIT.untrusted,
    en: {
      what: 'List {number} of the realm’s roots is not signed by the roots that must sign it.',
      todo: 'Nothing of it was taken. If the realm changed its root, ask whoever runs the authority.',
    },
    fr: {
      what: 'La liste {number} des racines du domaine n’est pas signée par les racines qui le doivent.',
      todo: 'Rien n’en a été retenu. Si le domaine a changé de racine, demandez à qui gère l’autorité.',
    },
  },
  ROOT_LIST_FOREIGN: {
    exit: EXIT.untrusted,
    en: {
      what: 'List {number} of roots is of another realm.',
      todo: 'Nothing of it was taken. Take the one of this realm.',
    },
    fr: {
      what: 'La liste {number} des racines est celle d’un autre domaine.',
      todo: 'Rien n’en a été retenu. Prenez celle de ce domaine.',
    },
  },
  ROOT_LIST_OLD: {
    exit: EXIT.refused,
    en: {
      what: 'List {number} of the realm’s roots is not newer than list {known}, which is known.',
      todo: 'Nothing was changed: an old list never replaces a newer one.',
    },
    fr: {
      what: 'La liste {number} des racines du domaine n’est pas plus récente que la liste {known}, déjà connue.',
      todo: 'Rien n’a changé : une ancienne liste n’en remplace jamais une plus récente.',
    },
  },
  CERT_ROOT_RETIRED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate stands under a root that the realm has retired.',
      todo: 'The device renews at the authority by itself; start it while the authority can be reached.',
    },
    fr: {
      what: 'Le certificat dépend d’une racine que le domaine a retirée.',
      todo: 'L’appareil se renouvelle seul auprès de l’autorité ; démarrez-le quand elle est joignable.',
    },
  },
})
