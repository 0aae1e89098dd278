// Words of the settings and of one's own account.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    lead: {
      en: 'The policy of the realm, for everybody and at once.',
      fr: 'Les règles du domaine, pour tous et aussitôt.',
    },
    readOnly: {
      en: 'Only administrators can change it.',
      fr: 'Seuls les administrateurs peuvent les changer.',
    },
    policy: { en: 'Policy', fr: 'Règles' },
    validity: { en: 'Life of a device certificate, in days', fr: 'Vie d’un certificat d’appareil, en jours' },
    validityHint: {
      en: 'Devices renew by themselves from two thirds of it. Certificates that exist keep theirs.',
      fr: 'Les appareils renouvellent d’eux-mêmes dès les deux tiers. Les certificats existants gardent la leur.',
    },
    required: { en: 'Everybody must say when joining', fr: 'Chacun doit dire en arrivant' },
    firstName: { en: 'first name', fr: 'prénom' },
    lastName: { en: 'last name', fr: 'nom' },
    email: { en: 'e-mail', fr: 'e-mail' },
    cardNumber: { en: 'card number', fr: 'numéro de carte' },
    secondFactor: { en: 'Second factor needed for', fr: 'Second facteur exigé pour' },
    secondFactorHint: {
      en: 'Administrators always need one.',
      fr: 'Les administrateurs en ont toujours besoin.',
    },
    approval: { en: 'Approval of newcomers', fr: 'Approbation des nouveaux' },
    approvalNever: { en: 'Only where the invitation says so', fr: 'Seulement si l’invitation le dit' },
    approvalAlways: { en: 'Always', fr: 'Toujours' },
    saved: { en: 'The policy is changed.', fr: 'Les règles sont changées.' },

    proposals: {
      en: 'Grave acts that wait for a second administrator',
      fr: 'Actes graves en attente d’un second administrateur',
    },
    noProposals: { en: 'None waits.', fr: 'Aucun n’attend.' },
    proposedBy: {
      en: 'proposed by {who} {when}, open until {until}',
      fr: 'proposé par {who} {when}, ouvert jusqu’au {until}',
    },
    approved: { en: 'Approved by {who}', fr: 'Approuvé par {who}' },
    approvedHint: {
      en: 'Whoever proposed it can do it now.',
      fr: 'Qui l’a proposé peut le faire maintenant.',
    },
    approve: { en: 'Approve', fr: 'Approuver' },
    refuse: { en: 'Refuse', fr: 'Refuser' },
    takeBack: { en: 'Take back', fr: 'Retirer' },
    decided: { en: 'Done.', fr: 'C’est fait.' },

    realm: { en: 'Realm: {name}', fr: 'Domaine : {name}' },
    rootFingerprint: { en: 'SHA-256 of the root', fr: 'SHA-256 de la racine' },
    rootHint: {
      en: 'Who joins can compare it with what their device shows.',
      fr: 'Qui arrive peut la comparer à ce que montre son appareil.',
    },
    rootFile: { en: 'Download the root', fr: 'Télécharger la racine' },

    accountLead: { en: 'How you sign in here.', fr: 'Comment vous vous connectez ici.' },
    sessions: { en: 'Where you are signed in', fr: 'Où vous êtes connecté' },
    thisOne: { en: 'this one', fr: 'celle-ci' },
    signedIn: { en: 'signed in {when}', fr: 'ouverte {when}' },
    seen: { en: 'seen {when}', fr: 'vue {when}' },
    end: { en: 'End', fr: 'Terminer' },
    ended: { en: 'The session is ended.', fr: 'La session est terminée.' },
    password: { en: 'Password', fr: 'Mot de passe' },
    old: { en: 'Current password', fr: 'Mot de passe actuel' },
    new: { en: 'New password', fr: 'Nouveau mot de passe' },
    newHint: { en: 'At least 10 characters; not your name.', fr: 'Au moins 10 caractères ; pas votre nom.' },
    change: { en: 'Change password', fr: 'Changer le mot de passe' },
    changed: {
      en: 'Your password is changed. Your other sessions are ended.',
      fr: 'Votre mot de passe est changé. Vos autres sessions sont terminées.',
    },
    factor: { en: 'Second factor', fr: 'Second facteur' },
    factorSet: {
      en: 'An authenticator app is set up.',
      fr: 'Une application d’authentification est configurée.',
    },
    factorNot: { en: 'No second factor is set up.', fr: 'Aucun second facteur n’est configuré.' },
    codesLeft: {
      en: { one: '{count} recovery code left.', other: '{count} recovery codes left.' },
      fr: { one: '{count} code de secours restant.', other: '{count} codes de secours restants.' },
    },
    factorChange: { en: 'Set up a new one', fr: 'En configurer un nouveau' },
    factorCode: { en: 'Code of the current one', fr: 'Code de l’actuel' },
    factorPassword: { en: 'Your password', fr: 'Votre mot de passe' },
  }),
)
