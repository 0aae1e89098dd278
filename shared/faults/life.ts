// Faults of a certificate's life at the authority: lists of them, revocation, the clock it all goes by.
import { defineFaults, EXIT } from './define.ts'

export const lifeFaults = defineFaults({
  PAGE_MALFORMED: {
    exit: EXIT.usage,
    en: { what: '"{value}" is not where a page begins.', todo: 'Give the "next" of the page before.' },
    fr: {
      what: '« {value} » n’est pas un début de page.',
      todo: 'Donnez le « next » de la page précédente.',
    },
  },
  HOLD_IS_SUSPENSION: {
    exit: EXIT.usage,
    en: {
      what: 'A certificate on hold is what a suspended person has.',
      todo: 'Use `parley ca suspend LOGIN`, or revoke for another reason.',
    },
    fr: {
      what: 'Un certificat est en attente quand la personne est suspendue.',
      todo: 'Utilisez `parley ca suspend IDENTIFIANT`, ou révoquez pour un autre motif.',
    },
  },
  AUTHORITY_CLOCK_AHEAD: {
    exit: EXIT.failed,
    en: {
      what: 'This machine’s clock says {here}, and the last thing this authority did was on {last}.',
      todo: 'If it was not off for so long, set the clock now: what is signed meanwhile nobody else will take.',
    },
    fr: {
      what: 'L’horloge de cette machine indique {here}, et le dernier acte de cette autorité date du {last}.',
      todo: 'Si elle n’a pas été arrêtée si longtemps, réglez l’horloge : ce qu’elle signe d’ici là sera refusé partout.',
    },
  },
  AUTHORITY_CLOCK_BEHIND: {
    exit: EXIT.failed,
    en: {
      what: 'This machine’s clock says {here}, but this authority did something on {last}.',
      todo: 'Set the clock if it is behind. If it was ahead then and is right now, nothing is to be done.',
    },
    fr: {
      what: 'L’horloge de cette machine indique {here}, mais cette autorité a agi le {last}.',
      todo: 'Réglez l’horloge si elle retarde. Si elle avançait alors et qu’elle est juste, il n’y a rien à faire.',
    },
  },
})
