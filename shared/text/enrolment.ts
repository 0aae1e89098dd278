// Words of joining a realm and of a person's own devices, for people. What programs read has no words.
import { defineWords } from './define.ts'

export const enrolmentWords = defineWords({
  waiting: {
    en: 'Waiting for an administrator of {realm} to approve {login}',
    fr: 'En attente : un administrateur de {realm} doit approuver {login}',
  },
  waitingHow: {
    en: 'The request of {login} is with the administrators of {realm}, until {until}.\nYou can close this (Ctrl-C) and run the same command later: nothing is lost.',
    fr: 'La demande de {login} est chez les administrateurs de {realm}, jusqu’au {until}.\nVous pouvez fermer (Ctrl-C) et relancer la même commande plus tard : rien n’est perdu.',
  },
  resuming: {
    en: 'The join that was interrupted here goes on. Give the same password as then.',
    fr: 'L’inscription interrompue ici continue. Donnez le même mot de passe qu’alors.',
  },
  ownPassword: { en: 'Password of {login}: ', fr: 'Mot de passe de {login} : ' },
  setUpSecondFactor: {
    en: '{realm} asks {login} for a second factor: an app on your telephone that shows codes,\nlike Aegis, FreeOTP, Google or Microsoft Authenticator. Scan this with it:',
    fr: '{realm} demande à {login} un second facteur : une application du téléphone qui affiche\ndes codes, comme Aegis, FreeOTP, Google ou Microsoft Authenticator. Scannez ceci :',
  },
  setUpSecondFactorNoQr: {
    en: '{realm} asks {login} for a second factor: an app on your telephone that shows codes,\nlike Aegis, FreeOTP, Google or Microsoft Authenticator. Add an account to it:',
    fr: '{realm} demande à {login} un second facteur : une application du téléphone qui affiche\ndes codes, comme Aegis, FreeOTP, Google ou Microsoft Authenticator. Ajoutez-y un compte :',
  },
  typeInstead: {
    en: 'Key to type where nothing can be scanned: {secret}',
    fr: 'Clé à taper sans scanner : {secret}',
  },
  openInstead: {
    en: 'Link for an app on this machine: {link}',
    fr: 'Lien pour une application sur cette machine : {link}',
  },
  askFirstCode: { en: 'First code the app shows: ', fr: 'Premier code affiché par l’application : ' },
  askCode: {
    en: 'Code of your authenticator app, or a recovery code: ',
    fr: 'Code de votre application, ou un code de secours : ',
  },
  recoveryCodes: {
    en: 'Recovery codes, each good once, for the day your telephone is lost. Write them\ndown now: they are not shown again.',
    fr: 'Codes de secours, valables une fois chacun, pour le jour où le téléphone est\nperdu. Notez-les maintenant : ils ne seront plus affichés.',
  },
  secondFactorKept: {
    en: 'The second factor was made and kept in {path} (readable by you alone). Whoever has it and the password can sign in as you. `parley second-factor` shows it to your telephone.',
    fr: 'Le second facteur a été créé et gardé dans {path} (lisible par vous seul). Qui le détient avec le mot de passe peut se connecter à votre place. `parley second-factor` le montre à votre téléphone.',
  },
  secondFactorFileOption: {
    en: 'file with the second factor; made where there is none yet',
    fr: 'fichier du second facteur ; créé s’il n’existe pas encore',
  },
  noWaitOption: {
    en: 'do not stay until an administrator decided',
    fr: 'ne pas attendre la décision d’un administrateur',
  },
  noQrOption: { en: 'no QR code', fr: 'pas de code QR' },

  secondFactor: {
    en: 'the second factor kept in the data folder: its code now, and a QR code for a telephone',
    fr: 'le second facteur gardé dans le dossier de données : son code, et un code QR pour un téléphone',
  },
  codeNow: { en: 'Code now: {code} (for {seconds} s)', fr: 'Code actuel : {code} (encore {seconds} s)' },
  scanThis: {
    en: 'Scan this with an authenticator app to have the same codes there:',
    fr: 'Scannez ceci avec une application d’authentification pour y avoir les mêmes codes :',
  },

  devices: { en: 'your devices', fr: 'vos appareils' },
  deviceGroup: {
    en: 'add, rename or revoke a device of yours',
    fr: 'ajouter, renommer ou révoquer un de vos appareils',
  },
  deviceAdd: {
    en: 'let in another device of yours: a link and QR code, good once, for minutes',
    fr: 'faire entrer un autre de vos appareils : un lien et un code QR, valables une fois, quelques minutes',
  },
  deviceRename: { en: 'name this device', fr: 'nommer cet appareil' },
  deviceRevoke: {
    en: 'revoke one of your devices: lost, stolen or no longer used',
    fr: 'révoquer un de vos appareils : perdu, volé ou inutilisé',
  },
  deviceNameArgument: { en: 'its name', fr: 'son nom' },
  devicePeerArgument: {
    en: 'its peer ID; see `parley devices`',
    fr: 'son identifiant ; voir `parley devices`',
  },
  revokeReasonOption: {
    en: 'keyCompromise (lost or stolen) or cessationOfOperation (no longer used)',
    fr: 'keyCompromise (perdu ou volé) ou cessationOfOperation (inutilisé)',
  },
  thisDevice: { en: 'this device', fr: 'cet appareil' },
  onlineNow: { en: 'online', fr: 'en ligne' },
  seenAt: { en: 'seen {when}', fr: 'vu le {when}' },
  neverSeen: { en: 'not seen yet', fr: 'pas encore vu' },
  sinceWhen: { en: 'since {when}', fr: 'depuis le {when}' },
  validUntil: { en: 'valid until {when}', fr: 'valide jusqu’au {when}' },
  expiredAt: { en: 'expired {when}', fr: 'expiré le {when}' },
  suspendedNow: { en: 'suspended', fr: 'suspendu' },
  revokedNow: { en: 'revoked', fr: 'révoqué' },
  admittedBy: { en: 'let in by {name}', fr: 'admis par {name}' },
  deviceLinkMade: {
    en: "On the other device, until {until}:\n\n  parley join '{invite}'\n\nIt asks for your password. Whoever has link and password comes in as you.",
    fr: "Sur l’autre appareil, jusqu’à {until} :\n\n  parley join '{invite}'\n\nVotre mot de passe sera demandé. Qui a le lien et le mot de passe entre à votre place.",
  },
  deviceRenamed: { en: 'This device is now called {name}.', fr: 'Cet appareil s’appelle maintenant {name}.' },
  deviceRevoked: {
    en: '{name} is revoked; its sessions end now.',
    fr: '{name} est révoqué ; ses sessions se terminent.',
  },
})
