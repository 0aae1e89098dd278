// What a stock client asks about certificates: the real `openssl ocsp`, with a root and an issuing CA it was given once.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Realm } from '@parley/ca-node/realm/realm.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { login } from '@parley/shared/identity/login.ts'
import { send } from '../ca-node/request.ts'
import type { TestAuthority } from './authority.ts'
import { type Ending, temporaryFolder } from './folder.ts'

const run = promisify(execFile)

export interface OpenSsl {
  /** By POST. @param what options of `openssl ocsp` that say what is asked */
  ask(...what: string[]): Promise<string>
  /** By GET, which `openssl ocsp` cannot send: it writes the question and checks the answer. */
  askByGet(...what: string[]): Promise<string>
  /** File of somebody's newest certificate. */
  certificate(who: string): Promise<string>
}

/**
 * @param at the authority that is asked
 * @param about the issuing CA whose certificates are asked about, and the root above it: those in use there now unless told otherwise
 */
export async function openssl(
  t: Ending,
  at: TestAuthority,
  { root: above, issuing: issuer }: Pick<Realm, 'root' | 'issuing'> = at.authority.realm,
): Promise<OpenSsl> {
  const folder = await temporaryFolder(t)
  const { store } = at.authority
  const file = async (name: string, der: Uint8Array) => {
    await writeFile(join(folder, name), encodePem('CERTIFICATE', der))
    return join(folder, name)
  }
  const root = await file('root.pem', above.der)
  const issuing = await file('issuing.pem', issuer.der)
  const ocsp = async (...given: string[]) => {
    const { stdout, stderr } = await run('openssl', ['ocsp', '-issuer', issuing, ...given])
    return stdout + stderr
  }
  return {
    ask(...what) {
      const url = what.includes('-url') ? [] : ['-url', `http://${at.address}/ocsp`]
      return ocsp('-CAfile', root, '-timeout', '5', ...what, ...url)
    },
    async askByGet(...what) {
      const [question, answer] = [join(folder, 'question.der'), join(folder, 'answer.der')]
      await ocsp(...what, '-reqout', question)
      const path = encodeURIComponent((await readFile(question)).toString('base64'))
      await writeFile(answer, (await send(at, `/ocsp/${path}`, { plain: true })).bytes)
      // The nonce is in the question already; another would be compared.
      const asked = what.filter((option) => option !== '-nonce')
      return ocsp('-CAfile', root, ...asked, '-no_nonce', '-reqin', question, '-respin', answer)
    },
    async certificate(who) {
      const { der } = await store.db
        .selectFrom('certificates')
        .select('der')
        .where('login', '=', login(who))
        .orderBy('created_at', 'desc')
        .executeTakeFirstOrThrow()
      return file(`${who}.pem`, der)
    },
  }
}
