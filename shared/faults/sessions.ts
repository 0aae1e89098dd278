// Faults of connections between peers and of the directory. Logged codes of refused connections are among them.
import { defineFaults, EXIT } from './define.ts'

export const sessionFaults = defineFaults({
  SESSION_PROTOCOL_UNKNOWN: {
    exit: EXIT.untrusted,
    en: {
      what: '{address} does not speak Parley’s protocol.',
      todo: 'Check the address, and that both sides run a Parley of the same generation.',
    },
    fr: {
      what: '{address} ne parle pas le protocole de Parley.',
      todo: 'Vérifiez l’adresse, et que les deux côtés utilisent la même génération de Parley.',
    },
  },
  SESSION_NOISE_FAILED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The encrypted channel with {address} could not be made.',
      todo: 'That machine belongs to another realm, or something between you alters the traffic.',
    },
    fr: {
      what: 'Le canal chiffré avec {address} n’a pas pu être établi.',
      todo: 'Cette machine appartient à un autre domaine, ou quelque chose altère le trafic entre vous.',
    },
  },
  SESSION_HELLO_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'What {address} says to introduce itself cannot be read.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'La présentation de {address} est illisible.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  SESSION_FRAME_TOO_LARGE: {
    exit: EXIT.untrusted,
    en: {
      what: '{address} sent more than is allowed ({size} bytes; at most {limit}).',
      todo: 'The connection was closed; nothing was taken from it.',
    },
    fr: {
      what: '{address} a envoyé plus que permis ({size} octets ; {limit} au plus).',
      todo: 'La connexion a été fermée ; rien n’en a été retenu.',
    },
  },
  SESSION_TIMEOUT: {
    exit: EXIT.unreachable,
    en: {
      what: '{address} did not prove who it is within {seconds} seconds.',
      todo: 'Try again; if it happens again, look at the network between you.',
    },
    fr: {
      what: '{address} n’a pas prouvé son identité en {seconds} secondes.',
      todo: 'Réessayez ; si cela se répète, examinez le réseau entre vous.',
    },
  },
  SESSION_TRUNCATED: {
    exit: EXIT.unreachable,
    en: {
      what: '{address} closed the connection before both sides had proved who they are.',
      todo: 'Try again; if it happens again, look at the log of the other side.',
    },
    fr: {
      what: '{address} a fermé la connexion avant que les deux côtés aient prouvé leur identité.',
      todo: 'Réessayez ; si cela se répète, consultez le journal de l’autre côté.',
    },
  },
  SESSION_LIMIT: {
    exit: EXIT.unreachable,
    en: {
      what: '{address} was turned away: too many connections at once.',
      todo: 'Try again in a moment.',
    },
    fr: {
      what: '{address} a été écarté : trop de connexions à la fois.',
      todo: 'Réessayez dans un instant.',
    },
  },
  SESSION_SELF: {
    exit: EXIT.usage,
    en: { what: '{address} is this device itself.', todo: 'Give the address of another device.' },
    fr: { what: '{address} est cet appareil lui-même.', todo: 'Donnez l’adresse d’un autre appareil.' },
  },
  SESSION_REFUSED: {
    exit: EXIT.refused,
    en: {
      what: '{address} refused this device: {code}.',
      todo: 'Run `parley doctor`; your certificate may need renewing, or was revoked.',
    },
    fr: {
      what: '{address} a refusé cet appareil : {code}.',
      todo: 'Lancez `parley doctor` ; votre certificat est peut-être à renouveler, ou a été révoqué.',
    },
  },
  SESSION_CLOSED: {
    exit: EXIT.unreachable,
    en: { what: 'The connection with {peer} is closed.', todo: 'Parley connects again by itself.' },
    fr: { what: 'La connexion avec {peer} est fermée.', todo: 'Parley se reconnecte de lui-même.' },
  },
  SESSION_DUPLICATE: {
    exit: EXIT.done,
    en: { what: 'A second connection with {peer} was closed.', todo: 'Nothing; the first one stays.' },
    fr: { what: 'Une deuxième connexion avec {peer} a été fermée.', todo: 'Rien ; la première demeure.' },
  },
  PEER_UNREACHABLE: {
    exit: EXIT.unreachable,
    en: {
      what: '{peer} cannot be reached.',
      todo: 'Check that the other device is on and on the same network, or give its address.',
    },
    fr: {
      what: '{peer} est injoignable.',
      todo: 'Vérifiez que l’autre appareil est allumé et sur le même réseau, ou donnez son adresse.',
    },
  },
  LISTEN_FAILED: {
    exit: EXIT.failed,
    en: {
      what: 'Parley cannot listen on {address} ({reason}).',
      todo: 'Choose an address of this machine and a port from 1024 on.',
    },
    fr: {
      what: 'Parley ne peut pas écouter sur {address} ({reason}).',
      todo: 'Choisissez une adresse de cette machine et un port à partir de 1024.',
    },
  },
  ADDRESS_MALFORMED: {
    exit: EXIT.usage,
    en: {
      what: '"{address}" is not an address Parley can use.',
      todo: 'Write it like /ip4/192.168.1.20/tcp/8445, with or without /p2p/ and the peer ID.',
    },
    fr: {
      what: '« {address} » n’est pas une adresse utilisable par Parley.',
      todo: 'Écrivez-la ainsi : /ip4/192.168.1.20/tcp/8445, avec ou sans /p2p/ et l’identifiant du pair.',
    },
  },
  PERSON_UNKNOWN: {
    exit: EXIT.failed,
    en: { what: 'Nobody is known as "{login}".', todo: 'See `parley who --all`.' },
    fr: { what: 'Personne n’est connu sous le nom « {login} ».', todo: 'Voir `parley who --all`.' },
  },
  DIRECTORY_UNREACHABLE: {
    exit: EXIT.unreachable,
    en: {
      what: 'The directory cannot be reached.',
      todo: 'People already known stay reachable; try again when the authority is back.',
    },
    fr: {
      what: 'L’annuaire est injoignable.',
      todo: 'Les personnes déjà connues restent joignables ; réessayez quand l’autorité sera revenue.',
    },
  },
  DIRECTORY_UNTRUSTED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The directory’s answer about "{login}" is not backed by a certificate ({code}).',
      todo: 'Nothing of it was used. Tell the administrator.',
    },
    fr: {
      what: 'La réponse de l’annuaire sur « {login} » n’est appuyée par aucun certificat ({code}).',
      todo: 'Rien n’en a été utilisé. Prévenez l’administrateur.',
    },
  },
  DIRECTORY_MALFORMED: {
    exit: EXIT.failed,
    en: {
      what: 'A directory message cannot be read: {reason}.',
      todo: 'Check that both sides run a Parley of the same generation.',
    },
    fr: {
      what: 'Un message de l’annuaire est illisible : {reason}.',
      todo: 'Vérifiez que les deux côtés utilisent la même génération de Parley.',
    },
  },
  DIRECTORY_BUSY: {
    exit: EXIT.unreachable,
    en: { what: 'The directory has too much to do.', todo: 'Try again in a moment.' },
    fr: { what: 'L’annuaire est surchargé.', todo: 'Réessayez dans un instant.' },
  },
})
