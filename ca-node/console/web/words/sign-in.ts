// Words of signing in.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    title: { en: 'Sign in', fr: 'Se connecter' },
    lead: {
      en: 'The console of the authority that says who people are. It never sees a message.',
      fr: 'La console de l’autorité qui dit qui est qui. Elle ne voit jamais un message.',
    },
    over: { en: 'Your session has ended.', fr: 'Votre session est terminée.' },
    overHint: {
      en: 'Sign in again: you come back to where you were.',
      fr: 'Reconnectez-vous : vous reviendrez où vous étiez.',
    },
    login: { en: 'Login', fr: 'Identifiant' },
    password: { en: 'Password', fr: 'Mot de passe' },
    show: { en: 'Show password', fr: 'Afficher le mot de passe' },
    next: { en: 'Continue', fr: 'Continuer' },
    code: { en: 'Code from your authenticator app', fr: 'Code de votre application d’authentification' },
    codeHint: {
      en: 'Six digits, or one of your recovery codes.',
      fr: 'Six chiffres, ou l’un de vos codes de secours.',
    },
    another: { en: 'Use another account', fr: 'Utiliser un autre compte' },
    setUp: { en: 'Set up your second factor', fr: 'Configurer votre second facteur' },
    setUpLead: {
      en: 'Scan this with an authenticator app, then type the code it shows. From now on you sign in with your password and such a code.',
      fr: 'Scannez ceci avec une application d’authentification, puis tapez le code affiché. Désormais vous vous connectez avec votre mot de passe et un tel code.',
    },
    qr: { en: 'QR code for your authenticator app', fr: 'Code QR pour votre application d’authentification' },
    secret: { en: 'Or type this key into the app', fr: 'Ou tapez cette clé dans l’application' },
    confirm: { en: 'Confirm', fr: 'Confirmer' },
    recovery: { en: 'Your recovery codes', fr: 'Vos codes de secours' },
    recoveryLead: {
      en: 'Each opens your account once when your phone is gone. They are shown now and never again: keep them on paper.',
      fr: 'Chacun ouvre votre compte une fois si votre téléphone a disparu. Ils sont affichés maintenant et plus jamais : gardez-les sur papier.',
    },
    kept: { en: 'I have kept them', fr: 'Je les ai gardés' },
  }),
)
