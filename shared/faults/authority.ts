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
  LOGIN_RESERVED: {
    exit: EXIT.refused,
    en: {
      what: 'The login "{login}" is reserved.',
      todo: 'Choose another one: nobody may speak as the realm itself.',
    },
    fr: {
      what: 'L’identifiant « {login} » est réservé.',
      todo: 'Choisissez-en un autre : personne ne peut parler au nom du domaine lui-même.',
    },
  },
  LOGIN_TAKEN: {
    exit: EXIT.refused,
    en: { what: 'The login "{login}" is taken.', todo: 'Choose another one.' },
    fr: { what: 'L’identifiant « {login} » est déjà pris.', todo: 'Choisissez-en un autre.' },
  },
  LOGIN_CONFUSABLE: {
    exit: EXIT.refused,
    en: {
      what: 'The login "{login}" looks like one that is taken.',
      todo: 'Choose one that nobody can mistake for another.',
    },
    fr: {
      what: 'L’identifiant « {login} » ressemble à un identifiant déjà pris.',
      todo: 'Choisissez-en un que personne ne puisse confondre avec un autre.',
    },
  },
  FIRST_NAME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'The first name cannot be taken.',
      todo: 'Use 1 to 64 letters, spaces, dashes and apostrophes, without control characters.',
    },
    fr: {
      what: 'Le prénom ne peut pas être accepté.',
      todo: 'Prenez 1 à 64 lettres, espaces, traits d’union et apostrophes, sans caractère de contrôle.',
    },
  },
  LAST_NAME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'The last name cannot be taken.',
      todo: 'Use 1 to 64 letters, spaces, dashes and apostrophes, without control characters.',
    },
    fr: {
      what: 'Le nom ne peut pas être accepté.',
      todo: 'Prenez 1 à 64 lettres, espaces, traits d’union et apostrophes, sans caractère de contrôle.',
    },
  },
  DEVICE_NAME_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'The name of the device cannot be taken.',
      todo: 'Use 1 to 64 visible characters with at least one letter or digit.',
    },
    fr: {
      what: 'Le nom de l’appareil ne peut pas être accepté.',
      todo: 'Prenez 1 à 64 caractères visibles, dont au moins une lettre ou un chiffre.',
    },
  },
  EMAIL_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not an e-mail address.', todo: 'Write it as name@example.org.' },
    fr: {
      what: '« {value} » n’est pas une adresse électronique.',
      todo: 'Écrivez-la sous la forme nom@exemple.fr.',
    },
  },
  CARD_NUMBER_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" cannot be a card number.',
      todo: 'Use 4 to 32 letters without accent and digits; spaces are ignored, single dashes allowed.',
    },
    fr: {
      what: '« {value} » ne peut pas être un numéro de carte.',
      todo: 'Prenez 4 à 32 lettres sans accent et chiffres ; les espaces sont ignorées, les tirets isolés permis.',
    },
  },
  CARD_NUMBER_TAKEN: {
    exit: EXIT.refused,
    en: {
      what: 'This card number belongs to somebody already.',
      todo: 'Check the number; if it is yours, ask an administrator.',
    },
    fr: {
      what: 'Ce numéro de carte appartient déjà à quelqu’un.',
      todo: 'Vérifiez le numéro ; si c’est bien le vôtre, adressez-vous à un administrateur.',
    },
  },
  FIELD_REQUIRED: {
    exit: EXIT.refused,
    en: { what: 'This realm asks for {field}.', todo: 'Give it with its option; see `parley join --help`.' },
    fr: {
      what: 'Ce domaine demande {field}.',
      todo: 'Donnez-le avec son option ; voir `parley join --help`.',
    },
  },
  PASSWORD_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: 'The password has control characters or is not text.',
      todo: 'Type it again without tabs or line breaks.',
    },
    fr: {
      what: 'Le mot de passe contient des caractères de contrôle ou n’est pas du texte.',
      todo: 'Retapez-le sans tabulation ni saut de ligne.',
    },
  },
  PASSWORD_TOO_SHORT: {
    exit: EXIT.refused,
    en: { what: 'The password is too short.', todo: 'Use at least {min} characters; a few words are fine.' },
    fr: {
      what: 'Le mot de passe est trop court.',
      todo: 'Prenez au moins {min} caractères ; quelques mots conviennent.',
    },
  },
  PASSWORD_TOO_LONG: {
    exit: EXIT.refused,
    en: { what: 'The password is too long.', todo: 'Use at most {max} characters.' },
    fr: { what: 'Le mot de passe est trop long.', todo: 'Prenez au plus {max} caractères.' },
  },
  PASSWORD_TOO_COMMON: {
    exit: EXIT.refused,
    en: {
      what: 'The password is among the first that anybody would try.',
      todo: 'Choose one that others do not use; a few words you pick at random are fine.',
    },
    fr: {
      what: 'Ce mot de passe est l’un des premiers que l’on essaierait.',
      todo: 'Prenez-en un que d’autres n’utilisent pas ; quelques mots pris au hasard conviennent.',
    },
  },
  PASSWORD_CONTAINS_NAME: {
    exit: EXIT.refused,
    en: {
      what: 'The password contains your login, your name or the realm’s name.',
      todo: 'Choose one without them.',
    },
    fr: {
      what: 'Le mot de passe contient votre identifiant, votre nom ou celui du domaine.',
      todo: 'Prenez-en un qui ne les contient pas.',
    },
  },
  PASSWORD_WRONG: {
    exit: EXIT.refused,
    en: {
      what: 'Login and password do not belong together.',
      todo: 'Try again; after too many attempts you will have to wait.',
    },
    fr: {
      what: 'L’identifiant et le mot de passe ne vont pas ensemble.',
      todo: 'Réessayez ; après trop d’essais il faudra attendre.',
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
  HOST_PORT_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" is not an address with a port.',
      todo: 'Write HOST:PORT, an IPv6 host in brackets.',
    },
    fr: {
      what: '« {value} » n’est pas une adresse suivie d’un port.',
      todo: 'Écrivez HÔTE:PORT, un hôte IPv6 entre crochets.',
    },
  },
  AUTHORITY_OUT_OF_ORDER: {
    exit: EXIT.failed,
    en: {
      what: 'The authority can neither keep nor find its data just now.',
      todo: 'Tell an administrator of the realm, and try again later.',
    },
    fr: {
      what: 'L’autorité ne peut ni enregistrer ni retrouver ses données pour l’instant.',
      todo: 'Prévenez un administrateur du domaine et réessayez plus tard.',
    },
  },
  VALIDITY_OUT_OF_RANGE: {
    exit: EXIT.usage,
    en: { what: 'Certificates cannot be valid for {value}.', todo: 'Choose between 10m and 90d.' },
    fr: {
      what: 'Des certificats ne peuvent pas être valables {value}.',
      todo: 'Choisissez entre 10m et 90d.',
    },
  },
  INVITATION_MALFORMED: {
    exit: EXIT.usage,
    en: { what: 'This is not a whole invitation.', todo: 'Copy the link again, whole and between quotes.' },
    fr: {
      what: 'Ce n’est pas une invitation entière.',
      todo: 'Recopiez le lien en entier, entre guillemets.',
    },
  },
  INVITATION_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'The authority does not know this invitation.', todo: 'Ask for a new one.' },
    fr: { what: 'L’autorité ne connaît pas cette invitation.', todo: 'Demandez-en une nouvelle.' },
  },
  INVITATION_EXPIRED: {
    exit: EXIT.refused,
    en: { what: 'This invitation has expired.', todo: 'Ask for a new one.' },
    fr: { what: 'Cette invitation a expiré.', todo: 'Demandez-en une nouvelle.' },
  },
  RIGHT_MISSING: {
    exit: EXIT.refused,
    en: {
      what: 'Your role does not have the right to do this ({right}).',
      todo: 'Ask an administrator of the realm.',
    },
    fr: {
      what: 'Votre rôle n’a pas le droit de faire cela ({right}).',
      todo: 'Demandez à un administrateur du domaine.',
    },
  },
  INVITATION_USED: {
    exit: EXIT.refused,
    en: { what: 'This invitation has been used already.', todo: 'Ask for a new one.' },
    fr: { what: 'Cette invitation a déjà servi.', todo: 'Demandez-en une nouvelle.' },
  },
  INVITATION_FOR_OTHER: {
    exit: EXIT.refused,
    en: {
      what: 'This invitation was made for another login.',
      todo: 'Use the login it was made for, or ask for your own.',
    },
    fr: {
      what: 'Cette invitation a été faite pour un autre identifiant.',
      todo: 'Utilisez l’identifiant prévu, ou demandez la vôtre.',
    },
  },
  DEVICE_TAKEN: {
    exit: EXIT.refused,
    en: {
      what: 'This device key is enrolled already.',
      todo: 'Make a new key: begin again with an empty data folder.',
    },
    fr: {
      what: 'La clé de cet appareil est déjà enregistrée.',
      todo: 'Créez une nouvelle clé : recommencez avec un dossier de données vide.',
    },
  },
  DEVICE_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'The authority does not know this device.', todo: 'Join the realm with an invitation.' },
    fr: {
      what: 'L’autorité ne connaît pas cet appareil.',
      todo: 'Rejoignez le domaine avec une invitation.',
    },
  },
  DEVICE_REVOKED: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate of this device was revoked.',
      todo: 'Ask an administrator; a new device key is needed.',
    },
    fr: {
      what: 'Le certificat de cet appareil a été révoqué.',
      todo: 'Adressez-vous à un administrateur ; il faut une nouvelle clé.',
    },
  },
  USER_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'There is no user "{login}".', todo: 'See `parley ca users`.' },
    fr: { what: 'Il n’y a pas d’utilisateur « {login} ».', todo: 'Voir `parley ca users`.' },
  },
  USER_SUSPENDED: {
    exit: EXIT.refused,
    en: { what: '"{login}" is suspended.', todo: 'Ask an administrator.' },
    fr: { what: '« {login} » est suspendu.', todo: 'Adressez-vous à un administrateur.' },
  },
  RENEWAL_TOO_LATE: {
    exit: EXIT.refused,
    en: {
      what: 'The certificate of this device expired too long ago to be renewed.',
      todo: 'Join again with an invitation.',
    },
    fr: {
      what: 'Le certificat de cet appareil a expiré depuis trop longtemps pour être renouvelé.',
      todo: 'Rejoignez de nouveau le domaine avec une invitation.',
    },
  },
  CERTIFICATE_UNKNOWN: {
    exit: EXIT.refused,
    en: { what: 'No certificate matches {which}.', todo: 'See `parley ca certs`.' },
    fr: { what: 'Aucun certificat ne correspond à {which}.', todo: 'Voir `parley ca certs`.' },
  },
  OPTION_MISSING: {
    exit: EXIT.usage,
    en: { what: '{option} is missing.', todo: 'Add it; see --help.' },
    fr: { what: 'Il manque {option}.', todo: 'Ajoutez-la ; voir --help.' },
  },
  REVOKE_WHAT: {
    exit: EXIT.usage,
    en: {
      what: 'It is not clear what to revoke.',
      todo: 'Give exactly one of --serial, --login and --device.',
    },
    fr: {
      what: 'On ne sait pas quoi révoquer.',
      todo: 'Donnez exactement l’un de --serial, --login et --device.',
    },
  },
  AUTHORITY_OWN_CERTIFICATE: {
    exit: EXIT.refused,
    en: {
      what: 'This certificate is the authority’s own.',
      todo: 'It cannot be revoked while the authority uses it; stop and re-make the realm’s keys instead.',
    },
    fr: {
      what: 'Ce certificat est celui de l’autorité elle-même.',
      todo: 'On ne peut pas le révoquer tant qu’elle s’en sert ; arrêtez-la et refaites d’abord ses clés.',
    },
  },
  ROOT_KEY_OFFLINE: {
    exit: EXIT.refused,
    en: {
      what: 'The root’s key is not on this machine.',
      todo: 'Use the file that `parley ca init --root-out` wrote.',
    },
    fr: {
      what: 'La clé de la racine n’est pas sur cette machine.',
      todo: 'Servez-vous du fichier écrit par `parley ca init --root-out`.',
    },
  },
  REQUEST_MALFORMED: {
    exit: EXIT.failed,
    en: {
      what: 'The request is not as agreed: {field}.',
      todo: 'Use the same version of Parley on both sides.',
    },
    fr: {
      what: 'La requête n’est pas conforme : {field}.',
      todo: 'Utilisez la même version de Parley des deux côtés.',
    },
  },
  REQUEST_NOT_UTF8: {
    exit: EXIT.failed,
    en: { what: 'The request is not UTF-8 text.', todo: 'Send JSON in UTF-8.' },
    fr: { what: 'La requête n’est pas du texte UTF-8.', todo: 'Envoyez du JSON en UTF-8.' },
  },
  REQUEST_TOO_LARGE: {
    exit: EXIT.failed,
    en: { what: 'The request is too large.', todo: 'Send at most {limit} bytes.' },
    fr: { what: 'La requête est trop grande.', todo: 'Envoyez au plus {limit} octets.' },
  },
  REQUEST_TOO_SLOW: {
    exit: EXIT.failed,
    en: { what: 'The request did not arrive in time.', todo: 'Try again on a better connection.' },
    fr: { what: 'La requête n’est pas arrivée à temps.', todo: 'Réessayez avec une meilleure connexion.' },
  },
  HTTPS_ONLY: {
    exit: EXIT.refused,
    en: { what: 'This is answered over HTTPS only.', todo: 'Use https:// with the same address.' },
    fr: { what: 'La réponse n’est donnée qu’en HTTPS.', todo: 'Utilisez https:// avec la même adresse.' },
  },
  PATH_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'There is nothing at this address.', todo: 'Check the address.' },
    fr: { what: 'Il n’y a rien à cette adresse.', todo: 'Vérifiez l’adresse.' },
  },
  METHOD_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'This address does not take {method}.', todo: 'Check the request.' },
    fr: { what: 'Cette adresse n’accepte pas {method}.', todo: 'Vérifiez la requête.' },
  },
  RATE_LIMITED: {
    exit: EXIT.refused,
    en: { what: 'Too many requests came from here.', todo: 'Wait a minute and try again.' },
    fr: { what: 'Trop de requêtes sont venues d’ici.', todo: 'Attendez une minute et réessayez.' },
  },
  AUTHORITY_BUSY: {
    exit: EXIT.unreachable,
    en: { what: 'The authority has too much to do just now.', todo: 'Try again in a minute.' },
    fr: { what: 'L’autorité a trop à faire en ce moment.', todo: 'Réessayez dans une minute.' },
  },
  ASKER_GONE: {
    exit: EXIT.failed,
    en: {
      what: 'Whoever asked went away before their turn came.',
      todo: 'Nothing was done. Ask again, and wait for the answer.',
    },
    fr: {
      what: 'Le demandeur est parti avant que vienne son tour.',
      todo: 'Rien n’a été fait. Redemandez, et attendez la réponse.',
    },
  },
  AUTHORITY_STOPPED: {
    exit: EXIT.unreachable,
    en: { what: 'The authority is stopping.', todo: 'Try again when it runs.' },
    fr: { what: 'L’autorité s’arrête.', todo: 'Réessayez quand elle sera de nouveau en marche.' },
  },
  ALREADY_ENROLLED: {
    exit: EXIT.refused,
    en: {
      what: 'This device is already enrolled as "{login}" in {realm}.',
      todo: 'Use it as it is, or join with another --data folder.',
    },
    fr: {
      what: 'Cet appareil est déjà enregistré comme « {login} » dans {realm}.',
      todo: 'Utilisez-le tel quel, ou prenez un autre dossier --data.',
    },
  },
  ROOT_MISMATCH: {
    exit: EXIT.untrusted,
    en: {
      what: 'What answers at {address} is not the authority of this invitation: its root is another one.',
      todo: 'Do not go on. Check the invitation with the person who gave it to you.',
    },
    fr: {
      what: 'Ce qui répond à {address} n’est pas l’autorité de cette invitation : sa racine est une autre.',
      todo: 'N’allez pas plus loin. Vérifiez l’invitation avec la personne qui vous l’a donnée.',
    },
  },
  AUTHORITY_UNTRUSTED: {
    exit: EXIT.untrusted,
    en: {
      what: '{address} could not prove that it is the authority: {reason}.',
      todo: 'Do not go on; tell an administrator of the realm.',
    },
    fr: {
      what: '{address} n’a pas pu prouver qu’elle est l’autorité : {reason}.',
      todo: 'N’allez pas plus loin ; prévenez un administrateur du domaine.',
    },
  },
  AUTHORITY_UNREACHABLE: {
    exit: EXIT.unreachable,
    en: {
      what: 'The authority does not answer at {address}.',
      todo: 'Check that this machine is on the right network and that the authority runs.',
    },
    fr: {
      what: 'L’autorité ne répond pas à {address}.',
      todo: 'Vérifiez que cette machine est sur le bon réseau et que l’autorité est en marche.',
    },
  },
  AUTHORITY_ANSWER_WRONG: {
    exit: EXIT.untrusted,
    en: {
      what: 'The answer of the authority at {address} is not as agreed.',
      todo: 'Use the same version of Parley on both sides; nothing was kept.',
    },
    fr: {
      what: 'La réponse de l’autorité à {address} n’est pas conforme.',
      todo: 'Utilisez la même version de Parley des deux côtés ; rien n’a été gardé.',
    },
  },
  AUTHORITY_REFUSED: {
    exit: EXIT.refused,
    en: { what: 'The authority refused: {title} [{refusal}].', todo: 'Ask an administrator of the realm.' },
    fr: {
      what: 'L’autorité a refusé : {title} [{refusal}].',
      todo: 'Adressez-vous à un administrateur du domaine.',
    },
  },
  DATA_TOO_NEW: {
    exit: EXIT.failed,
    en: {
      what: '{path} was written by a newer Parley.',
      todo: 'Use that newer version; nothing was changed.',
    },
    fr: {
      what: '{path} a été écrit par une version plus récente de Parley.',
      todo: 'Utilisez cette version ; rien n’a été modifié.',
    },
  },
  REALM_CLOCK_WRONG: {
    exit: EXIT.failed,
    en: {
      what: 'This machine’s clock says {here}, but the realm’s authority is valid from {from} to {until}.',
      todo: 'Set the clock and try again.',
    },
    fr: {
      what: 'L’horloge de cette machine indique {here}, mais l’autorité du domaine est valable du {from} au {until}.',
      todo: 'Mettez l’horloge à l’heure et réessayez.',
    },
  },
  CLOCK_WRONG: {
    exit: EXIT.failed,
    en: {
      what: 'This machine’s clock says {here}, the authority’s says {there}.',
      todo: 'Set the clock that is wrong and try again.',
    },
    fr: {
      what: 'L’horloge de cette machine indique {here}, celle de l’autorité {there}.',
      todo: 'Mettez à l’heure celle qui se trompe et réessayez.',
    },
  },
})
