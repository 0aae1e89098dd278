// Words of `parley search`, `parley retention` and `parley passphrase`, for people.
import { defineWords } from './define.ts'

export const historyWords = defineWords({
  search: { en: 'find messages by their words', fr: 'trouver des messages par leurs mots' },
  wordsArgument: {
    en: 'words or their beginnings, in any order, accents or not; \'"two words"\' one after the other',
    fr: 'mots ou débuts de mots, dans n’importe quel ordre, avec ou sans accents ; \'"deux mots"\' à la suite',
  },
  inOption: {
    en: 'only in this conversation: @login or #room',
    fr: 'seulement dans cette conversation : @identifiant ou #salon',
  },
  fromOption: {
    en: 'only what this person wrote: a login',
    fr: 'seulement ce que cette personne a écrit : un identifiant',
  },
  kindOption: {
    en: 'only messages with a link or a mention (@login): link, mention',
    fr: 'seulement les messages avec un lien ou une mention (@identifiant) : link, mention',
  },
  sinceDayOption: {
    en: 'from this day or time on: 2026-05-01, 2026-05-01T12:00:00Z, or 7d ago',
    fr: 'à partir de ce jour ou de cette heure : 2026-05-01, 2026-05-01T12:00:00Z, ou il y a 7d',
  },
  untilDayOption: {
    en: 'up to the end of this day, or to this time',
    fr: 'jusqu’à la fin de ce jour, ou jusqu’à cette heure',
  },
  searchLimitOption: { en: 'at most that many, the newest', fr: 'au plus ce nombre, les plus récents' },
  nothingFound: { en: 'Nothing was found.', fr: 'Rien n’a été trouvé.' },
  found: {
    en: {
      one: 'One message. See it in its place: {command}',
      other: '{count} messages, the newest first. See one in its place: {command}',
    },
    fr: {
      one: 'Un message. Pour le voir à sa place : {command}',
      other: '{count} messages, le plus récent d’abord. Pour en voir un à sa place : {command}',
    },
  },
  foundMore: {
    en: 'The newest {count} messages; there are older ones: --limit N shows more. See one in its place: {command}',
    fr: 'Les {count} messages les plus récents ; il y en a de plus anciens : --limit N en montre plus. Pour en voir un à sa place : {command}',
  },
  building: {
    en: 'Older messages are still being indexed ({percent} %): there may be more to find soon.',
    fr: 'Les messages plus anciens sont encore en cours d’indexation ({percent} %) : il y aura peut-être plus à trouver bientôt.',
  },
  retention: {
    en: 'how long this device keeps what was said',
    fr: 'combien de temps cet appareil garde ce qui a été dit',
  },
  retentionTarget: {
    en: 'which conversation: @login or #room; all others without it',
    fr: 'quelle conversation : @identifiant ou #salon ; toutes les autres sans lui',
  },
  keepOption: {
    en: 'from now on keep it so long: 90d, forever, or default (as all others)',
    fr: 'durée de conservation dès maintenant : 90d, forever (toujours) ou default (comme les autres)',
  },
  retentionAll: { en: 'Conversations: {kept}', fr: 'Conversations : {kept}' },
  keptForever: { en: 'kept for ever', fr: 'gardées pour toujours' },
  keptDays: {
    en: { one: 'kept for one day', other: 'kept for {count} days' },
    fr: { one: 'gardées un jour', other: 'gardées {count} jours' },
  },
  forgetting: {
    en: 'What is older goes from this device now, for good; others keep what they have.',
    fr: 'Ce qui est plus ancien disparaît maintenant de cet appareil, définitivement ; les autres gardent ce qu’ils ont.',
  },
  passphrase: {
    en: 'change the passphrase of this device, and encrypt its history anew',
    fr: 'changer la phrase secrète de cet appareil, et rechiffrer son historique',
  },
  newPassphraseFileOption: {
    en: 'file with the new passphrase, - for standard input',
    fr: 'fichier contenant la nouvelle phrase secrète, - pour l’entrée standard',
  },
  askNewPassphrase: {
    en: 'New passphrase of this device: ',
    fr: 'Nouvelle phrase secrète de cet appareil : ',
  },
  samePassphrase: {
    en: 'The new passphrase is the old one.',
    fr: 'La nouvelle phrase secrète est l’ancienne.',
  },
  encrypting: { en: 'Encrypting the history anew', fr: 'Nouveau chiffrement de l’historique' },
  passphraseChanged: {
    en: 'The passphrase was changed. Backups and copies of this folder made before still open with the old one.',
    fr: 'La phrase secrète a été changée. Les sauvegardes et copies de ce dossier faites auparavant s’ouvrent encore avec l’ancienne.',
  },
  passphraseKept: {
    en: 'It is kept in {path}, as the old one was. Remove that file to be asked at each start.',
    fr: 'Elle est gardée dans {path}, comme l’ancienne. Supprimez ce fichier pour qu’elle soit demandée à chaque démarrage.',
  },
  aroundOption: {
    en: 'this message among those before and after it',
    fr: 'ce message parmi ceux d’avant et d’après',
  },
  aroundAlone: {
    en: '--around stands alone: without --since and --follow.',
    fr: '--around s’emploie seul : sans --since ni --follow.',
  },
})
