// Faults of peace: whom one does not want to hear, what is reported, what is hidden, who sends too much.
import { defineFaults, EXIT } from './define.ts'

export const peaceFaults = defineFaults({
  BLOCK_SELF: {
    exit: EXIT.usage,
    en: { what: 'You cannot block yourself.', todo: 'Name the person you do not want to hear.' },
    fr: {
      what: 'Vous ne pouvez pas vous bloquer vous-même.',
      todo: 'Nommez la personne que vous ne voulez plus entendre.',
    },
  },
  CHOICES_TOO_MANY: {
    exit: EXIT.refused,
    en: {
      what: 'No more than {limit} people or conversations can be blocked or muted.',
      todo: 'See `parley blocked`, and take some off the list.',
    },
    fr: {
      what: 'On ne peut pas bloquer ou rendre muets plus de {limit} personnes ou conversations.',
      todo: 'Voyez `parley blocked`, et retirez-en quelques-uns de la liste.',
    },
  },
  MUTE_PAST: {
    exit: EXIT.usage,
    en: { what: 'That time is over already.', todo: 'Take a time to come, like `for 8h`.' },
    fr: { what: 'Ce moment est déjà passé.', todo: 'Prenez un moment à venir, comme `for 8h`.' },
  },
  REASON_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'That reason cannot be kept.',
      todo: 'Give it on one line, at most {limit} bytes.',
    },
    fr: {
      what: 'Cette raison ne peut pas être gardée.',
      todo: 'Donnez-la sur une ligne, {limit} octets au plus.',
    },
  },
  REPORT_OWN: {
    exit: EXIT.usage,
    en: {
      what: 'Message {id} is your own.',
      todo: 'Delete it with `parley delete {id}` if it is not to stay.',
    },
    fr: {
      what: 'Le message {id} est de vous.',
      todo: 'Supprimez-le avec `parley delete {id}` s’il ne doit pas rester.',
    },
  },
  REPORT_NO_MODERATOR: {
    exit: EXIT.failed,
    en: {
      what: 'No moderator of this realm is known here who could take the report.',
      todo: 'Connect to the network once and try again, or tell an administrator by another way.',
    },
    fr: {
      what: 'Aucun modérateur de ce domaine n’est connu ici pour recevoir le signalement.',
      todo: 'Connectez-vous une fois au réseau et réessayez, ou prévenez un administrateur autrement.',
    },
  },
  REPORTS_NOT_MODERATOR: {
    exit: EXIT.refused,
    en: {
      what: 'Reports go to moderators and administrators; your role is {role}.',
      todo: 'An administrator gives roles with `parley ca role`.',
    },
    fr: {
      what: 'Les signalements vont aux modérateurs et administrateurs ; votre rôle est {role}.',
      todo: 'Un administrateur donne les rôles avec `parley ca role`.',
    },
  },
  HIDE_FORBIDDEN: {
    exit: EXIT.refused,
    en: {
      what: 'You may not hide messages in {target}.',
      todo: 'Moderators and administrators may in rooms, owners and admins in their group. You can block the author, or report the message.',
    },
    fr: {
      what: 'Vous ne pouvez pas cacher de messages dans {target}.',
      todo: 'Les modérateurs et administrateurs le peuvent dans les salons, les propriétaires et admins dans leur groupe. Vous pouvez bloquer l’auteur, ou signaler le message.',
    },
  },
  DEVICE_UNHEARD: {
    exit: EXIT.refused,
    en: {
      what: '{login} has used more than {limit} devices; a further one is not taken in.',
      todo: 'They revoke devices they no longer use; an administrator looks why there were so many.',
    },
    fr: {
      what: '{login} a utilisé plus de {limit} appareils ; un de plus n’est pas accepté.',
      todo: 'La personne révoque les appareils inutilisés ; un administrateur vérifie pourquoi il y en a eu autant.',
    },
  },
})
