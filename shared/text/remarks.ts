// Words about what people do to messages: answers, reactions, other words, deletions, pins, texts that disappear.
import { defineWords } from './define.ts'

export const remarkWords = defineWords({
  reply: { en: 'answer a message', fr: 'répondre à un message' },
  react: { en: 'react to a message with an emoji', fr: 'réagir à un message avec un émoji' },
  edit: { en: 'change the words of one’s own message', fr: 'modifier les mots de son propre message' },
  delete: {
    en: 'delete one’s own message, on every device that hears of it',
    fr: 'supprimer son propre message, sur chaque appareil qui l’apprend',
  },
  pin: { en: 'pin a message, for all who are there', fr: 'épingler un message, pour tous ceux qui sont là' },
  pins: { en: 'the pinned messages of a conversation', fr: 'les messages épinglés d’une conversation' },
  disappear: {
    en: 'how long messages stay that are written there from now on',
    fr: 'combien de temps restent les messages écrits là désormais',
  },
  settings: { en: 'what this device tells others', fr: 'ce que cet appareil dit aux autres' },
  receiptsOption: {
    en: 'whether others learn what you have read here',
    fr: 'si les autres apprennent ce que vous avez lu ici',
  },
  typingOption: {
    en: 'whether others see that you are typing; off hides theirs, too',
    fr: 'si les autres voient que vous écrivez ; off cache aussi les leurs',
  },
  receiptsOn: {
    en: 'receipts on: others learn what you have read here',
    fr: 'receipts on : les autres apprennent ce que vous avez lu ici',
  },
  receiptsOff: {
    en: 'receipts off: only your own devices learn what you have read here',
    fr: 'receipts off : seuls vos appareils apprennent ce que vous avez lu ici',
  },
  typingOn: {
    en: 'typing on: others see when you are typing',
    fr: 'typing on : les autres voient quand vous écrivez',
  },
  typingOff: {
    en: 'typing off: nobody sees when you are typing, and you do not see it of others',
    fr: 'typing off : personne ne voit quand vous écrivez, et vous ne le voyez pas des autres',
  },
  idArgument: {
    en: 'the message ID, from `parley read --json` or `--ids`',
    fr: 'l’identifiant du message, donné par `parley read --json` ou `--ids`',
  },
  textArgument: { en: 'the text; - reads standard input', fr: 'le texte ; - lit l’entrée standard' },
  reactionArgument: { en: 'one emoji, or a short word', fr: 'un émoji, ou un mot court' },
  lifetimeArgument: {
    en: 'a time like 30s, 1h or 7d, or off; leave it out to see what holds',
    fr: 'une durée comme 30s, 1h ou 7d, ou off ; rien pour voir ce qui vaut',
  },
  targetArgument: {
    en: 'the conversation: @login or #room',
    fr: 'la conversation : @identifiant ou #salon',
  },
  removeOption: { en: 'take it back', fr: 'l’enlever' },
  idsOption: { en: 'show the ID of each message', fr: 'montrer l’identifiant de chaque message' },
  changesOption: {
    en: 'with --follow --json: print a message again when it is edited, deleted or reacted to',
    fr: 'avec --follow --json : redonner un message quand il est modifié, supprimé ou reçoit une réaction',
  },

  reacted: { en: 'Reacted with {reaction}.', fr: 'Réaction {reaction} donnée.' },
  unreacted: { en: 'Took {reaction} back.', fr: 'Réaction {reaction} retirée.' },
  editedNow: {
    en: 'Changed. Devices that hear of it later still have the old words until then.',
    fr: 'Modifié. Les appareils qui l’apprendront plus tard gardent l’ancien texte jusque-là.',
  },
  deletedNow: {
    en: 'Deleted here. Each device deletes it when it hears of it; a person may have read or copied it before.',
    fr: 'Supprimé ici. Chaque appareil le supprime quand il l’apprend ; quelqu’un a pu le lire ou le copier avant.',
  },
  pinnedNow: { en: 'Pinned.', fr: 'Épinglé.' },
  unpinnedNow: { en: 'No longer pinned.', fr: 'N’est plus épinglé.' },
  noPins: { en: 'Nothing is pinned there.', fr: 'Rien n’y est épinglé.' },
  lifetimeSet: {
    en: 'Messages with {target} disappear {time} after they were written.',
    fr: 'Les messages avec {target} disparaissent {time} après avoir été écrits.',
  },
  lifetimeOff: { en: 'Messages with {target} stay.', fr: 'Les messages avec {target} restent.' },

  deletedMark: { en: 'deleted by {login}, {time}', fr: 'supprimé par {login}, {time}' },
  missingMark: {
    en: 'the words of this message have not come',
    fr: 'les mots de ce message ne sont pas arrivés',
  },
  editedMark: { en: 'edited', fr: 'modifié' },
  pinnedMark: { en: 'pinned by {login}', fr: 'épinglé par {login}' },
  expiresMark: { en: 'until {time}', fr: 'jusqu’à {time}' },
  quoteGone: { en: 'a message that is not here', fr: 'un message qui n’est pas là' },
  changedNow: { en: '(changed)', fr: '(changé)' },
})
