// Words of the overview, its map and its live log.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    lead: {
      en: 'What this realm is made of, and what needs somebody.',
      fr: 'De quoi ce domaine est fait, et ce qui demande quelqu’un.',
    },
    people: { en: 'People', fr: 'Personnes' },
    peopleSuspended: {
      en: { one: '{count} suspended', other: '{count} suspended' },
      fr: { one: '{count} suspendue', other: '{count} suspendues' },
    },
    nobodySuspended: { en: 'nobody suspended', fr: 'aucune suspendue' },
    devicesTitle: { en: 'Devices', fr: 'Appareils' },
    devicesOnline: {
      en: { one: '{count} connected now', other: '{count} connected now' },
      fr: { one: '{count} connecté', other: '{count} connectés' },
    },
    certificates: { en: 'Valid certificates', fr: 'Certificats valables' },
    certificatesRevoked: {
      en: { one: '{count} on the revocation list', other: '{count} on the revocation list' },
      fr: { one: '{count} sur la liste de révocation', other: '{count} sur la liste de révocation' },
    },
    invitations: { en: 'Open invitations', fr: 'Invitations ouvertes' },
    invitationUses: {
      en: { one: '{count} person may come in', other: '{count} people may come in' },
      fr: { one: '{count} personne peut entrer', other: '{count} personnes peuvent entrer' },
    },
    invitationsMake: { en: 'Invite somebody', fr: 'Inviter quelqu’un' },

    needs: { en: 'Needs somebody', fr: 'Demande quelqu’un' },
    nothing: { en: 'Nothing waits for you.', fr: 'Rien ne vous attend.' },
    nothingHint: {
      en: 'Lists are fresh, papers are in order, nobody waits.',
      fr: 'Les listes sont fraîches, les papiers en ordre, personne n’attend.',
    },
    waiting: {
      en: { one: '{count} person waits to be let in', other: '{count} people wait to be let in' },
      fr: {
        one: '{count} personne attend d’être admise',
        other: '{count} personnes attendent d’être admises',
      },
    },
    proposals: {
      en: {
        one: '{count} grave act waits for a second administrator',
        other: '{count} grave acts wait for a second administrator',
      },
      fr: {
        one: '{count} acte grave attend un second administrateur',
        other: '{count} actes graves attendent un second administrateur',
      },
    },
    listStale: {
      en: 'The revocation list of {name} is past its time',
      fr: 'La liste de révocation de {name} a dépassé son terme',
    },
    listSoon: {
      en: 'The revocation list of {name} must be signed anew {when}',
      fr: 'La liste de révocation de {name} doit être signée à nouveau {when}',
    },
    caExpired: { en: '{name} has expired', fr: '{name} a expiré' },
    caSoon: { en: '{name} expires {when}', fr: '{name} expire {when}' },
    paperLate: {
      en: 'The authority’s own certificate ({name}) is past its time',
      fr: 'Le certificat de l’autorité elle-même ({name}) a dépassé son terme',
    },
    look: { en: 'Look', fr: 'Voir' },

    mapTitle: { en: 'Who is connected', fr: 'Qui est connecté' },
    mapLabel: {
      en: 'People connected to this authority. Arrow keys move between them.',
      fr: 'Personnes connectées à cette autorité. Les flèches passent de l’une à l’autre.',
    },
    mapShape: { en: 'Show as', fr: 'Afficher comme' },
    map: { en: 'Map', fr: 'Carte' },
    list: { en: 'List', fr: 'Liste' },
    live: { en: 'Live', fr: 'En direct' },
    liveAway: { en: 'Coming back', fr: 'Reprise' },
    liveConnecting: { en: 'Connecting', fr: 'Connexion' },
    connectedPeople: {
      en: { one: '{count} person', other: '{count} people' },
      fr: { one: '{count} personne', other: '{count} personnes' },
    },
    connectedDevices: {
      en: { one: 'with {count} device', other: 'with {count} devices' },
      fr: { one: 'avec {count} appareil', other: 'avec {count} appareils' },
    },
    devices: {
      en: { one: '{count} device', other: '{count} devices' },
      fr: { one: '{count} appareil', other: '{count} appareils' },
    },
    mapPerson: {
      en: { one: '{login}, {count} device connected', other: '{login}, {count} devices connected' },
      fr: { one: '{login}, {count} appareil connecté', other: '{login}, {count} appareils connectés' },
    },
    mapHint: {
      en: 'Point at somebody, or move with the arrow keys.',
      fr: 'Pointez quelqu’un, ou déplacez-vous avec les flèches.',
    },
    nobody: { en: 'Nobody is connected.', fr: 'Personne n’est connecté.' },
    since: { en: 'connected {when}', fr: 'connecté {when}' },
    moreDevices: { en: '{n} more devices are not drawn.', fr: '{n} autres appareils ne sont pas dessinés.' },
    seeAll: { en: 'See them all', fr: 'Tous les voir' },

    log: { en: 'Happening now', fr: 'En ce moment' },
    logEmpty: { en: 'Nothing has happened yet.', fr: 'Il ne s’est encore rien passé.' },
    logAll: { en: 'Audit log', fr: 'Journal' },
    pause: { en: 'Pause', fr: 'Pause' },
    resume: { en: 'Resume', fr: 'Reprendre' },
  }),
)
