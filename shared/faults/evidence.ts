// Faults of evidence: exported conversations that are checked offline.
import { defineFaults, EXIT } from './define.ts'

export const evidenceFaults = defineFaults({
  EVIDENCE_MALFORMED: {
    exit: EXIT.untrusted,
    en: {
      what: 'Line {line} of the evidence cannot be read ({reason}).',
      todo: 'Ask for the file again: this one was altered, or is no evidence file of Parley.',
    },
    fr: {
      what: 'La ligne {line} de la preuve est illisible ({reason}).',
      todo: 'Redemandez le fichier : celui-ci a été modifié, ou n’est pas une preuve de Parley.',
    },
  },
  EVIDENCE_CONVERSATION: {
    exit: EXIT.untrusted,
    en: {
      what: 'The people named in the evidence are not those of its conversation.',
      todo: 'Do not rely on it.',
    },
    fr: {
      what: 'Les personnes nommées dans la preuve ne sont pas celles de sa conversation.',
      todo: 'Ne vous y fiez pas.',
    },
  },
  EVIDENCE_ALTERED: {
    exit: EXIT.untrusted,
    en: {
      what: 'Message {seq} of device {device} was altered ({reason}).',
      todo: 'Do not rely on it. The file of another participant may have the real one.',
    },
    fr: {
      what: 'Le message {seq} de l’appareil {device} a été modifié ({reason}).',
      todo: 'Ne vous y fiez pas. Le fichier d’un autre participant peut contenir le vrai.',
    },
  },
  EVIDENCE_MISSING: {
    exit: EXIT.untrusted,
    en: {
      what: 'Message {seq} of device {device} is missing, or not in its place.',
      todo: 'Do not rely on it. The file of another participant may have it.',
    },
    fr: {
      what: 'Le message {seq} de l’appareil {device} manque, ou n’est pas à sa place.',
      todo: 'Ne vous y fiez pas. Le fichier d’un autre participant peut le contenir.',
    },
  },
  EVIDENCE_UNSIGNED: {
    exit: EXIT.untrusted,
    en: {
      what: 'Nobody signed message {seq} of device {device} and what follows it.',
      todo: 'Do not rely on it: messages at the end were cut off or added.',
    },
    fr: {
      what: 'Personne n’a signé le message {seq} de l’appareil {device} ni la suite.',
      todo: 'Ne vous y fiez pas : des messages ont été coupés ou ajoutés à la fin.',
    },
  },
  EVIDENCE_UNPROVEN: {
    exit: EXIT.untrusted,
    en: {
      what: 'Message {seq} of device {device} is not proved ({reason}).',
      todo: 'Do not rely on it.',
    },
    fr: {
      what: 'Le message {seq} de l’appareil {device} n’est pas prouvé ({reason}).',
      todo: 'Ne vous y fiez pas.',
    },
  },
  EVIDENCE_REVOKED: {
    exit: EXIT.untrusted,
    en: {
      what: 'The certificate of {login} had been revoked on {date} ({reason}), before this was written.',
      todo: 'Do not rely on what it signed from then on.',
    },
    fr: {
      what: 'Le certificat de {login} avait été révoqué le {date} ({reason}), avant ce message.',
      todo: 'Ne vous fiez pas à ce qu’il a signé depuis.',
    },
  },
  EVIDENCE_PAPER: {
    exit: EXIT.untrusted,
    en: {
      what: 'A certificate or revocation list on line {line} of the evidence does not hold ({reason}).',
      todo: 'Check that --root is the realm’s root certificate. If it is, do not rely on the evidence.',
    },
    fr: {
      what: 'Un certificat ou une liste de révocation à la ligne {line} de la preuve ne tient pas ({reason}).',
      todo: 'Vérifiez que --root est le certificat racine du domaine. Si oui, ne vous fiez pas à la preuve.',
    },
  },
  EVIDENCE_CUT: {
    exit: EXIT.untrusted,
    en: {
      what: 'The evidence is not whole: {reason}.',
      todo: 'Ask for the file again.',
    },
    fr: { what: 'La preuve n’est pas entière : {reason}.', todo: 'Redemandez le fichier.' },
  },
})
