// Who is named in a text by @login. Pure; whether there is such a person is not asked.
import { type Login, login } from '../identity/login.ts'

/** People one text may call at most; those after them are only read. */
const MENTIONS_MAX = 64

/** Not inside an address or another word: bob@school.org and @@bob call nobody. */
const MENTION = /(?<![\p{L}\p{N}\p{M}_.@/+-])@([a-z0-9._-]{2,40})(?![\p{L}\p{N}\p{M}_@])/giu

/** Each once, in the order of the text. A full stop or dash behind a login is the sentence's. */
export function mentionsIn(text: string): Login[] {
  const found = new Set<Login>()
  for (const [, name = ''] of text.matchAll(MENTION)) {
    const mentioned = loginOr(name.replace(/[._-]+$/, '').toLowerCase())
    if (mentioned !== undefined) found.add(mentioned)
    if (found.size >= MENTIONS_MAX) break
  }
  return [...found]
}

function loginOr(name: string): Login | undefined {
  try {
    return login(name)
  } catch {
    return undefined
  }
}
