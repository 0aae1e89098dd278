// The page behind a reset link: a person chooses a new password in any browser. Its script takes the secret from behind
// the # of the address, where no log sees it, and hands it over in a request's body.
import type { Language } from '@parley/shared/faults/words.ts'
import type { RealmName } from '@parley/shared/identity/login.ts'
import { MIN_PASSWORD } from '@parley/shared/people/constants.ts'
import type { FastifyInstance } from 'fastify'
import type { Authority } from '../authority.ts'
import { SECURITY_HEADERS } from '../http/headers.ts'
import { page } from '../http/pages.ts'
import { languageAsked } from '../http/problem.ts'

const WORDS = {
  en: {
    title: 'New password for {realm}',
    text: 'Choose a new password of at least {min} characters; a few words you pick at random are fine. The link works once.',
    password: 'New password',
    again: 'The same again',
    send: 'Keep it',
    differ: 'The two are not the same.',
    incomplete: 'The link is not whole: open it again with everything after the # sign.',
    failed: 'The authority did not answer. Try again.',
    done: 'The new password counts from now on. You can close this page.',
    script: 'This page needs JavaScript. Without it: parley password --reset "LINK"',
  },
  fr: {
    title: 'Nouveau mot de passe pour {realm}',
    text: 'Choisissez un nouveau mot de passe d’au moins {min} caractères ; quelques mots pris au hasard conviennent. Le lien ne sert qu’une fois.',
    password: 'Nouveau mot de passe',
    again: 'Encore une fois le même',
    send: 'Enregistrer',
    differ: 'Les deux ne sont pas identiques.',
    incomplete: 'Le lien n’est pas entier : ouvrez-le de nouveau avec tout ce qui suit le signe #.',
    failed: 'L’autorité n’a pas répondu. Réessayez.',
    done: 'Le nouveau mot de passe compte dès maintenant. Vous pouvez fermer cette page.',
    script: 'Cette page a besoin de JavaScript. Sans lui : parley password --reset "LIEN"',
  },
} as const

/** Words come from the page, so that there is one script for all languages. */
const SCRIPT = `const form = document.querySelector('form')
const told = document.querySelector('[role=status]')
const words = form.dataset
const secret = new URLSearchParams(location.hash.slice(1)).get('secret') ?? ''
const tell = (text) => { told.textContent = text }
form.hidden = secret === ''
if (secret === '') tell(words.incomplete)
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const [password, again] = [...form.querySelectorAll('input')].map((input) => input.value)
  if (password !== again) return tell(words.differ)
  const button = form.querySelector('button')
  button.disabled = true
  tell('')
  try {
    const reply = await fetch('/v1/password-reset', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ secret, password }),
    })
    const answer = await reply.json()
    if (!reply.ok) return tell([answer.title, answer.detail].filter(Boolean).join(' '))
    form.hidden = true
    history.replaceState(null, '', location.pathname)
    tell(words.done)
  } catch {
    tell(words.failed)
  } finally {
    button.disabled = false
  }
})
`

function resetPage(realm: RealmName, language: Language): string {
  const words = WORDS[language]
  const data = (['differ', 'incomplete', 'failed', 'done'] as const).map(
    (name) => `data-${name}="${words[name]}"`,
  )
  const field = (name: string, label: string) =>
    `<p><label for="${name}">${label}</label><input id="${name}" type="password" autocomplete="new-password" required minlength="${MIN_PASSWORD}"></p>`
  const body = `<p>${words.text.replace('{min}', String(MIN_PASSWORD))}</p>
<noscript><p>${words.script.replaceAll('"', '&quot;')}</p></noscript>
<form ${data.join(' ')} hidden>${field('password', words.password)}${field('again', words.again)}<p><button>${words.send}</button></p></form>
<p role="status"></p><script type="module" src="/reset.js"></script>`
  return page(language, words.title.replace('{realm}', realm), body)
}

/** What this one page may do beyond the others: run its own script, which asks this very host. */
const POLICY = `${SECURITY_HEADERS['content-security-policy']}; script-src 'self'; connect-src 'self'`

export function resetPageRoutes({ realm }: Authority) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/reset', (request, reply) => {
      reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
      return reply.send(resetPage(realm.name, languageAsked(request.headers['accept-language'])))
    })
    app.get('/reset.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT))
  }
}
