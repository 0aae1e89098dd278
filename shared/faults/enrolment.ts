// Faults of joining a realm: invitations that were taken back, requests that wait or were refused, a person's devices.
import { defineFaults, EXIT } from './define.ts'

export const enrolmentFaults = defineFaults({
  INVITATION_REVOKED: {
    exit: EXIT.refused,
    en: {
      what: 'This invitation was taken back.',
      todo: 'Ask the person who gave it to you for another one.',
    },
    fr: {
      what: 'Cette invitation a été retirée.',
      todo: 'Demandez-en une autre à la personne qui vous l’a donnée.',
    },
  },
  INVITATION_ID_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'There is no invitation "{id}".', todo: 'See `parley ca invitations --all`.' },
    fr: { what: 'Il n’y a pas d’invitation « {id} ».', todo: 'Voir `parley ca invitations --all`.' },
  },
  INVITATION_OVER: {
    exit: EXIT.refused,
    en: {
      what: 'The invitation "{id}" cannot be used any more as it is.',
      todo: 'There is nothing to take back; see `parley ca invitations --all`.',
    },
    fr: {
      what: 'L’invitation « {id} » n’est déjà plus utilisable.',
      todo: 'Il n’y a rien à retirer ; voir `parley ca invitations --all`.',
    },
  },
  INVITATION_DEVICE_APPROVAL: {
    exit: EXIT.usage,
    en: {
      what: '{login} is known already: one more device of theirs needs no approval.',
      todo: 'Leave out --approval; their password is asked for in any case.',
    },
    fr: {
      what: '{login} est déjà connu : un appareil de plus ne s’approuve pas.',
      todo: 'Omettez --approval ; le mot de passe sera demandé de toute façon.',
    },
  },
  INVITATION_SECRET_NEEDED: {
    exit: EXIT.refused,
    en: {
      what: 'Somebody new needs an invitation of their own.',
      todo: 'Ask an administrator of the realm for one.',
    },
    fr: {
      what: 'Il faut une invitation personnelle pour entrer dans le domaine.',
      todo: 'Demandez-en une à un administrateur du domaine.',
    },
  },
  ENROLMENT_WAITING: {
    exit: EXIT.unreachable,
    en: {
      what: 'The request of {login} waits for an administrator of {realm}.',
      todo: 'Nothing is lost: run the same command later.',
    },
    fr: {
      what: 'La demande de {login} attend un administrateur de {realm}.',
      todo: 'Rien n’est perdu : relancez la même commande plus tard.',
    },
  },
  ENROLMENT_REFUSED: {
    exit: EXIT.refused,
    en: {
      what: 'An administrator refused this request ({reason}).',
      todo: 'Speak with them; another try needs another invitation.',
    },
    fr: {
      what: 'Un administrateur a refusé cette demande ({reason}).',
      todo: 'Parlez-lui ; un nouvel essai demande une nouvelle invitation.',
    },
  },
  ENROLMENT_EXPIRED: {
    exit: EXIT.refused,
    en: {
      what: 'Nobody decided about the request of {login} in time; it is gone.',
      todo: 'Ask an administrator for another invitation.',
    },
    fr: {
      what: 'Personne n’a traité à temps la demande de {login} ; elle n’existe plus.',
      todo: 'Demandez une autre invitation à un administrateur.',
    },
  },
  ENROLMENT_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'No request of "{login}" is waiting.', todo: 'See `parley ca pending`.' },
    fr: { what: 'Aucune demande de « {login} » n’est en attente.', todo: 'Voir `parley ca pending`.' },
  },
  DEVICES_TOO_MANY: {
    exit: EXIT.refused,
    en: {
      what: '{login} has {limit} devices already, the most one person may have.',
      todo: 'Revoke one that is no longer used: `parley devices`, then `parley device revoke PEERID`.',
    },
    fr: {
      what: '{login} a déjà {limit} appareils, le maximum pour une personne.',
      todo: 'Révoquez-en un qui ne sert plus : `parley devices`, puis `parley device revoke PEERID`.',
    },
  },
  DEVICE_NOT_YOURS: {
    exit: EXIT.refused,
    en: { what: 'You have no device {peerId}.', todo: 'See `parley devices`.' },
    fr: { what: 'Vous n’avez pas d’appareil {peerId}.', todo: 'Voir `parley devices`.' },
  },
  DEVICE_CERTIFICATE_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'This is answered only to a device that shows its certificate.',
      todo: 'Ask from an enrolled device, with `parley devices`.',
    },
    fr: {
      what: 'La réponse n’est donnée qu’à un appareil qui présente son certificat.',
      todo: 'Demandez depuis un appareil inscrit, avec `parley devices`.',
    },
  },
  SECOND_FACTOR_FILE_MISSING: {
    exit: EXIT.failed,
    en: {
      what: 'No second factor is kept in {path}.',
      todo: 'The codes are where it was set up, in your authenticator app.',
    },
    fr: {
      what: 'Aucun second facteur n’est gardé dans {path}.',
      todo: 'Les codes sont là où il a été configuré, dans votre application d’authentification.',
    },
  },
  SECOND_FACTOR_FILE_WRONG: {
    exit: EXIT.failed,
    en: {
      what: '{path} does not hold a second factor.',
      todo: 'Its first line has to be an otpauth:// link, as Parley or an authenticator app wrote it.',
    },
    fr: {
      what: '{path} ne contient pas de second facteur.',
      todo: 'Sa première ligne doit être un lien otpauth://, tel que Parley ou une application l’a écrit.',
    },
  },
})
