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
  CEREMONY_FILE_WRONG: {
    exit: EXIT.usage,
    en: {
      what: 'This is no ceremony {wanted} that this version of Parley reads ({reason}).',
      todo: 'Check that it is the right file, and that it arrived whole.',
    },
    fr: {
      what: 'Ce fichier n’est pas celui d’une cérémonie (« {wanted} ») que cette version de Parley sait lire ({reason}).',
      todo: 'Vérifiez que c’est le bon fichier et qu’il est arrivé entier.',
    },
  },
  CEREMONY_ALTERED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The ceremony {wanted} is not what its signers signed.',
      todo: 'It was altered on the way, or is not from where it says. Carry it over again; if that does not help, find out who had it.',
    },
    fr: {
      what: 'Le fichier de cérémonie (« {wanted} ») n’est pas ce que ses signataires ont signé.',
      todo: 'Il a été modifié en chemin ou ne vient pas d’où il le dit. Transportez-le de nouveau ; sinon, cherchez qui l’a eu en main.',
    },
  },
  CEREMONY_UNCONFIRMED: {
    exit: EXIT.refused,
    en: {
      what: 'The request was not confirmed by its digits. Nothing was signed.',
      todo: 'Give with --confirm the 16 digits that were shown where it was made. If they do not fit, this is another file.',
    },
    fr: {
      what: 'La demande n’a pas été confirmée par ses chiffres. Rien n’a été signé.',
      todo: 'Donnez avec --confirm les 16 chiffres affichés là où elle a été faite. S’ils ne conviennent pas, ce fichier en est un autre.',
    },
  },
  CEREMONY_ROOT_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'The root {root} is needed for this and is not here.',
      todo: 'Give its file with --root; a change of root takes the files of both roots.',
    },
    fr: {
      what: 'Il faut pour cela la racine {root}, qui n’est pas ici.',
      todo: 'Donnez son fichier avec --root ; un changement de racine demande les fichiers des deux racines.',
    },
  },
  CEREMONY_OTHER_REALM: {
    exit: EXIT.untrusted,
    en: {
      what: 'This is of another realm ({realm}).',
      todo: 'Take the file of this realm; nothing was changed.',
    },
    fr: {
      what: 'Cela vient d’un autre domaine ({realm}).',
      todo: 'Prenez le fichier de ce domaine ; rien n’a changé.',
    },
  },
  CEREMONY_REQUEST_OLD: {
    exit: EXIT.refused,
    en: {
      what: 'The root has signed something newer (list {number}, {at}): this request is old.',
      todo: 'Make a new request on the authority. Nothing was signed.',
    },
    fr: {
      what: 'La racine a signé quelque chose de plus récent (liste {number}, {at}) : cette demande est ancienne.',
      todo: 'Faites une nouvelle demande sur l’autorité. Rien n’a été signé.',
    },
  },
  CEREMONY_UNREVOKES: {
    exit: EXIT.refused,
    en: {
      what: 'The root has revoked an issuing CA ({serial}) that this request no longer lists. Nothing was signed.',
      todo: 'Install the answer of that time on the authority, or ask for the revocation again: parley ca ceremony request --revoke LABEL.',
    },
    fr: {
      what: 'La racine a révoqué une autorité émettrice ({serial}) que cette demande ne mentionne plus. Rien n’a été signé.',
      todo: 'Installez sur l’autorité la réponse de ce moment-là, ou redemandez la révocation : parley ca ceremony request --revoke NOM.',
    },
  },
  CEREMONY_NOT_ASKED: {
    exit: EXIT.refused,
    en: {
      what: 'This answers a request that is not open here.',
      todo: 'Take the answer to the last request, or make a new request; nothing was changed.',
    },
    fr: {
      what: 'Ceci répond à une demande qui n’est pas ouverte ici.',
      todo: 'Prenez la réponse à la dernière demande ou faites-en une nouvelle ; rien n’a changé.',
    },
  },
  CEREMONY_DONE: {
    exit: EXIT.refused,
    en: { what: 'This answer is installed already.', todo: 'Nothing is left to do.' },
    fr: { what: 'Cette réponse est déjà installée.', todo: 'Il n’y a plus rien à faire.' },
  },
  CEREMONY_KEY_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'The key that this answer certifies is not in this data folder.',
      todo: 'Install it on the authority that made the request (--data).',
    },
    fr: {
      what: 'La clé que cette réponse certifie n’est pas dans ce dossier de données.',
      todo: 'Installez-la sur l’autorité qui a fait la demande (--data).',
    },
  },
  CEREMONY_LIST_OLD: {
    exit: EXIT.refused,
    en: {
      what: 'The root’s revocation list in it (number {number}) is not newer than the one here ({known}).',
      todo: 'Make a new request; nothing was changed.',
    },
    fr: {
      what: 'La liste de révocation de la racine qu’il contient (numéro {number}) n’est pas plus récente que celle d’ici ({known}).',
      todo: 'Faites une nouvelle demande ; rien n’a changé.',
    },
  },
  CEREMONY_TOO_EARLY: {
    exit: EXIT.refused,
    en: {
      what: 'Only {ready} of {devices} devices have followed so far.',
      todo: 'Each follows when it renews; look again with `parley ca ceremony status`. With --anyway it goes ahead, and the others follow later.',
    },
    fr: {
      what: 'Seuls {ready} appareils sur {devices} ont suivi jusqu’ici.',
      todo: 'Chacun suit en se renouvelant ; regardez de nouveau avec `parley ca ceremony status`. Avec --anyway on continue, et les autres suivront.',
    },
  },
  CEREMONY_ACT_IMPOSSIBLE: {
    exit: EXIT.refused,
    en: {
      what: 'That step is not possible now: {act} ({reason}).',
      todo: 'See `parley ca ceremony status` for what comes next in a change of root.',
    },
    fr: {
      what: 'Cette étape n’est pas possible maintenant : {act} ({reason}).',
      todo: 'Voyez avec `parley ca ceremony status` ce qui vient ensuite dans un changement de racine.',
    },
  },
  ISSUING_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'The realm has no issuing CA called "{label}".', todo: 'It has: {known}.' },
    fr: { what: 'Le domaine n’a pas d’autorité émettrice « {label} ».', todo: 'Il a : {known}.' },
  },
  ISSUING_LABEL_TAKEN: {
    exit: EXIT.refused,
    en: {
      what: 'An issuing CA of the realm is called "{label}" already.',
      todo: 'Choose another name: 1 to 16 of a-z, 0-9 and -.',
    },
    fr: {
      what: 'Une autorité émettrice du domaine s’appelle déjà « {label} ».',
      todo: 'Choisissez un autre nom : 1 à 16 caractères parmi a-z, 0-9 et -.',
    },
  },
  ROOT_FILE_WRONG: {
    exit: EXIT.failed,
    en: {
      what: '{path} is not the file of a root ({reason}).',
      todo: 'Give the file that `ca init --root-out` or `ca ceremony root` wrote.',
    },
    fr: {
      what: '{path} n’est pas le fichier d’une racine ({reason}).',
      todo: 'Donnez le fichier écrit par `ca init --root-out` ou `ca ceremony root`.',
    },
  },
  ISSUING_CA_ENDED: {
    exit: EXIT.failed,
    en: {
      what: 'This authority’s issuing CA ended on {until}; this machine’s clock says {here}.',
      todo: 'If the clock is right, renew it with the root: parley ca ceremony request, sign, install. It starts again after that, and devices may still renew for 30 days after their own end.',
    },
    fr: {
      what: 'L’autorité émettrice d’ici a pris fin le {until} ; l’horloge de cette machine dit {here}.',
      todo: 'Si l’horloge est juste, renouvelez-la avec la racine : parley ca ceremony request, sign, install. Elle redémarre ensuite, et les appareils peuvent se renouveler jusqu’à 30 jours après leur propre fin.',
    },
  },
  ISSUING_CA_REVOKED: {
    exit: EXIT.refused,
    en: {
      what: 'The root has revoked this authority’s issuing CA ({label}).',
      todo: 'Nobody believes what it signs. Make a new one with the root: parley ca ceremony request, sign, install.',
    },
    fr: {
      what: 'La racine a révoqué l’autorité émettrice d’ici ({label}).',
      todo: 'Personne ne croit plus ce qu’elle signe. Faites-en une nouvelle avec la racine : parley ca ceremony request, sign, install.',
    },
  },
  ISSUING_CA_ENDS_SOON: {
    exit: EXIT.failed,
    en: {
      what: 'This authority’s issuing CA ({label}) ends on {until}.',
      todo: 'Renew it before: parley ca ceremony request, sign, install. Nothing stops meanwhile.',
    },
    fr: {
      what: 'L’autorité émettrice d’ici ({label}) prend fin le {until}.',
      todo: 'Renouvelez-la avant : parley ca ceremony request, sign, install. Rien ne s’arrête entre-temps.',
    },
  },
  ROOT_LIST_ENDS_SOON: {
    exit: EXIT.failed,
    en: {
      what: 'The root’s revocation list ends on {until}; after that nobody can be checked.',
      todo: 'Have it signed anew: parley ca ceremony request --list, sign, install.',
    },
    fr: {
      what: 'La liste de révocation de la racine prend fin le {until} ; ensuite personne ne peut plus être vérifié.',
      todo: 'Faites-la signer de nouveau : parley ca ceremony request --list, sign, install.',
    },
  },
  ROOT_ENDS_SOON: {
    exit: EXIT.failed,
    en: {
      what: 'The realm’s root ends on {until}.',
      todo: 'Change it in good time; it takes weeks and interrupts nothing. See docs/CEREMONY.md.',
    },
    fr: {
      what: 'La racine du domaine prend fin le {until}.',
      todo: 'Changez-la à temps ; cela prend des semaines et n’interrompt rien. Voir docs/CEREMONY.md.',
    },
  },
  INVITATION_ROOT_RETIRED: {
    exit: EXIT.refused,
    en: {
      what: 'The invitation is from before the realm changed its root.',
      todo: 'Ask for a new invitation.',
    },
    fr: {
      what: 'L’invitation date d’avant le changement de racine du domaine.',
      todo: 'Demandez une nouvelle invitation.',
    },
  },
})
