// Words of the audit log's page.
import { defineWords } from '@parley/shared/text/define.ts'
import { saying } from '../state/language.svelte.ts'

export const t = saying(
  defineWords({
    lead: {
      en: 'Every attempt, also the refused ones, in a chain that shows any line that was altered, removed or moved.',
      fr: 'Chaque tentative, refusées comprises, dans une chaîne qui révèle toute ligne modifiée, ôtée ou déplacée.',
    },
    verify: { en: 'Verify the log', fr: 'Vérifier le journal' },
    whole: {
      en: { one: '{n} line verified in {ms} ms: whole.', other: '{n} lines verified in {ms} ms: whole.' },
      fr: {
        one: '{n} ligne vérifiée en {ms} ms : intact.',
        other: '{n} lignes vérifiées en {ms} ms : intact.',
      },
    },
    broken: { en: 'The log is not as it was written', fr: 'Le journal n’est pas tel qu’il a été écrit' },
    who: { en: 'Who', fr: 'Qui' },
    act: { en: 'What', fr: 'Quoi' },
    outcome: { en: 'Outcome', fr: 'Issue' },
    anyOutcome: { en: 'Any outcome', fr: 'Toutes' },
    done: { en: 'Done', fr: 'Fait' },
    refused: { en: 'Refused', fr: 'Refusé' },
    source: { en: 'From where', fr: 'D’où' },
    since: { en: 'From day', fr: 'Du' },
    until: { en: 'To day', fr: 'Au' },
    time: { en: 'Time', fr: 'Heure' },
    none: { en: 'No line fits.', fr: 'Aucune ligne ne correspond.' },
    anyAct: { en: 'Anything', fr: 'Tout' },
    fresh: {
      en: { one: '{count} new line', other: '{count} new lines' },
      fr: { one: '{count} nouvelle ligne', other: '{count} nouvelles lignes' },
    },
  }),
)
