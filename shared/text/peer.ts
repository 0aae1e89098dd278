// Words of the peer's commands: help, results and progress, for people. What programs read has no words.
import { defineWords } from './define.ts'

export const peerWords = defineWords({
  program: {
    en: 'Chat from device to device. `parley ca --help` has the commands of the authority.',
    fr: 'Discussion d’appareil à appareil. `parley ca --help` donne les commandes de l’autorité.',
  },
  ca: { en: 'the authority: parley ca --help', fr: 'l’autorité : parley ca --help' },
  caFirst: {
    en: 'Write `ca` first: parley ca COMMAND ...',
    fr: 'Écrivez `ca` en premier : parley ca COMMANDE ...',
  },

  join: { en: 'enrol this device with an invitation', fr: 'inscrire cet appareil avec une invitation' },
  up: { en: 'run the peer of this device', fr: 'lancer le pair de cet appareil' },
  status: {
    en: 'how this peer is: network, directory, certificate',
    fr: 'l’état de ce pair : réseau, annuaire, certificat',
  },
  who: { en: 'who is enrolled, and who is connected', fr: 'qui est inscrit, et qui est connecté' },
  whois: {
    en: 'a person’s devices and certificates, and how they were checked',
    fr: 'les appareils et certificats d’une personne, et comment ils ont été vérifiés',
  },
  renew: {
    en: 'ask for the next certificate of this device now; it also happens by itself',
    fr: 'demander maintenant le prochain certificat de cet appareil ; cela se fait aussi tout seul',
  },
  connect: { en: 'connect to an address by hand', fr: 'se connecter à une adresse à la main' },
  send: { en: 'send a message', fr: 'envoyer un message' },
  read: { en: 'show messages and mark them as read', fr: 'afficher les messages et les marquer comme lus' },
  chat: { en: 'the terminal program', fr: 'le programme de terminal' },

  invitationArgument: { en: 'the invitation, in quotes', fr: 'l’invitation, entre guillemets' },
  loginOption: { en: 'the login you want', fr: 'l’identifiant voulu' },
  firstNameOption: { en: 'first name', fr: 'prénom' },
  lastNameOption: { en: 'last name', fr: 'nom' },
  cardOption: { en: 'card number', fr: 'numéro de carte' },
  emailOption: { en: 'e-mail address', fr: 'adresse électronique' },
  keyOption: {
    en: 'kind of the device key: ed25519 or rsa',
    fr: 'type de la clé de l’appareil : ed25519 ou rsa',
  },
  deviceNameOption: { en: 'name of this device', fr: 'nom de cet appareil' },
  listenOption: {
    en: 'addresses to listen on, like /ip4/0.0.0.0/tcp/9000 (default: all, a free port)',
    fr: 'adresses d’écoute, comme /ip4/0.0.0.0/tcp/9000 (par défaut : toutes, un port libre)',
  },
  apiOption: {
    en: 'where the local API listens; 0 is a free port',
    fr: 'où l’API locale écoute ; 0 est un port libre',
  },
  noMdnsOption: { en: 'do not look for peers by mDNS', fr: 'ne pas chercher de pairs par mDNS' },
  noMailboxOption: {
    en: 'hold nothing for others who are away',
    fr: 'ne rien garder pour les autres quand ils sont absents',
  },
  noDirectoryOption: { en: 'do not use the directory', fr: 'ne pas utiliser l’annuaire' },
  allOption: { en: 'suspended people too', fr: 'aussi les personnes suspendues' },
  loginArgument: { en: 'a login, with or without @', fr: 'un identifiant, avec ou sans @' },
  multiaddrArgument: {
    en: 'an address like /ip4/192.168.1.20/tcp/9000/p2p/12D3...',
    fr: 'une adresse comme /ip4/192.168.1.20/tcp/9000/p2p/12D3...',
  },
  targetArgument: { en: 'to whom: @login or #room', fr: 'à qui : @identifiant ou #salon' },
  readTargetArgument: {
    en: 'which conversation: @login or #room; all otherwise',
    fr: 'quelle conversation : @identifiant ou #salon ; toutes sinon',
  },
  chatTargetArgument: {
    en: 'the conversation to begin with: @login or #room',
    fr: 'la conversation par laquelle commencer : @identifiant ou #salon',
  },
  textArgument: {
    en: 'the message; - reads standard input',
    fr: 'le message ; - lit l’entrée standard',
  },
  waitOption: {
    en: 'return when the message is stored, delivered or read',
    fr: 'attendre que le message soit stored, delivered ou read',
  },
  timeoutOption: { en: 'how long to wait', fr: 'durée maximale de l’attente' },
  linesOption: {
    en: 'with -: each line is a message',
    fr: 'avec - : chaque ligne est un message',
  },
  followOption: { en: 'go on with what comes', fr: 'continuer avec ce qui arrive' },
  sinceOption: {
    en: 'only after this message ID, or from this time on (2026-05-01T12:00:00Z, or 2h ago)',
    fr: 'seulement après ce message, ou à partir de cette heure (2026-05-01T12:00:00Z, ou 2h)',
  },
  limitOption: {
    en: 'at most that many (default: the newest 100; all with --since)',
    fr: 'au plus ce nombre (par défaut : les 100 derniers ; tous avec --since)',
  },

  askLogin: { en: 'Login you want: ', fr: 'Identifiant voulu : ' },
  askOwnLogin: { en: 'Your login: ', fr: 'Votre identifiant : ' },
  askFirstName: { en: 'First name: ', fr: 'Prénom : ' },
  askLastName: { en: 'Last name: ', fr: 'Nom : ' },
  askCard: { en: 'Card number: ', fr: 'Numéro de carte : ' },
  askEmail: { en: 'E-mail address: ', fr: 'Adresse électronique : ' },
  askPassword: {
    en: 'Password for the directory (10 characters or more): ',
    fr: 'Mot de passe pour l’annuaire (10 caractères ou plus) : ',
  },
  askPassphrase: {
    en: 'Passphrase that protects this device (asked at each start): ',
    fr: 'Phrase secrète qui protège cet appareil (demandée à chaque démarrage) : ',
  },
  loginMissing: {
    en: 'A login is needed: --login LOGIN.',
    fr: 'Il faut un identifiant : --login IDENTIFIANT.',
  },
  stepFinding: { en: 'Finding the authority', fr: 'Recherche de l’autorité' },
  stepRoot: { en: 'Its root is the one of the invitation', fr: 'Sa racine est bien celle de l’invitation' },
  stepKey: { en: 'Making the key of this device', fr: 'Création de la clé de cet appareil' },
  stepAsking: { en: 'Asking the authority for a certificate', fr: 'Demande du certificat à l’autorité' },
  stepChecking: { en: 'Checking the certificate', fr: 'Vérification du certificat' },
  stepKeeping: { en: 'Keeping it', fr: 'Enregistrement' },
  joined: {
    en: 'This device is enrolled as {login}, until {until}; the certificate renews itself. Start it with `{next}`.',
    fr: 'Cet appareil est inscrit comme {login}, jusqu’au {until} ; le certificat se renouvelle seul. Démarrez-le avec `{next}`.',
  },

  upReady: { en: '{login} is up as {peerId}.', fr: '{login} est en ligne : {peerId}.' },
  upListen: { en: 'Listens on {address}', fr: 'Écoute sur {address}' },
  upPage: { en: 'Page: {ui}', fr: 'Page : {ui}' },
  upHow: {
    en: 'Talk with `parley chat` in another terminal. Ctrl-C ends this peer.',
    fr: 'Discutez avec `parley chat` dans un autre terminal. Ctrl-C arrête ce pair.',
  },
  upStopping: { en: 'Stopping ...', fr: 'Arrêt ...' },

  statusTitle: { en: '{login} in realm {realm}', fr: '{login} dans le domaine {realm}' },
  statusPeer: { en: 'peer ID', fr: 'identifiant' },
  statusNetwork: { en: 'network', fr: 'réseau' },
  statusDirectory: { en: 'directory', fr: 'annuaire' },
  statusCertificate: { en: 'certificate', fr: 'certificat' },
  statusCatchingUp: { en: 'catching up', fr: 'rattrapage' },
  toCome: {
    en: { one: '{count} message to come', other: '{count} messages to come' },
    fr: { one: '{count} message à venir', other: '{count} messages à venir' },
  },
  statusMailbox: { en: 'mailbox', fr: 'boîte' },
  mailboxEmpty: {
    en: 'on, holds nothing for others now',
    fr: 'active, ne garde rien pour les autres en ce moment',
  },
  mailboxHolds: {
    en: {
      one: 'on, holds {count} parcel for others ({size} KiB)',
      other: 'on, holds {count} parcels for others ({size} KiB)',
    },
    fr: {
      one: 'active, garde {count} colis pour d’autres ({size} Kio)',
      other: 'active, garde {count} colis pour d’autres ({size} Kio)',
    },
  },
  mailboxOff: { en: 'off, holds nothing for others', fr: 'inactive, ne garde rien pour les autres' },
  mailboxOffHolds: {
    en: {
      one: 'off, has {count} parcel for others left ({size} KiB)',
      other: 'off, has {count} parcels for others left ({size} KiB)',
    },
    fr: {
      one: 'inactive, a encore {count} colis pour d’autres ({size} Kio)',
      other: 'inactive, a encore {count} colis pour d’autres ({size} Kio)',
    },
  },
  statusRevocations: { en: 'revocations', fr: 'révocations' },
  statusSince: { en: 'running since', fr: 'en route depuis' },
  sessions: {
    en: { one: '{count} session', other: '{count} sessions' },
    fr: { one: '{count} session', other: '{count} sessions' },
  },
  dhtPeers: {
    en: { one: 'on, {count} peer', other: 'on, {count} peers' },
    fr: { one: 'active, {count} pair', other: 'active, {count} pairs' },
  },
  on: { en: 'on', fr: 'actif' },
  off: { en: 'off', fr: 'inactif' },
  directoryReachable: { en: 'reachable', fr: 'joignable' },
  directoryUnreachable: {
    en: 'not reachable; peers who know each other go on without it',
    fr: 'injoignable ; les pairs qui se connaissent continuent sans lui',
  },
  directoryUnreachableSince: {
    en: 'not reachable since {since}; peers who know each other go on without it',
    fr: 'injoignable depuis {since} ; les pairs qui se connaissent continuent sans lui',
  },
  certificateValid: {
    en: 'valid until {until} ({left} left)',
    fr: 'valide jusqu’au {until} (encore {left})',
  },
  certificateDue: {
    en: 'valid until {until} ({left} left), and should have been renewed by now',
    fr: 'valide jusqu’au {until} (encore {left}), et devrait déjà être renouvelé',
  },
  certificateExpired: {
    en: 'expired on {until}: others refuse this device; it can be renewed until {last}',
    fr: 'expiré le {until} : les autres refusent cet appareil ; renouvelable jusqu’au {last}',
  },
  certificateExpiredForGood: {
    en: 'expired on {until}, too long ago to be renewed: join again with an invitation',
    fr: 'expiré le {until}, depuis trop longtemps pour être renouvelé : inscrivez-vous de nouveau avec une invitation',
  },
  certificateSuspended: {
    en: 'SUSPENDED: others refuse this device until an administrator restores you',
    fr: 'SUSPENDU : les autres refusent cet appareil tant qu’un administrateur ne vous a pas rétabli',
  },
  certificateRevoked: {
    en: 'REVOKED{reason}: others refuse this device for good; ask an administrator for an invitation to join anew',
    fr: 'RÉVOQUÉ{reason} : les autres refusent cet appareil définitivement ; demandez une invitation à un administrateur',
  },
  certificateReplaced: {
    en: 'replaced by the authority{reason}; the next one is on its way',
    fr: 'remplacé par l’autorité{reason} ; le suivant arrive',
  },
  renewalAsking: { en: 'renewing: asking the authority', fr: 'renouvellement : l’autorité est interrogée' },
  renewalFailed: {
    en: 'renewing: tried at {at}: {why}',
    fr: 'renouvellement : essayé à {at} : {why}',
  },
  renewed: {
    en: 'The certificate was renewed, until {until}.',
    fr: 'Certificat renouvelé, jusqu’au {until}.',
  },
  certificateEarly: {
    en: 'valid only from {from} on: is the clock of this machine right?',
    fr: 'valide seulement à partir du {from} : l’horloge de cette machine est-elle juste ?',
  },
  listFresh: { en: 'list {number}, {age} old', fr: 'liste {number}, datant de {age}' },
  listStale: {
    en: 'list {number} is stale ({age} old): no new acquaintances until a newer one comes',
    fr: 'la liste {number} est périmée ({age}) : pas de nouveaux contacts avant la prochaine',
  },
  listEarly: {
    en: 'list {number} is from the future: is the clock of this machine right?',
    fr: 'la liste {number} vient du futur : l’horloge de cette machine est-elle juste ?',
  },
  listMissing: { en: 'no list yet', fr: 'pas encore de liste' },

  online: { en: 'online', fr: 'en ligne' },
  offline: { en: 'offline', fr: 'hors ligne' },
  you: { en: 'you', fr: 'vous' },
  nobody: { en: 'Nobody is known yet.', fr: 'Personne n’est encore connu.' },
  whoisRole: { en: 'role', fr: 'rôle' },
  whoisStatus: { en: 'status', fr: 'statut' },
  whoisDevice: { en: 'device', fr: 'appareil' },
  whoisAddress: { en: 'address', fr: 'adresse' },
  whoisKey: { en: 'key', fr: 'clé' },
  whoisSerial: { en: 'serial', fr: 'n° de série' },
  whoisValidity: { en: 'valid', fr: 'validité' },
  whoisFingerprint: { en: 'fingerprint', fr: 'empreinte' },
  whoisChain: { en: 'signed by', fr: 'signé par' },
  whoisChecked: { en: 'checked', fr: 'vérifié' },
  fromUntil: { en: '{from} to {until}', fr: 'du {from} au {until}' },
  bits: { en: '{kind}, {count} bits', fr: '{kind}, {count} bits' },
  noCertificate: {
    en: 'no certificate of this device is known yet',
    fr: 'aucun certificat de cet appareil n’est encore connu',
  },
  checkedTrusted: {
    en: 'trusted: every signature up to the root, the dates, the key in the peer ID and in the name{list}',
    fr: 'fiable : chaque signature jusqu’à la racine, les dates, la clé dans l’identifiant et dans le nom{list}',
  },
  checkedList: { en: ', and revocation list {number}', fr: ', et la liste de révocation {number}' },
  checkedRefused: { en: 'NOT trusted: {what}', fr: 'NON fiable : {what}' },
  sourceSession: { en: 'proved in the live session', fr: 'prouvé dans la session en cours' },
  sourceDirectory: { en: 'from the directory', fr: 'venant de l’annuaire' },
  sourceOwn: { en: 'this device', fr: 'cet appareil' },
  connected: { en: 'Connected to {login} ({peerId}).', fr: 'Connecté à {login} ({peerId}).' },

  sentTo: { en: '{id} to {target}: {state}', fr: '{id} pour {target} : {state}' },
  stateStored: { en: 'stored', fr: 'enregistré' },
  stateSent: { en: 'sent', fr: 'envoyé' },
  stateDelivered: { en: 'delivered', fr: 'remis' },
  stateRead: { en: 'read', fr: 'lu' },
  waitingFor: { en: 'Waiting until it is {state}', fr: 'En attente : {state}' },
  linesNeedInput: { en: '--lines needs - as the text.', fr: '--lines demande - comme texte.' },
  noMessages: { en: 'No messages.', fr: 'Aucun message.' },
})
