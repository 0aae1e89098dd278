// Words of the terminal program.
import { defineWords } from './define.ts'

export const terminalWords = defineWords({
  home: { en: 'Parley', fr: 'Parley' },
  people: { en: 'People', fr: 'Personnes' },
  nobodyYet: { en: 'nobody else yet', fr: 'personne d’autre' },
  onlineCount: {
    en: { one: '{count} online', other: '{count} online' },
    fr: { one: '{count} en ligne', other: '{count} en ligne' },
  },
  online: { en: 'online', fr: 'en ligne' },
  offline: { en: 'offline', fr: 'hors ligne' },
  unread: {
    en: { one: '{count} new', other: '{count} new' },
    fr: { one: '{count} nouveau', other: '{count} nouveaux' },
  },
  newMessages: { en: 'new', fr: 'nouveau' },
  beginning: { en: 'the beginning of your conversation', fr: 'le début de votre conversation' },
  loadingOlder: { en: 'looking for older messages …', fr: 'recherche de messages plus anciens …' },
  olderAbove: { en: 'PgUp for older messages', fr: 'PgUp pour les messages plus anciens' },
  toCome: {
    en: { one: '{count} message to come', other: '{count} messages to come' },
    fr: { one: '{count} message à venir', other: '{count} messages à venir' },
  },
  scrolled: {
    en: { one: '{count} line below (PgDn)', other: '{count} lines below (PgDn)' },
    fr: { one: '{count} ligne plus bas (PgDn)', other: '{count} lignes plus bas (PgDn)' },
  },
  emptyRoom: {
    en: 'No messages with {login} yet. Type one and press Enter.',
    fr: 'Pas encore de messages avec {login}. Écrivez-en un et appuyez sur Entrée.',
  },
  emptyGroup: {
    en: 'No messages in #{room} yet. Type one and press Enter.',
    fr: 'Pas encore de messages dans #{room}. Écrivez-en un et appuyez sur Entrée.',
  },
  roomRenamed: { en: '{before} is called {now} now.', fr: '{before} s’appelle désormais {now}.' },
  stored: { en: 'stored here, waiting for {login}', fr: 'enregistré ici, en attente de {login}' },
  sent: { en: 'sent', fr: 'envoyé' },
  delivered: { en: 'delivered', fr: 'remis' },
  read: { en: 'read', fr: 'lu' },
  placeholderHome: { en: '/help, or Tab for a name', fr: '/help, ou Tab pour un nom' },
  placeholderGroup: { en: 'a message to all in #{room}', fr: 'un message à tous dans #{room}' },
  placeholderRoom: { en: 'a message to {login}', fr: 'un message à {login}' },

  muted: { en: 'muted', fr: 'muet' },
  blocked: { en: 'blocked', fr: 'bloqué' },
  isTyping: { en: '{logins} typing …', fr: '{logins} écrit …' },
  noPins: { en: 'Nothing is pinned here.', fr: 'Rien n’est épinglé ici.' },
  lifetimeSet: {
    en: '{login}: messages written from now on disappear after {time}.',
    fr: '{login} : les messages écrits désormais disparaissent après {time}.',
  },
  lifetimeOff: {
    en: '{login}: messages written from now on stay.',
    fr: '{login} : les messages écrits désormais restent.',
  },

  connecting: { en: 'connecting …', fr: 'connexion …' },
  live: {
    en: { one: '{count} session', other: '{count} sessions' },
    fr: { one: '{count} session', other: '{count} sessions' },
  },
  lost: { en: 'the peer is not running', fr: 'le pair ne tourne pas' },
  certificateUntil: { en: 'certificate until {until}', fr: 'certificat jusqu’au {until}' },
  certificateDue: {
    en: 'certificate NOT RENEWED, until {until}',
    fr: 'certificat NON RENOUVELÉ, jusqu’au {until}',
  },
  certificateExpired: { en: 'certificate EXPIRED', fr: 'certificat EXPIRÉ' },
  certificateSuspended: { en: 'you are SUSPENDED', fr: 'vous êtes SUSPENDU' },
  certificateRevoked: { en: 'this device is REVOKED', fr: 'cet appareil est RÉVOQUÉ' },
  certificateReplaced: { en: 'certificate being replaced', fr: 'certificat en cours de remplacement' },
  certificateEarly: {
    en: 'certificate NOT YET VALID: check the clock',
    fr: 'certificat PAS ENCORE VALIDE : vérifiez l’horloge',
  },
  directoryReachable: { en: 'directory ok', fr: 'annuaire ok' },
  directoryUnreachable: { en: 'directory away', fr: 'annuaire absent' },
  directoryOff: { en: 'directory off', fr: 'annuaire désactivé' },
  listFresh: { en: 'revocations {age} old', fr: 'révocations : {age}' },
  listStale: { en: 'revocations STALE ({age})', fr: 'révocations PÉRIMÉES ({age})' },
  listEarly: {
    en: 'revocations FROM THE FUTURE: check the clock',
    fr: 'révocations DU FUTUR : vérifiez l’horloge',
  },
  listMissing: { en: 'no revocation list', fr: 'pas de liste de révocation' },

  linkLost: {
    en: 'The peer of this device has stopped. What you type is kept; this program goes on as soon as it is back (parley up).',
    fr: 'Le pair de cet appareil s’est arrêté. Ce que vous tapez est gardé ; ce programme reprend dès son retour (parley up).',
  },
  linkBack: { en: 'The peer is back.', fr: 'Le pair est de retour.' },
  keptInput: {
    en: 'Not sent: the peer is not running. Your line is kept.',
    fr: 'Pas envoyé : le pair ne tourne pas. Votre ligne est gardée.',
  },
  certificateSoon: {
    en: 'Your certificate expires in {left} and waits for the authority to be renewed.',
    fr: 'Votre certificat expire dans {left} et attend l’autorité pour être renouvelé.',
  },
  homeNotHere: {
    en: 'This is the first page: choose a person (Alt+1, Ctrl+N) or write /msg @login TEXT.',
    fr: 'Ceci est la première page : choisissez une personne (Alt+1, Ctrl+N) ou écrivez /msg @identifiant TEXTE.',
  },
  welcome: { en: 'Welcome, {login}, in realm {realm}.', fr: 'Bienvenue, {login}, dans le domaine {realm}.' },
  welcomeHow: {
    en: 'Alt+1 … Alt+9 or Ctrl+N opens a conversation; /help shows the rest.',
    fr: 'Alt+1 … Alt+9 ou Ctrl+N ouvre une conversation ; /help montre le reste.',
  },
  connectedTo: { en: 'Connected to {login}.', fr: 'Connecté à {login}.' },
  tooSmall: { en: 'Please enlarge the window.', fr: 'Agrandissez la fenêtre.' },
  warning: { en: 'Warning', fr: 'Attention' },

  helpTitle: { en: 'Keys', fr: 'Touches' },
  helpSwitch: {
    en: 'Alt+1 … Alt+9   open that conversation; Alt+0 this page',
    fr: 'Alt+1 … Alt+9   ouvrir cette conversation ; Alt+0 cette page',
  },
  helpNext: {
    en: 'Ctrl+N, Ctrl+P  next, previous; Alt+A next with news',
    fr: 'Ctrl+N, Ctrl+P  suivante, précédente ; Alt+A la prochaine avec du nouveau',
  },
  helpScroll: {
    en: 'PgUp, PgDn      scroll; Ctrl+End to the newest',
    fr: 'PgUp, PgDn      défiler ; Ctrl+Fin vers le plus récent',
  },
  helpTab: {
    en: 'Tab             completes @names and /commands',
    fr: 'Tab             complète @noms et /commandes',
  },
  helpEnter: {
    en: 'Enter, Alt+Enter  send, new line; Up brings back',
    fr: 'Entrée, Alt+Entrée  envoyer, nouvelle ligne ; Haut rappelle',
  },
  helpPick: {
    en: 'Alt+Up, Alt+Down  pick a message; Esc lets it go',
    fr: 'Alt+Haut, Alt+Bas  choisir un message ; Échap le lâche',
  },
  helpPicked: {
    en: 'Alt+R, T, E, D, P  answer, react, edit, delete, pin it',
    fr: 'Alt+R, T, E, D, P  répondre, réagir, modifier, supprimer, épingler',
  },
  helpMarks: { en: '○ stored  ● sent  ✓ delivered  ✓✓ read', fr: '○ enregistré  ● envoyé  ✓ remis  ✓✓ lu' },
  helpCommands: { en: 'Commands', fr: 'Commandes' },
  helpMsg: {
    en: '/msg @login [text]   write to somebody',
    fr: '/msg @identifiant [texte]   écrire à quelqu’un',
  },
  helpReply: {
    en: '/reply TEXT          answer the picked message, or the newest',
    fr: '/reply TEXTE         répondre au message choisi, ou au dernier',
  },
  helpReact: {
    en: '/react 👍            react; again takes it back',
    fr: '/react 👍            réagir ; encore une fois l’enlève',
  },
  helpEdit: {
    en: '/edit TEXT, /delete  change or delete one’s own message',
    fr: '/edit TEXTE, /delete  modifier ou supprimer son message',
  },
  helpPin: {
    en: '/pin, /pins          pin a message; show what is pinned',
    fr: '/pin, /pins          épingler un message ; voir ce qui l’est',
  },
  helpDisappear: {
    en: '/disappear 7d|off    how long messages stay from now on',
    fr: '/disappear 7d|off    combien de temps restent les messages',
  },
  helpBlock: {
    en: '/block [@login]      do not hear somebody; /unblock, /blocked',
    fr: '/block [@identifiant]   ne plus entendre ; /unblock, /blocked',
  },
  helpMute: {
    en: '/mute [8h], /unmute  no bell for this conversation',
    fr: '/mute [8h], /unmute  plus de sonnerie pour cette conversation',
  },
  helpReport: {
    en: '/report [why]        show the picked message to a moderator',
    fr: '/report [raison]     montrer le message choisi à un modérateur',
  },
  helpHide: {
    en: '/hide [why], /unhide, /reports  for moderators, owners, admins',
    fr: '/hide [raison], /unhide, /reports  pour modérateurs et admins',
  },
  helpWho: {
    en: '/who                 who is enrolled and connected',
    fr: '/who                 qui est inscrit et connecté',
  },
  helpWhois: {
    en: '/whois [@login]      certificates and how they were checked',
    fr: '/whois [@identifiant]   certificats et leur vérification',
  },
  helpStatus: {
    en: '/status              network, directory, certificate',
    fr: '/status              réseau, annuaire, certificat',
  },
  helpConnect: {
    en: '/connect MULTIADDR   connect by hand',
    fr: '/connect MULTIADDR   se connecter à la main',
  },
  helpClear: {
    en: '/clear               remove the notes of this page',
    fr: '/clear               enlever les notes de cette page',
  },
  helpQuit: {
    en: '/quit                leave (the peer goes on)',
    fr: '/quit                quitter (le pair continue)',
  },
})
