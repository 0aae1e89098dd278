// Ceremonies as verbs: request and install on the authority, and sign where the root is kept online.
import { Fault } from '@parley/shared/faults/fault.ts'
import { z } from 'zod'
import { attempted } from '../audit/record.ts'
import { type Asker, type Authority, keysOf } from '../authority.ts'
import { shortText, verb } from '../control/verb.ts'
import { gravely } from '../rights/gravely.ts'
import { CEREMONY_FILE_BYTES_MAX } from './constants.ts'
import { ACTS, parseAnswer, parseRequest } from './files.ts'
import { type Installed, installAnswer } from './install.ts'
import { requestCeremony } from './request.ts'
import { type Signed, signCeremony } from './sign.ts'
import { showHierarchy } from './status.ts'

const file = z.string().max(CEREMONY_FILE_BYTES_MAX)
const [renew, , ...others] = ACTS

export const ceremonyVerbs = {
  'ceremony-status': verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: (authority) => showHierarchy(authority),
  }),
  'ceremony-request': verb(
    z.strictObject({
      act: z.enum([renew, ...others]),
      label: shortText.optional(),
      reason: z.enum(['keyCompromise', 'cACompromise', 'superseded', 'cessationOfOperation']).optional(),
      anyway: z.boolean().optional(),
    }),
    {
      signs: true,
      right: 'realm.manage',
      run: (authority, input, asker) => requestCeremony(authority, input, asker),
    },
  ),
  'ceremony-sign': verb(z.strictObject({ request: file, confirm: shortText }), {
    signs: true,
    right: 'realm.manage',
    run: (authority, input, asker) => signHere(authority, input, asker),
  }),
  'ceremony-install': verb(z.strictObject({ answer: file }), {
    signs: true,
    right: 'realm.manage',
    run: (authority, input, asker) => installHere(authority, input.answer, asker),
  }),
}

type SignedHere = Omit<Signed, 'issuing'>

/** With the root in this authority's own vault: the gravest act there is. @throws Fault ROOT_KEY_OFFLINE, SECOND_ADMIN_NEEDED */
function signHere(
  authority: Authority,
  input: { request: string; confirm: string },
  asker: Asker,
): Promise<SignedHere> {
  const request = parseRequest(input.request)
  const detail = { kind: request.content.act, request: request.id.slice(0, 16) }
  return attempted(authority, { act: 'ceremony-sign', asker, detail }, async () => {
    const signer = keysOf(authority).root
    const { root, rootIssuer } = authority.realm
    if (signer === undefined) throw new Fault('ROOT_KEY_OFFLINE')
    const grave = { act: 'ceremony-sign', input: { request: request.id }, asker }
    return gravely(authority, grave, async () => {
      const here = { root, issuer: rootIssuer, signer, path: undefined }
      const { issuing: _, ...signed } = await signCeremony({
        request,
        roots: [here],
        confirm: input.confirm,
        now: authority.now(),
      })
      return signed
    })
  })
}

function installHere(authority: Authority, text: string, asker: Asker): Promise<Installed> {
  const answer = parseAnswer(text)
  const detail = { kind: answer.content.act, request: answer.content.request.slice(0, 16) }
  return attempted(authority, { act: 'ceremony-install', asker, detail }, async () => {
    const { store, now } = authority
    const done = await installAnswer({ store, vault: keysOf(authority).vault, answer, now: now() })
    await authority.live.realmChanged()
    return done
  })
}
