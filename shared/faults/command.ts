// Faults of the command line, of the local API and of programs as a whole.
import { defineFaults, EXIT } from './define.ts'

export const commandFaults = defineFaults({
  USAGE: {
    exit: EXIT.usage,
    en: { what: '{reason}', todo: 'See `{command} --help`.' },
    fr: { what: '{reason}', todo: 'Voir `{command} --help`.' },
  },
  VALUE_EMPTY: {
    exit: EXIT.usage,
    en: { what: '{name} is empty.', todo: 'Give a value.' },
    fr: { what: '{name} est vide.', todo: 'Donnez une valeur.' },
  },
  VALUE_TOO_LONG: {
    exit: EXIT.usage,
    en: { what: '{name} has more than {limit} bytes.', todo: 'Give a shorter one.' },
    fr: { what: '{name} dépasse {limit} octets.', todo: 'Donnez une valeur plus courte.' },
  },
  VALUE_INVALID: {
    exit: EXIT.usage,
    en: { what: '{name} cannot be "{value}".', todo: 'Expected: {expected}.' },
    fr: { what: '{name} ne peut pas être « {value} ».', todo: 'Attendu : {expected}.' },
  },
  NUMBER_OUT_OF_RANGE: {
    exit: EXIT.usage,
    en: { what: '{name} cannot be "{value}".', todo: 'Give a whole number from {min} to {max}.' },
    fr: {
      what: '{name} ne peut pas être « {value} ».',
      todo: 'Donnez un nombre entier de {min} à {max}.',
    },
  },
  SECRET_NOT_GIVEN: {
    exit: EXIT.usage,
    en: {
      what: 'A secret is needed and nobody can be asked: there is no terminal.',
      todo: 'Give it with {option} FILE (- for standard input).',
    },
    fr: {
      what: 'Un secret est nécessaire et personne ne peut répondre : il n’y a pas de terminal.',
      todo: 'Donnez-le avec {option} FICHIER (- pour l’entrée standard).',
    },
  },
  SECRET_EMPTY: {
    exit: EXIT.usage,
    en: { what: 'The secret read from {source} is empty.', todo: 'Give one of at least a few words.' },
    fr: { what: 'Le secret lu depuis {source} est vide.', todo: 'Donnez-en un d’au moins quelques mots.' },
  },
  SECRET_TOO_LONG: {
    exit: EXIT.usage,
    en: {
      what: 'The secret read from {source} has more than {limit} bytes.',
      todo: 'Check that it is the right file.',
    },
    fr: {
      what: 'Le secret lu depuis {source} dépasse {limit} octets.',
      todo: 'Vérifiez que c’est le bon fichier.',
    },
  },
  INTERRUPTED: {
    exit: EXIT.failed,
    en: { what: 'Interrupted.', todo: 'Nothing more was done.' },
    fr: { what: 'Interrompu.', todo: 'Rien de plus n’a été fait.' },
  },
  INTERNAL: {
    exit: EXIT.failed,
    en: {
      what: 'Parley met a fault of its own: {reason}.',
      todo: 'Look at the log in the data folder and report it.',
    },
    fr: {
      what: 'Parley a rencontré un défaut interne : {reason}.',
      todo: 'Consultez le journal du dossier de données et signalez-le.',
    },
  },
  PORT_IN_USE: {
    exit: EXIT.failed,
    en: {
      what: 'Address {address} is already in use.',
      todo: 'Stop the other program or choose another port.',
    },
    fr: {
      what: 'L’adresse {address} est déjà utilisée.',
      todo: 'Arrêtez l’autre programme ou choisissez un autre port.',
    },
  },
  ADDRESS_UNUSABLE: {
    exit: EXIT.failed,
    en: {
      what: 'Nothing can listen on {address}: {reason}.',
      todo: 'Choose an address of this machine and a port you may use.',
    },
    fr: {
      what: 'Rien ne peut écouter sur {address} : {reason}.',
      todo: 'Choisissez une adresse de cette machine et un port autorisé.',
    },
  },
  DAEMON_NOT_RUNNING: {
    exit: EXIT.unreachable,
    en: {
      what: 'The peer of {path} is not running.',
      todo: 'Start it with `parley up` and the same --data, and leave it running.',
    },
    fr: {
      what: 'Le pair de {path} ne tourne pas.',
      todo: 'Démarrez-le avec `parley up` et le même --data, et laissez-le tourner.',
    },
  },
  DAEMON_GONE: {
    exit: EXIT.unreachable,
    en: {
      what: 'The peer of {path} stopped in the middle.',
      todo: 'Start it again with `parley up`; what was shown as stored is on its disk.',
    },
    fr: {
      what: 'Le pair de {path} s’est arrêté en cours de route.',
      todo: 'Relancez-le avec `parley up` ; ce qui était affiché comme enregistré est sur son disque.',
    },
  },
  DAEMON_SILENT: {
    exit: EXIT.unreachable,
    en: {
      what: 'The peer of {path} does not answer in time.',
      todo: 'Look at its log in the data folder; start it again if it stays silent.',
    },
    fr: {
      what: 'Le pair de {path} ne répond pas à temps.',
      todo: 'Consultez son journal dans le dossier de données ; relancez-le s’il reste muet.',
    },
  },
  DAEMON_ANSWER_MALFORMED: {
    exit: EXIT.failed,
    en: {
      what: 'The peer of {path} answered in a way this program does not know.',
      todo: 'Run the same version of Parley for both: stop it and start it again with `parley up`.',
    },
    fr: {
      what: 'Le pair de {path} a répondu d’une façon que ce programme ne connaît pas.',
      todo: 'Utilisez la même version de Parley des deux côtés : arrêtez-le et relancez-le avec `parley up`.',
    },
  },
  API_FORBIDDEN: {
    exit: EXIT.refused,
    en: {
      what: 'The local API refused the request ({reason}).',
      todo: 'Use the token in the data folder, and the address `parley up` printed.',
    },
    fr: {
      what: 'L’API locale a refusé la requête ({reason}).',
      todo: 'Utilisez le jeton du dossier de données et l’adresse affichée par `parley up`.',
    },
  },
  API_UNKNOWN: {
    exit: EXIT.usage,
    en: { what: 'The local API has no {route}.', todo: 'Check the path and the version of Parley.' },
    fr: { what: 'L’API locale n’a pas de {route}.', todo: 'Vérifiez le chemin et la version de Parley.' },
  },
  API_MALFORMED: {
    exit: EXIT.usage,
    en: { what: 'The local API did not take the request: {reason}.', todo: 'Correct the request.' },
    fr: { what: 'L’API locale n’a pas accepté la requête : {reason}.', todo: 'Corrigez la requête.' },
  },
  API_BUSY: {
    exit: EXIT.failed,
    en: {
      what: 'More than {limit} programs read the feed at once.',
      todo: 'Close one of them and try again.',
    },
    fr: {
      what: 'Plus de {limit} programmes lisent le flux en même temps.',
      todo: 'Fermez-en un et réessayez.',
    },
  },
  API_NOT_LOOPBACK: {
    exit: EXIT.usage,
    en: {
      what: 'The local API cannot listen on {host}: it is for this machine alone.',
      todo: 'Use 127.0.0.1 or [::1].',
    },
    fr: {
      what: 'L’API locale ne peut pas écouter sur {host} : elle est réservée à cette machine.',
      todo: 'Utilisez 127.0.0.1 ou [::1].',
    },
  },
  TARGET_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{value}" is nobody to talk to.',
      todo: 'Write a login with an @ in front, or a room with a #: @alice, #everyone.',
    },
    fr: {
      what: '« {value} » ne désigne personne.',
      todo: 'Écrivez un identifiant précédé d’un @, ou un salon précédé d’un # : @alice, #everyone.',
    },
  },
  TERMINAL_MISSING: {
    exit: EXIT.usage,
    en: {
      what: 'The terminal program needs a terminal.',
      todo: 'Use `parley send` and `parley read --follow` in scripts.',
    },
    fr: {
      what: 'Le programme de terminal a besoin d’un terminal.',
      todo: 'Dans un script, utilisez `parley send` et `parley read --follow`.',
    },
  },
  SLASH_UNKNOWN: {
    exit: EXIT.usage,
    en: { what: 'There is no /{name}.', todo: 'Type /help; to say it as it is, begin with //.' },
    fr: { what: 'Il n’y a pas de /{name}.', todo: 'Tapez /help ; pour le dire tel quel, commencez par //.' },
  },
  SLASH_INCOMPLETE: {
    exit: EXIT.usage,
    en: { what: 'Something is missing.', todo: 'Write: {usage}' },
    fr: { what: 'Il manque quelque chose.', todo: 'Écrivez : {usage}' },
  },
  OWN_CERTIFICATE_EXPIRED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate of this device ran out on {until} (the clock here says {now}), and others refuse it.',
      todo: 'It is renewed by itself as soon as the authority can be reached. If the clock is wrong, set it.',
    },
    fr: {
      what: 'Le certificat de cet appareil a expiré le {until} (l’horloge indique ici {now}), et les autres le refusent.',
      todo: 'Il se renouvelle seul dès que l’autorité est joignable. Si l’horloge est fausse, réglez-la.',
    },
  },
  OWN_CERTIFICATE_EARLY: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate of this device is valid only from {from} on, and the clock here says {now}.',
      todo: 'Set the clock of this machine; the rest happens by itself.',
    },
    fr: {
      what: 'Le certificat de cet appareil n’est valide qu’à partir du {from}, et l’horloge indique ici {now}.',
      todo: 'Réglez l’horloge de cette machine ; le reste se fait tout seul.',
    },
  },
  OWN_CERTIFICATE_SUSPENDED: {
    exit: EXIT.refused,
    en: {
      what: 'The authority has suspended you, and others refuse this device.',
      todo: 'Ask an administrator; once you are restored, all goes on by itself.',
    },
    fr: {
      what: 'L’autorité vous a suspendu, et les autres refusent cet appareil.',
      todo: 'Adressez-vous à un administrateur ; une fois rétabli, tout reprend tout seul.',
    },
  },
  OWN_CERTIFICATE_REVOKED: {
    exit: EXIT.refused,
    en: {
      what: 'This device was revoked, and others refuse it for good; what it has kept can still be read.',
      todo: 'If that is an error, ask an administrator for an invitation and join with a new data folder.',
    },
    fr: {
      what: 'Cet appareil a été révoqué et les autres le refusent définitivement ; son historique reste lisible.',
      todo: 'Si c’est une erreur, demandez une invitation à un administrateur et inscrivez-vous dans un nouveau dossier.',
    },
  },
  OWN_CERTIFICATE_REPLACED: {
    exit: EXIT.refused,
    en: {
      what: 'The authority has replaced the certificate of this device, which is fetching the next one.',
      todo: 'Nothing: it goes on by itself as soon as the authority can be reached.',
    },
    fr: {
      what: 'L’autorité a remplacé le certificat de cet appareil, qui va chercher le suivant.',
      todo: 'Rien : tout reprend dès que l’autorité est joignable.',
    },
  },
})
