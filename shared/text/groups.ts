// Words of groups, for people. What programs read has no words.
import { defineWords } from './define.ts'

export const groupWords = defineWords({
  group: { en: 'rooms whose members you choose', fr: 'salons dont vous choisissez les membres' },
  create: { en: 'make a group; you own it', fr: 'créer un groupe ; il est à vous' },
  add: { en: 'add people to a group', fr: 'ajouter des personnes à un groupe' },
  remove: {
    en: 'remove somebody: they hear nothing more of it',
    fr: 'retirer quelqu’un : cette personne n’en entend plus rien',
  },
  leave: { en: 'leave a group', fr: 'quitter un groupe' },
  role: { en: 'make a member owner, admin or member', fr: 'rendre un membre owner, admin ou member' },
  rename: { en: 'give a group another name', fr: 'donner un autre nom à un groupe' },
  list: { en: 'the groups you are in', fr: 'les groupes dont vous faites partie' },
  show: { en: 'who is in a group, and as what', fr: 'qui est dans un groupe, et à quel titre' },
  nameArgument: { en: 'its name, like "Night watch"', fr: 'son nom, comme « Quart de nuit »' },
  newNameArgument: { en: 'the new name', fr: 'le nouveau nom' },
  groupArgument: { en: '#group, or its name alone', fr: '#groupe, ou son nom seul' },
  loginArgument: { en: 'a login', fr: 'un identifiant' },
  loginsArgument: { en: 'logins of those to add', fr: 'identifiants des personnes à ajouter' },
  roleArgument: { en: 'owner, admin or member', fr: 'owner, admin ou member' },
  asOption: { en: 'their role', fr: 'leur rôle' },
  created: {
    en: 'The group {target} is made. Write there: parley send {quoted} "Hello"',
    fr: 'Le groupe {target} est créé. Pour y écrire : parley send {quoted} "Bonjour"',
  },
  changed: { en: '{target} is changed.', fr: '{target} est modifié.' },
  left: {
    en: 'You have left {target}. What was said stays readable here.',
    fr: 'Vous avez quitté {target}. Ce qui fut dit reste lisible ici.',
  },
  none: {
    en: 'You are in no group yet. Make one: parley group create NAME LOGIN...',
    fr: 'Vous n’êtes encore dans aucun groupe. Pour en créer un : parley group create NOM IDENTIFIANT...',
  },
  people: { en: '{count} people', fr: '{count} personnes' },
  onePerson: { en: 'you alone', fr: 'vous seul' },
  roleOwner: { en: 'owner', fr: 'propriétaire' },
  roleAdmin: { en: 'admin', fr: 'administrateur' },
  roleMember: { en: 'member', fr: 'membre' },
  notIn: { en: 'not in it any more', fr: 'n’en fait plus partie' },
  unheard: { en: 'has not spoken yet', fr: 'n’a pas encore parlé' },
  you: { en: 'you', fr: 'vous' },
})
