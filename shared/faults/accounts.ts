// Faults of accounts at the authority: signing in, second factors, sessions, new passwords, the realm's policy.
import { defineFaults, EXIT } from './define.ts'

export const accountFaults = defineFaults({
  SIGN_IN_LOCKED: {
    exit: EXIT.refused,
    en: {
      what: 'Too many wrong passwords: no further try counts for {seconds} seconds.',
      todo: 'Wait, and then try again. If this was not you, ask an administrator for a link to choose a new password.',
    },
    fr: {
      what: 'Trop de mots de passe faux : aucun essai ne compte avant {seconds} secondes.',
      todo: 'Attendez, puis réessayez. Si ce n’était pas vous, demandez à un administrateur un lien pour choisir un nouveau mot de passe.',
    },
  },
  SECOND_FACTOR_NEEDED: {
    exit: EXIT.refused,
    en: {
      what: 'A code is needed beside the password.',
      todo: 'Give the six digits your authenticator app shows now, or one of your recovery codes.',
    },
    fr: {
      what: 'Il faut un code en plus du mot de passe.',
      todo: 'Donnez les six chiffres que votre application d’authentification affiche, ou l’un de vos codes de secours.',
    },
  },
  SECOND_FACTOR_WRONG: {
    exit: EXIT.refused,
    en: {
      what: 'The code is wrong.',
      todo: 'Give the one shown now. If it is refused again, set the clock of your telephone by the network.',
    },
    fr: {
      what: 'Le code est faux.',
      todo: 'Donnez celui qui est affiché maintenant. S’il est encore refusé, mettez le téléphone à l’heure du réseau.',
    },
  },
  SECOND_FACTOR_USED: {
    exit: EXIT.refused,
    en: {
      what: 'This code was used already; each counts once.',
      todo: 'Wait for the next one, at most 30 seconds. If you did not use it, somebody else knows your password: change it.',
    },
    fr: {
      what: 'Ce code a déjà servi ; chacun ne compte qu’une fois.',
      todo: 'Attendez le suivant, 30 secondes au plus. Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le.',
    },
  },
  SECOND_FACTOR_LOCKED: {
    exit: EXIT.refused,
    en: {
      what: 'Too many wrong codes: no further one counts for {seconds} seconds.',
      todo: 'Wait, and then try again. If this was not you, somebody else knows your password: change it.',
    },
    fr: {
      what: 'Trop de codes faux : aucun ne compte avant {seconds} secondes.',
      todo: 'Attendez, puis réessayez. Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le.',
    },
  },
  SECOND_FACTOR_NOT_SET: {
    exit: EXIT.refused,
    en: {
      what: '{login} has no second factor yet.',
      todo: 'Set one up with an authenticator app: run `parley second-factor --new`, or sign in to the console.',
    },
    fr: {
      what: '{login} n’a pas encore de second facteur.',
      todo: 'Configurez-en un avec une application d’authentification : lancez `parley second-factor --new`, ou ouvrez la console.',
    },
  },
  SECOND_FACTOR_NOT_BEGUN: {
    exit: EXIT.refused,
    en: {
      what: 'No second factor is being set up in this session.',
      todo: 'Begin again: a new key for the authenticator app is made.',
    },
    fr: {
      what: 'Aucun second facteur n’est en cours de configuration dans cette session.',
      todo: 'Recommencez : une nouvelle clé sera créée pour l’application d’authentification.',
    },
  },
  SECOND_FACTOR_REQUIRED: {
    exit: EXIT.refused,
    en: {
      what: 'The second factor stays: the role {role} needs one.',
      todo: 'To use another app, set it up anew; the earlier one ends then.',
    },
    fr: {
      what: 'Le second facteur reste : le rôle {role} en exige un.',
      todo: 'Pour une autre application, configurez-le de nouveau ; l’ancien prend fin alors.',
    },
  },
  PASSWORD_NEEDED: {
    exit: EXIT.refused,
    en: { what: 'The password is needed again for this.', todo: 'Give your password once more.' },
    fr: {
      what: 'Il faut redonner le mot de passe pour cela.',
      todo: 'Donnez encore une fois votre mot de passe.',
    },
  },
  PASSWORD_ELSEWHERE: {
    exit: EXIT.refused,
    en: {
      what: 'The password of {login} is not kept here, but by the organisation’s LDAP directory.',
      todo: 'Change it there.',
    },
    fr: {
      what: 'Le mot de passe de {login} n’est pas gardé ici, mais par l’annuaire LDAP de l’organisation.',
      todo: 'Changez-le là-bas.',
    },
  },
  SESSION_MISSING: {
    exit: EXIT.refused,
    en: { what: 'Nobody is signed in here.', todo: 'Sign in first.' },
    fr: { what: 'Personne n’est connecté ici.', todo: 'Connectez-vous d’abord.' },
  },
  SESSION_UNKNOWN: {
    exit: EXIT.refused,
    en: {
      what: 'The authority does not know this session, or it was ended.',
      todo: 'Sign in again.',
    },
    fr: {
      what: 'L’autorité ne connaît pas cette session, ou elle a été fermée.',
      todo: 'Connectez-vous de nouveau.',
    },
  },
  SESSION_EXPIRED: {
    exit: EXIT.refused,
    en: { what: 'The session has expired.', todo: 'Sign in again.' },
    fr: { what: 'La session a expiré.', todo: 'Connectez-vous de nouveau.' },
  },
  SESSION_LIMITED: {
    exit: EXIT.refused,
    en: {
      what: 'This session can only set up a second factor: the role {role} needs one.',
      todo: 'Set it up; if you have one already, sign in again with its code.',
    },
    fr: {
      what: 'Cette session ne permet que de configurer un second facteur : le rôle {role} en exige un.',
      todo: 'Configurez-le ; si vous en avez déjà un, reconnectez-vous avec son code.',
    },
  },
  CSRF_TOKEN_WRONG: {
    exit: EXIT.refused,
    en: {
      what: 'The request does not carry the token of its session.',
      todo: 'Load the page again. If another page sent you here, do not trust it.',
    },
    fr: {
      what: 'La requête ne porte pas le jeton de sa session.',
      todo: 'Rechargez la page. Si une autre page vous a envoyé ici, ne lui faites pas confiance.',
    },
  },
  ORIGIN_FOREIGN: {
    exit: EXIT.refused,
    en: {
      what: 'The request comes from a page of another origin.',
      todo: 'Open the authority’s own page, and do not trust the one that sent this.',
    },
    fr: {
      what: 'La requête vient d’une page d’une autre origine.',
      todo: 'Ouvrez la page de l’autorité elle-même et ne faites pas confiance à celle qui a envoyé ceci.',
    },
  },
  RESET_LINK_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'This is not a link for choosing a new password.',
      todo: 'Copy the whole link, with everything after #.',
    },
    fr: {
      what: 'Ce n’est pas un lien pour choisir un nouveau mot de passe.',
      todo: 'Copiez le lien entier, avec tout ce qui suit le #.',
    },
  },
  RESET_LINK_UNKNOWN: {
    exit: EXIT.refused,
    en: {
      what: 'The authority does not know this link: it was used, or a newer one was made.',
      todo: 'Ask an administrator for a new one.',
    },
    fr: {
      what: 'L’autorité ne connaît pas ce lien : il a servi, ou un plus récent l’a remplacé.',
      todo: 'Demandez-en un nouveau à un administrateur.',
    },
  },
  RESET_LINK_EXPIRED: {
    exit: EXIT.refused,
    en: { what: 'This link has expired.', todo: 'Ask an administrator for a new one.' },
    fr: { what: 'Ce lien a expiré.', todo: 'Demandez-en un nouveau à un administrateur.' },
  },
  PASSWORD_SAME: {
    exit: EXIT.refused,
    en: { what: 'This is the password you have already.', todo: 'Choose another one.' },
    fr: { what: 'C’est le mot de passe que vous avez déjà.', todo: 'Choisissez-en un autre.' },
  },
  POLICY_UNKNOWN: {
    exit: EXIT.usage,
    en: { what: 'The policy has nothing called "{name}".', todo: 'It has: {names}.' },
    fr: { what: 'La politique ne contient rien qui s’appelle « {name} ».', todo: 'Elle contient : {names}.' },
  },
  POLICY_VALUE_WRONG: {
    exit: EXIT.usage,
    en: {
      what: 'The policy’s "{name}" cannot have this value.',
      todo: 'See docs/ACCOUNTS.md for what each field takes.',
    },
    fr: {
      what: 'Le champ « {name} » de la politique ne peut pas prendre cette valeur.',
      todo: 'Voir docs/ACCOUNTS.md pour les valeurs admises.',
    },
  },
})
