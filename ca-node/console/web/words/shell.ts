// Words of the frame: navigation, sign-in, dialogs, states and roles that every page shares.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    product: { en: 'Parley authority', fr: 'Autorité Parley' },
    skip: { en: 'Skip to content', fr: 'Aller au contenu' },
    navigation: { en: 'Console', fr: 'Console' },
    menu: { en: 'Menu', fr: 'Menu' },
    close: { en: 'Close', fr: 'Fermer' },
    cancel: { en: 'Cancel', fr: 'Annuler' },
    save: { en: 'Save', fr: 'Enregistrer' },
    overview: { en: 'Overview', fr: 'Vue d’ensemble' },
    people: { en: 'People', fr: 'Personnes' },
    invitations: { en: 'Invitations', fr: 'Invitations' },
    certificates: { en: 'Certificates', fr: 'Certificats' },
    lists: { en: 'Freshness', fr: 'Fraîcheur' },
    audit: { en: 'Audit', fr: 'Journal' },
    settings: { en: 'Settings', fr: 'Réglages' },
    account: { en: 'Your account', fr: 'Votre compte' },
    signOut: { en: 'Sign out', fr: 'Se déconnecter' },
    language: { en: 'Language', fr: 'Langue' },
    shortcuts: { en: 'Keyboard shortcuts', fr: 'Raccourcis clavier' },
    loading: { en: 'Loading', fr: 'Chargement' },
    more: { en: 'Show more', fr: 'Afficher la suite' },
    copy: { en: 'Copy', fr: 'Copier' },
    copied: { en: 'Copied', fr: 'Copié' },
    back: { en: 'Back', fr: 'Retour' },
    retry: { en: 'Try again', fr: 'Réessayer' },
    filters: { en: 'Filters', fr: 'Filtres' },
    all: { en: 'All', fr: 'Tous' },
    none: { en: 'none', fr: 'aucun' },
    yes: { en: 'Yes', fr: 'Oui' },
    no: { en: 'No', fr: 'Non' },
    missed: { en: 'The authority does not answer.', fr: 'L’autorité ne répond pas.' },
    missedHint: {
      en: 'You see how things stood. The page goes on by itself as soon as the authority is back.',
      fr: 'Vous voyez le dernier état connu. La page reprend d’elle-même dès le retour de l’autorité.',
    },
    unknownPage: { en: 'There is no such page.', fr: 'Cette page n’existe pas.' },
    notAllowed: {
      en: 'Your role does not include this page.',
      fr: 'Votre rôle ne donne pas accès à cette page.',
    },
    noConsole: {
      en: 'Your role has no work to do here: the console is for those who look after the realm.',
      fr: 'Votre rôle n’a rien à faire ici : la console est pour qui s’occupe du domaine.',
    },

    admin: { en: 'Administrator', fr: 'Administrateur' },
    auditor: { en: 'Auditor', fr: 'Auditeur' },
    moderator: { en: 'Moderator', fr: 'Modérateur' },
    member: { en: 'Member', fr: 'Membre' },
    guest: { en: 'Guest', fr: 'Invité' },
    authority: { en: 'Authority', fr: 'Autorité' },

    active: { en: 'Active', fr: 'Actif' },
    suspended: { en: 'Suspended', fr: 'Suspendu' },
    valid: { en: 'Valid', fr: 'Valable' },
    expired: { en: 'Expired', fr: 'Expiré' },
    revoked: { en: 'Revoked', fr: 'Révoqué' },
    online: { en: 'Connected', fr: 'Connecté' },
    offline: { en: 'Not connected', fr: 'Non connecté' },

    shortcutSearch: { en: 'Search', fr: 'Rechercher' },
    shortcutHelp: { en: 'Show this help', fr: 'Afficher cette aide' },
    shortcutRows: { en: 'Move through the rows of a table', fr: 'Parcourir les lignes d’un tableau' },
    shortcutOpen: { en: 'Open the row', fr: 'Ouvrir la ligne' },
    shortcutMap: { en: 'Move across the map', fr: 'Se déplacer sur la carte' },
    shortcutThen: { en: 'then', fr: 'puis' },
    shortcutsOn: { en: 'Single-key shortcuts', fr: 'Raccourcis à une touche' },
    shortcutsHint: {
      en: 'Turn them off if keys are pressed by voice or by accident.',
      fr: 'Désactivez-les si des touches sont pressées par la voix ou par mégarde.',
    },
  }),
)

type RoleWord = 'admin' | 'auditor' | 'moderator' | 'member' | 'guest' | 'authority'
const ROLE_WORDS: readonly string[] = ['admin', 'auditor', 'moderator', 'member', 'guest', 'authority']

export function roleName(role: string): string {
  return isRole(role) ? t(role) : role
}

function isRole(role: string): role is RoleWord {
  return ROLE_WORDS.includes(role)
}
