// Words about peace: blocking, muting, reporting, hiding, and the lines that stand for what is folded.
import { defineWords } from './define.ts'

export const peaceWords = defineWords({
  block: {
    en: 'do not hear somebody any more, on all your devices; they are not told',
    fr: 'ne plus entendre quelqu’un, sur tous vos appareils ; la personne ne l’apprend pas',
  },
  unblock: {
    en: 'hear somebody again; what they wrote meanwhile is there',
    fr: 'entendre de nouveau quelqu’un ; ce qui a été écrit entre-temps est là',
  },
  mute: {
    en: 'let a conversation not disturb you, for a time or until you unmute it',
    fr: 'ne plus être dérangé par une conversation, un temps ou jusqu’à nouvel ordre',
  },
  unmute: { en: 'let a conversation disturb you again', fr: 'laisser de nouveau une conversation sonner' },
  blocked: {
    en: 'whom you blocked and what you muted',
    fr: 'qui vous avez bloqué et ce que vous avez rendu muet',
  },
  report: {
    en: 'show a message, with proof of who wrote it, to those who keep order in the realm',
    fr: 'montrer un message, avec la preuve de son auteur, à ceux qui veillent sur le domaine',
  },
  reports: {
    en: 'what was reported to you as a moderator, proved',
    fr: 'ce qui vous a été signalé comme modérateur, prouvé',
  },
  hide: {
    en: 'fold a message away for all in the room; for those who keep order there',
    fr: 'replier un message pour tous dans le salon ; pour ceux qui y veillent',
  },
  unhide: { en: 'show a hidden message again', fr: 'montrer de nouveau un message caché' },
  loginArgument: { en: 'the login of the person', fr: 'l’identifiant de la personne' },
  targetArgument: {
    en: 'the conversation: @login or #room',
    fr: 'la conversation : @identifiant ou #salon',
  },
  howArgument: {
    en: '`for` or `until`; leave it out for as long as you like',
    fr: '`for` (pendant) ou `until` (jusqu’à) ; rien pour toujours',
  },
  timeArgument: {
    en: 'for: 30m, 8h, 7d; until: 18:00, 2026-05-01, 2026-05-01T12:00:00Z',
    fr: 'for : 30m, 8h, 7d ; until : 18:00, 2026-05-01, 2026-05-01T12:00:00Z',
  },
  timeMissing: {
    en: 'say for how long or until when, like `for 8h` or `until 18:00`',
    fr: 'dites combien de temps ou jusqu’à quand, comme `for 8h` ou `until 18:00`',
  },
  reasonOption: { en: 'why, on one line', fr: 'pourquoi, sur une ligne' },
  foldedOption: {
    en: 'show also the words of people you blocked, and of what was hidden',
    fr: 'montrer aussi les mots des personnes bloquées, et de ce qui a été caché',
  },

  blockedNow: {
    en: 'You do not hear {login} any more. They are not told; `parley unblock {login}` takes it back.',
    fr: 'Vous n’entendez plus {login}. La personne ne l’apprend pas ; `parley unblock {login}` l’annule.',
  },
  unblockedNow: { en: 'You hear {login} again.', fr: 'Vous entendez de nouveau {login}.' },
  mutedNow: { en: '{target} is muted.', fr: '{target} est muet.' },
  mutedUntil: { en: '{target} is muted until {time}.', fr: '{target} est muet jusqu’au {time}.' },
  unmutedNow: { en: '{target} is not muted.', fr: '{target} n’est pas muet.' },
  nobodyBlocked: {
    en: 'Nobody is blocked, nothing is muted.',
    fr: 'Personne n’est bloqué, rien n’est muet.',
  },
  blockedLine: { en: '{login}  blocked', fr: '{login}  bloqué' },
  unknownRoom: { en: 'a room that is not here', fr: 'un salon qui n’est pas ici' },
  reportedTo: {
    en: 'Reported to {logins}. The author is not told.',
    fr: 'Signalé à {logins}. L’auteur ne l’apprend pas.',
  },
  noReports: { en: 'Nothing was reported to you.', fr: 'Rien ne vous a été signalé.' },
  reportLine: { en: '{by} reports {author}', fr: '{by} signale {author}' },
  reportForged: {
    en: '{by} reports something that is not proved ({code}): do not believe it',
    fr: '{by} signale quelque chose qui n’est pas prouvé ({code}) : ne le croyez pas',
  },
  reportReason: { en: 'because: {reason}', fr: 'raison : {reason}' },
  reportProved: {
    en: 'proved: signed by {author}’s device {device}',
    fr: 'prouvé : signé par l’appareil {device} de {author}',
  },
  reportWords: { en: 'wrote: {text}', fr: 'a écrit : {text}' },
  reportEdited: { en: 'changed to: {text}', fr: 'changé en : {text}' },
  inEveryone: { en: 'in #everyone', fr: 'dans #everyone' },
  inRoom: { en: 'in {room}', fr: 'dans {room}' },
  inGroup: { en: 'in a group you are not in', fr: 'dans un groupe dont vous n’êtes pas' },
  inDirect: { en: 'between the two', fr: 'entre les deux' },
  hiddenNow: {
    en: 'Hidden for all. The words stay as evidence; `parley unhide {id}` shows them again.',
    fr: 'Caché pour tous. Les mots restent comme preuve ; `parley unhide {id}` les montre de nouveau.',
  },
  shownNow: { en: 'Shown again.', fr: 'Montré de nouveau.' },

  foldBlocked: {
    en: { one: '{count} message of a person you blocked', other: '{count} messages of people you blocked' },
    fr: { one: '{count} message d’une personne bloquée', other: '{count} messages de personnes bloquées' },
  },
  hiddenMark: { en: 'hidden by {login}', fr: 'caché par {login}' },
  hiddenBecause: { en: 'hidden by {login}: {reason}', fr: 'caché par {login} : {reason}' },
  blockedMark: { en: 'blocked', fr: 'bloqué' },
  mutedMark: { en: 'muted', fr: 'muet' },
  newReport: {
    en: '{login} reports a message to you: /reports shows it.',
    fr: '{login} vous signale un message : /reports le montre.',
  },
})
