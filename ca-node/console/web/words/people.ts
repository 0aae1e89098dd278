// Words of the pages about people: the list, one person, the import.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    search: {
      en: 'Search by name, login, e-mail or card',
      fr: 'Chercher par nom, identifiant, e-mail ou carte',
    },
    role: { en: 'Role', fr: 'Rôle' },
    status: { en: 'Status', fr: 'État' },
    anyRole: { en: 'Any role', fr: 'Tous les rôles' },
    anyStatus: { en: 'Any status', fr: 'Tous les états' },
    onlyConnected: { en: 'Connected now', fr: 'Connectés' },
    found: {
      en: { one: '{n} person', other: '{n} people' },
      fr: { one: '{n} personne', other: '{n} personnes' },
    },
    foundMore: { en: 'More than {n} people', fr: 'Plus de {n} personnes' },
    person: { en: 'Person', fr: 'Personne' },
    devices: { en: 'Devices', fr: 'Appareils' },
    joined: { en: 'Joined', fr: 'Arrivée' },
    deviceCount: {
      en: { one: '{count} device', other: '{count} devices' },
      fr: { one: '{count} appareil', other: '{count} appareils' },
    },
    onlineCount: {
      en: { one: '{count} connected', other: '{count} connected' },
      fr: { one: '{count} connecté', other: '{count} connectés' },
    },
    empty: { en: 'Nobody fits.', fr: 'Personne ne correspond.' },
    emptyHint: { en: 'Try fewer words or another filter.', fr: 'Essayez moins de mots ou un autre filtre.' },
    emptyRealm: { en: 'Nobody is here yet.', fr: 'Il n’y a encore personne.' },
    emptyRealmHint: {
      en: 'Make an invitation: its link or QR code brings the first person in.',
      fr: 'Faites une invitation : son lien ou son code QR fait entrer la première personne.',
    },
    invite: { en: 'Invite', fr: 'Inviter' },
    exportCsv: { en: 'Export', fr: 'Exporter' },
    exporting: { en: 'Exporting {n}', fr: 'Export {n}' },
    importCsv: { en: 'Import', fr: 'Importer' },
    exported: {
      en: { one: '{count} person exported', other: '{count} people exported' },
      fr: { one: '{count} personne exportée', other: '{count} personnes exportées' },
    },

    waitingTitle: { en: 'Waiting to be let in', fr: 'En attente d’admission' },
    approve: { en: 'Let in', fr: 'Admettre' },
    refuse: { en: 'Refuse', fr: 'Refuser' },
    approved: { en: '{name} may come in.', fr: '{name} peut entrer.' },
    refused: { en: '{name} was refused.', fr: '{name} a été refusé.' },
    refuseTitle: { en: 'Refuse {name}?', fr: 'Refuser {name} ?' },
    refuseReason: { en: 'Reason', fr: 'Raison' },
    refuseHint: { en: 'The person reads it.', fr: 'La personne la lira.' },
    waitingFrom: {
      en: 'asked {when} from {source}, invited by {by}',
      fr: 'a demandé {when} depuis {source}, invité par {by}',
    },
    approvedWaits: { en: 'Let in, has not come back yet', fr: 'Admis, pas encore revenu' },

    about: { en: 'About', fr: 'À propos' },
    firstName: { en: 'First name', fr: 'Prénom' },
    lastName: { en: 'Last name', fr: 'Nom' },
    email: { en: 'E-mail', fr: 'E-mail' },
    card: { en: 'Card number', fr: 'Numéro de carte' },
    secondFactor: { en: 'Second factor', fr: 'Second facteur' },
    secondFactorSet: { en: 'set up', fr: 'configuré' },
    secondFactorNot: { en: 'not set up', fr: 'non configuré' },
    changed: { en: 'Last change', fr: 'Dernier changement' },
    notGiven: { en: 'not given', fr: 'non donné' },

    suspend: { en: 'Suspend', fr: 'Suspendre' },
    suspendTitle: { en: 'Suspend {name}?', fr: 'Suspendre {name} ?' },
    suspendText: {
      en: 'All certificates go on hold, every session closes now. You can restore the person at any time.',
      fr: 'Tous les certificats sont mis en suspens, chaque session se ferme maintenant. Vous pouvez rétablir la personne à tout moment.',
    },
    suspendDone: { en: '{name} is suspended.', fr: '{name} est suspendu.' },
    restore: { en: 'Restore', fr: 'Rétablir' },
    restoreTitle: { en: 'Restore {name}?', fr: 'Rétablir {name} ?' },
    restoreText: {
      en: 'The certificates on hold are good again. What was revoked stays revoked.',
      fr: 'Les certificats en suspens sont de nouveau bons. Ce qui a été révoqué reste révoqué.',
    },
    restoreDone: { en: '{name} may come back.', fr: '{name} peut revenir.' },
    changeRole: { en: 'Change role', fr: 'Changer le rôle' },
    changeRoleTitle: { en: 'Role of {name}', fr: 'Rôle de {name}' },
    changeRoleText: {
      en: 'The certificates with the old role are revoked at once; the person’s devices fetch new ones by themselves.',
      fr: 'Les certificats portant l’ancien rôle sont révoqués aussitôt ; les appareils de la personne en obtiennent de nouveaux d’eux-mêmes.',
    },
    changeRoleDone: { en: '{name} is now: {role}.', fr: '{name} est maintenant : {role}.' },
    secondNeeded: {
      en: 'A second administrator has to agree. The proposal waits under Settings.',
      fr: 'Un second administrateur doit approuver. La proposition attend dans Réglages.',
    },
    resetPassword: { en: 'Reset password', fr: 'Réinitialiser le mot de passe' },
    resetTitle: { en: 'A new password for {name}', fr: 'Un nouveau mot de passe pour {name}' },
    resetText: {
      en: 'Makes a link that works once. Give it to the person yourself: whoever has it chooses the password.',
      fr: 'Crée un lien à usage unique. Donnez-le vous-même à la personne : qui le détient choisit le mot de passe.',
    },
    resetMake: { en: 'Make the link', fr: 'Créer le lien' },
    resetQr: { en: 'QR code of the password link', fr: 'Code QR du lien de mot de passe' },
    resetUntil: { en: 'Works once, until {when}.', fr: 'Fonctionne une fois, jusqu’au {when}.' },
    link: { en: 'Link', fr: 'Lien' },
    endSessions: { en: 'End sessions', fr: 'Terminer les sessions' },
    endSessionsTitle: { en: 'Sign {name} out everywhere?', fr: 'Déconnecter {name} partout ?' },
    endSessionsText: {
      en: 'Ends every sign-in to the console. Devices stay connected.',
      fr: 'Met fin à chaque connexion à la console. Les appareils restent connectés.',
    },
    endSessionsDone: { en: '{name} is signed out everywhere.', fr: '{name} est déconnecté partout.' },

    devicesTitle: { en: 'Devices', fr: 'Appareils' },
    device: { en: 'Device', fr: 'Appareil' },
    since: { en: 'Since', fr: 'Depuis' },
    until: { en: 'Certificate until', fr: 'Certificat jusqu’au' },
    noDevices: { en: 'No device yet.', fr: 'Aucun appareil.' },
    deviceRevoke: { en: 'Revoke device', fr: 'Révoquer l’appareil' },
    certificatesTitle: { en: 'Certificates', fr: 'Certificats' },
    noCertificates: { en: 'No certificate yet.', fr: 'Aucun certificat.' },

    importTitle: { en: 'Import people', fr: 'Importer des personnes' },
    importLead: {
      en: 'A CSV file with a line for each person. Nothing is changed before you have seen what would happen.',
      fr: 'Un fichier CSV avec une ligne par personne. Rien ne change avant que vous ayez vu ce qui se passerait.',
    },
    importFormat: {
      en: 'First line: login, first_name, last_name, email, card_number, role. Only login is required; role is member where it is missing.',
      fr: 'Première ligne : login, first_name, last_name, email, card_number, role. Seul login est obligatoire ; role vaut member s’il manque.',
    },
    importFile: { en: 'Choose a CSV file', fr: 'Choisir un fichier CSV' },
    importDrop: { en: 'or drop it here', fr: 'ou déposez-le ici' },
    importApproval: {
      en: 'Ask for approval when they come in',
      fr: 'Demander une approbation à leur arrivée',
    },
    importChecking: { en: 'Checking {done} of {all}', fr: 'Vérification {done} sur {all}' },
    importGood: {
      en: { one: '{count} person is ready', other: '{count} people are ready' },
      fr: { one: '{count} personne est prête', other: '{count} personnes sont prêtes' },
    },
    importBad: {
      en: { one: '{count} line cannot be taken', other: '{count} lines cannot be taken' },
      fr: { one: '{count} ligne ne peut être prise', other: '{count} lignes ne peuvent être prises' },
    },
    importLine: { en: 'Line', fr: 'Ligne' },
    importWhy: { en: 'Why', fr: 'Pourquoi' },
    importNow: {
      en: { one: 'Invite {count} person', other: 'Invite {count} people' },
      fr: { one: 'Inviter {count} personne', other: 'Inviter {count} personnes' },
    },
    importing: { en: 'Inviting {done} of {all}', fr: 'Invitation {done} sur {all}' },
    importDone: {
      en: { one: '{count} person invited.', other: '{count} people invited.' },
      fr: { one: '{count} personne invitée.', other: '{count} personnes invitées.' },
    },
    importDoneHint: {
      en: 'Each has a link of their own. The links are shown now and never again: download them and hand them out.',
      fr: 'Chacune a son propre lien. Les liens sont affichés maintenant et plus jamais : téléchargez-les et distribuez-les.',
    },
    importLinks: { en: 'Download the links', fr: 'Télécharger les liens' },
    importAnother: { en: 'Another file', fr: 'Un autre fichier' },
    importNoLogin: {
      en: 'The first line must name a column “login”.',
      fr: 'La première ligne doit nommer une colonne « login ».',
    },
    importUnknownColumn: { en: 'Unknown column: {name}.', fr: 'Colonne inconnue : {name}.' },
    importEmpty: { en: 'There is nobody in this file.', fr: 'Il n’y a personne dans ce fichier.' },
    importTooLong: { en: 'The file has more than {n} lines.', fr: 'Le fichier a plus de {n} lignes.' },
    importNotText: { en: 'The file is not UTF-8 text.', fr: 'Le fichier n’est pas du texte UTF-8.' },
    importBroken: {
      en: 'Line {line}: a quoted field never ends.',
      fr: 'Ligne {line} : un champ entre guillemets ne se termine pas.',
    },
    importTwice: {
      en: 'The login stands on line {line} already.',
      fr: 'L’identifiant figure déjà à la ligne {line}.',
    },
    importRoleUnknown: { en: 'Unknown role: {role}.', fr: 'Rôle inconnu : {role}.' },
  }),
)
