// Words of the command-line kit: usage, help and prompts that every command shares.
import { defineWords } from './define.ts'

export const cliWords = defineWords({
  unknownOption: { en: 'There is no option {name} here.', fr: 'L’option {name} n’existe pas ici.' },
  unknownCommand: { en: 'There is no command "{name}".', fr: 'La commande « {name} » n’existe pas.' },
  missingCommand: { en: 'A command is missing.', fr: 'Il manque une commande.' },
  missingArgument: { en: '{name} is missing.', fr: 'Il manque {name}.' },
  missingValue: { en: '{name} needs a value.', fr: '{name} attend une valeur.' },
  excessArguments: { en: 'There are more arguments than expected.', fr: 'Il y a trop d’arguments.' },
  notUnderstood: { en: 'This was not understood: {name}.', fr: 'Ceci n’a pas été compris : {name}.' },
  didYouMean: { en: 'Did you mean {name}?', fr: 'Vouliez-vous dire {name} ?' },
  notText: {
    en: 'Argument {position} is not valid UTF-8 text.',
    fr: 'L’argument {position} n’est pas du texte UTF-8 valide.',
  },
  tooLong: {
    en: 'Argument {position} has more than {limit} bytes.',
    fr: 'L’argument {position} dépasse {limit} octets.',
  },
  stdinTwice: {
    en: 'Only one of the options can read standard input.',
    fr: 'Une seule des options peut lire l’entrée standard.',
  },
  usageTitle: { en: 'Usage:', fr: 'Usage :' },
  argumentsTitle: { en: 'Arguments:', fr: 'Arguments :' },
  optionsTitle: { en: 'Options:', fr: 'Options :' },
  globalOptionsTitle: { en: 'Options of every command:', fr: 'Options de toutes les commandes :' },
  commandsTitle: { en: 'Commands:', fr: 'Commandes :' },
  defaultIs: { en: '(default: {value})', fr: '(par défaut : {value})' },
  dataOption: {
    en: 'data folder (default: {folder})',
    fr: 'dossier de données (par défaut : {folder})',
  },
  jsonOption: {
    en: 'one JSON object a line, for other programs',
    fr: 'un objet JSON par ligne, pour d’autres programmes',
  },
  helpOption: { en: 'show this help', fr: 'afficher cette aide' },
  versionOption: { en: 'show the version', fr: 'afficher la version' },
  passphrasePrompt: { en: 'Passphrase of {folder}: ', fr: 'Phrase secrète de {folder} : ' },
  newPassphrasePrompt: {
    en: 'New passphrase for this device: ',
    fr: 'Nouvelle phrase secrète de cet appareil : ',
  },
  againPrompt: { en: 'The same again: ', fr: 'Encore une fois : ' },
  differ: { en: 'The two are not the same.', fr: 'Les deux ne sont pas identiques.' },
  secretMade: {
    en: 'A {kind} was made and kept in {path} (readable by you alone). Whoever has it has your data.',
    fr: 'Un secret ({kind}) a été créé et gardé dans {path} (lisible par vous seul). Qui le détient détient vos données.',
  },
  secretTakenBack: {
    en: '{path} is removed again: nothing came of what it was made for.',
    fr: '{path} est supprimé : ce pour quoi il avait été créé n’a pas abouti.',
  },
  passphrase: { en: 'passphrase', fr: 'phrase secrète' },
  password: { en: 'password', fr: 'mot de passe' },
  passphraseFileOption: {
    en: 'file with the passphrase, - for standard input',
    fr: 'fichier contenant la phrase secrète, - pour l’entrée standard',
  },
  passwordFileOption: {
    en: 'file with the password, - for standard input',
    fr: 'fichier contenant le mot de passe, - pour l’entrée standard',
  },
})
