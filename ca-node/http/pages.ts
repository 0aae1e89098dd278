// The two plain pages a browser finds at the authority: what this is, and what to do with an invitation. No script,
// nothing from elsewhere. The part of a link after # never reaches the authority.
import type { Language } from '@parley/shared/faults/words.ts'
import type { RealmName } from '@parley/shared/identity/login.ts'

/** Where `PAGE_STYLE` is served. */
export const STYLE_PATH = '/page.css'

const WORDS = {
  en: {
    home: 'Parley authority of {realm}',
    homeText:
      'This is the authority of the realm {realm}: it says who people are. It never sees a message. To join, ask for an invitation.',
    console: 'For administrators: the console',
    join: 'Invitation to {realm}',
    joinText:
      'You were invited to {realm}. An invitation is used by Parley, not by a browser: copy the whole address of this page, with everything after #, and run:',
  },
  fr: {
    home: 'Autorité Parley de {realm}',
    homeText:
      'Voici l’autorité du domaine {realm} : elle dit qui est qui. Elle ne voit jamais un message. Pour participer, demandez une invitation.',
    console: 'Pour les administrateurs : la console',
    join: 'Invitation à {realm}',
    joinText:
      'Vous êtes invité à {realm}. Une invitation s’utilise dans Parley, pas dans un navigateur : copiez l’adresse entière de cette page, avec tout ce qui suit le #, et lancez :',
  },
} as const

export function homePage(realm: RealmName, language: Language): string {
  const words = WORDS[language]
  const link = `<p><a href="/console/">${words.console}</a></p>`
  return page(language, fill(words.home, realm), `<p>${fill(words.homeText, realm)}</p>${link}`)
}

export function joinPage(realm: RealmName, language: Language): string {
  const words = WORDS[language]
  const command = language === 'fr' ? './scripts/join "ADRESSE"' : './scripts/join "ADDRESS"'
  return page(language, fill(words.join, realm), `<p>${fill(words.joinText, realm)}</p><pre>${command}</pre>`)
}

/** A realm's name has letters, digits, dots and dashes only: nothing to escape. */
function fill(text: string, realm: RealmName): string {
  return text.replaceAll('{realm}', realm)
}

/** @param title and body are markup already */
export function page(language: Language, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="${STYLE_PATH}"></head><body><main><p class="mark">Parley</p><h1>${title}</h1>${body}</main></body></html>\n`
}
