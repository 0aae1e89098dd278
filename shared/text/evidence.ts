// Words of `parley export` and `parley verify`, for people.
import { defineWords } from './define.ts'

export const evidenceWords = defineWords({
  export: {
    en: 'write a conversation into a file that proves who said what',
    fr: 'écrire une conversation dans un fichier qui prouve qui a dit quoi',
  },
  exportTarget: {
    en: 'which conversation: @login or #room',
    fr: 'quelle conversation : @identifiant ou #salon',
  },
  outOption: { en: 'the file; it must not exist yet', fr: 'le fichier ; il ne doit pas encore exister' },
  exporting: { en: 'Writing messages', fr: 'Écriture des messages' },
  exported: {
    en: '{count} messages are in {file}. Check them with: parley verify {file} --root ROOT.pem',
    fr: '{count} messages sont dans {file}. Vérifiez-les avec : parley verify {file} --root RACINE.pem',
  },

  verify: {
    en: 'check an exported conversation, offline, against the realm’s root alone',
    fr: 'vérifier une conversation exportée, hors ligne, avec la seule racine du domaine',
  },
  fileArgument: { en: 'the exported file', fr: 'le fichier exporté' },
  rootOption: {
    en: 'the realm’s root certificate (PEM), from `parley ca root` or an administrator',
    fr: 'le certificat racine du domaine (PEM), de `parley ca root` ou d’un administrateur',
  },
  showOption: { en: 'show the messages', fr: 'afficher les messages' },
  messageOption: {
    en: 'write the parts of this message, DEVICE:NUMBER, for openssl (with --parts)',
    fr: 'écrire les éléments de ce message, APPAREIL:NUMÉRO, pour openssl (avec --parts)',
  },
  partsOption: { en: 'a new folder for them', fr: 'un nouveau dossier pour eux' },
  checking: { en: 'Checking', fr: 'Vérification' },
  genuine: {
    en: 'Genuine: {texts} messages between {people}.',
    fr: 'Authentique : {texts} messages entre {people}.',
  },
  period: { en: 'Written from {from} to {to}.', fr: 'Écrits du {from} au {to}.' },
  exportedBy: { en: 'Exported by {login} on {time}.', fr: 'Exportés par {login} le {time}.' },
  knownUntil: {
    en: 'Revocations are known up to {time}.',
    fr: 'Les révocations sont connues jusqu’au {time}.',
  },
  REVOKED_LATER: {
    en: 'Note: the certificate of {login} was revoked on {date} ({reason}). If the key was stolen, what it dated before may be the thief’s.',
    fr: 'À noter : le certificat de {login} a été révoqué le {date} ({reason}). Si la clé a été volée, ce qu’elle a daté d’avant peut venir du voleur.',
  },
  NOT_ALL_SEEN: {
    en: 'Note: somebody had seen messages of device {device} up to number {seq} that are not in the file.',
    fr: 'À noter : quelqu’un avait vu des messages de l’appareil {device} jusqu’au numéro {seq} qui ne sont pas dans le fichier.',
  },
  WORDS_GONE: {
    en: {
      one: 'Note: of {count} event only header and hash are there; its words were deleted or were not to stay.',
      other:
        'Note: of {count} events only header and hash are there; their words were deleted or were not to stay.',
    },
    fr: {
      one: 'À noter : de {count} événement il ne reste que l’en-tête et l’empreinte ; ses mots ont été supprimés ou devaient disparaître.',
      other:
        'À noter : de {count} événements il ne reste que les en-têtes et les empreintes ; leurs mots ont été supprimés ou devaient disparaître.',
    },
  },
  CONTRADICTION: {
    en: 'Warning: device {device} signed two different messages with number {seq}. Both are in the file.',
    fr: 'Attention : l’appareil {device} a signé deux messages différents sous le numéro {seq}. Les deux sont dans le fichier.',
  },
  partsWritten: {
    en: 'The parts of the message are in {folder}. docs/EVIDENCE.md shows the openssl commands.',
    fr: 'Les éléments du message sont dans {folder}. docs/EVIDENCE.md montre les commandes openssl.',
  },
})
