// What comes as text: links, ids, names, evidence files, the JSON of HTTPS, headers and files of ceremonies.

import {
  type AnswerContent,
  formatAnswer,
  formatRequest,
  parseAnswer,
  parseRequest,
  type RequestContent,
} from '@parley/ca-node/ceremony/files.ts'
import { estCredentials } from '@parley/ca-node/est/credentials.ts'
import { formatResetLink, parseResetLink } from '@parley/shared/accounts/reset-link.ts'
import { signInRequest } from '@parley/shared/accounts/schema.ts'
import { MAX_LINK_LENGTH, MAX_REQUEST_BYTES } from '@parley/shared/enrolment/constants.ts'
import {
  formatInvitation,
  hostPort,
  invitationSecret,
  parseInvitation,
} from '@parley/shared/enrolment/invitation.ts'
import { enrolmentRequest, membership, problem, unfinished } from '@parley/shared/enrolment/schema.ts'
import { EvidenceCheck } from '@parley/shared/evidence/check.ts'
import { readLine, writeLine } from '@parley/shared/evidence/lines.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { fingerprint, peerIdText, serial } from '@parley/shared/identity/ids.ts'
import { login, realmName, typedLogin } from '@parley/shared/identity/login.ts'
import { cardNumber } from '@parley/shared/people/card.ts'
import { emailAddress } from '@parley/shared/people/email.ts'
import { deviceName, firstName, lastName } from '@parley/shared/people/name.ts'
import { plainText } from '@parley/shared/people/text.ts'
import { visible, visibleLines } from '@parley/shared/text/visible.ts'
import type { ZodType } from 'zod'
import { exported, hasher, story } from '../../shared/evidence/story.ts'
import { type Decoder, ofText } from '../decoder.ts'

/** What people type or paste is cut by nobody before its constructor looks at it. */
const PASTED = 100_000
const ROOT = 'ab'.repeat(32)
const SECRET = 'A'.repeat(22)
const NOT_JSON = 'not JSON'

export function textDecoders(): Decoder[] {
  const told = story()
  const file = exported(told)
  const lines = file.trimEnd().split('\n')
  const peerId = told.alice.device.peerId

  /** A constructor that takes one form only, or several and makes one of them. */
  const name = (
    path: string,
    samples: readonly string[],
    refuses: Parameters<typeof ofText>[0]['refuses'],
    decode: (raw: string) => string,
    canonical: 'bytes' | 'value' = 'bytes',
  ): Decoder =>
    ofText({
      name: `shared/${path}`,
      samples,
      runs: 8_000,
      sizeMax: PASTED,
      refuses,
      decode,
      encode: String,
      canonical,
    })

  const json = (path: string, schema: ZodType, sample: unknown): Decoder =>
    ofText({
      name: `shared/${path}`,
      samples: [JSON.stringify(sample)],
      runs: 10_000,
      sizeMax: MAX_REQUEST_BYTES,
      refuses: 'nothing',
      decode: (text) => schema.safeParse(parsed(text)).success,
    })

  const named = {
    realm: 'harbour',
    realmId: ROOT,
    madeAt: '2026-11-21T12:00:00.000Z',
    root: ROOT,
    version: 1,
  } as const
  const ceremony = {
    request: {
      ...{ parley: 'ceremony request' as const, act: 'renew-issuing' as const, ...named },
      ...{
        issuing: { label: 'a', csr: 'AAAA' },
        list: { number: 2, revoked: [] },
        rootLists: ['AAAA'],
        voucher: 'AAAA',
      },
    },
    answer: {
      ...{ parley: 'ceremony answer' as const, act: 'renew-issuing' as const, ...named },
      ...{ request: ROOT, issuing: 'AAAA', lists: ['AAAA'], crossCertificates: [] },
    },
  } satisfies { request: RequestContent; answer: AnswerContent }

  return [
    ofText({
      name: 'shared/enrolment/invitation.ts parseInvitation',
      samples: [
        `https://10.0.0.1:8443/join#v=1&root=${ROOT}&secret=${SECRET}&login=alice`,
        `https://[fe80::1]:443/join#v=1&root=${ROOT}&for=device&also=ca.harbour.example:1,10.0.0.2:2`,
        `  https://ca.example/join#v=1&root=${ROOT}&secret=${SECRET}\r\n`,
      ],
      runs: 24_000,
      sizeMax: MAX_LINK_LENGTH * 4,
      refuses: ['INVITATION_MALFORMED'],
      decode: parseInvitation,
      encode: formatInvitation,
      canonical: 'value',
    }),
    ofText({
      name: 'shared/accounts/reset-link.ts parseResetLink',
      samples: [`https://10.0.0.1:8443/reset#v=1&root=${ROOT}&secret=${SECRET}&also=[::1]:2`],
      runs: 14_000,
      sizeMax: MAX_LINK_LENGTH * 4,
      refuses: ['RESET_LINK_MALFORMED'],
      decode: parseResetLink,
      encode: formatResetLink,
      canonical: 'value',
    }),
    name(
      'enrolment/invitation.ts hostPort',
      ['10.0.0.1:8443', '[::1]:1', 'CA.example:9'],
      ['HOST_PORT_MALFORMED'],
      hostPort,
      'value',
    ),
    name('enrolment/invitation.ts invitationSecret', [SECRET], ['INVITATION_MALFORMED'], invitationSecret),
    name('identity/ids.ts peerIdText', [peerId], ['PEER_ID_MALFORMED'], peerIdText),
    name(
      'identity/ids.ts serial',
      ['ab'.repeat(16), `${'AB:'.repeat(15)}CD`],
      ['SERIAL_MALFORMED'],
      serial,
      'value',
    ),
    name(
      'identity/ids.ts fingerprint',
      [ROOT, `${'AB:'.repeat(31)}CD`],
      ['FINGERPRINT_MALFORMED'],
      fingerprint,
      'value',
    ),
    name('identity/login.ts login', ['alice', 'a.b-c_d'], ['LOGIN_MALFORMED'], login),
    name('identity/login.ts typedLogin', [' @Alice '], ['LOGIN_MALFORMED'], typedLogin, 'value'),
    name('identity/login.ts realmName', ['harbour', 'a.b-c'], ['REALM_NAME_MALFORMED'], realmName),
    name('people/name.ts firstName', ['Ægir', "O'Neil-Ng"], ['FIRST_NAME_MALFORMED'], firstName, 'value'),
    name('people/name.ts lastName', ['Nguyễn  Văn'], ['LAST_NAME_MALFORMED'], lastName, 'value'),
    name('people/name.ts deviceName', ['Laptop 2', '船'], ['DEVICE_NAME_MALFORMED'], deviceName, 'value'),
    name(
      'people/email.ts emailAddress',
      ['a.b+c@Harbour.example'],
      ['EMAIL_MALFORMED'],
      emailAddress,
      'value',
    ),
    name('people/card.ts cardNumber', ['ab 12-34'], ['CARD_NUMBER_MALFORMED'], cardNumber, 'value'),
    ofText({
      name: 'shared/people/text.ts plainText',
      samples: ['Grüße  von Ægir'],
      runs: 10_000,
      sizeMax: PASTED,
      refuses: 'nothing',
      decode: (raw) => plainText(raw, 64),
    }),
    ofText({
      name: 'shared/text/visible.ts visible',
      samples: ['a\u202eb \u{1f468}\u200d\u{1f469} \u0000', 'नमस्ते\u200d'],
      runs: 10_000,
      sizeMax: 16_384,
      refuses: 'nothing',
      decode: (raw) => [visible(raw), visibleLines(raw)],
    }),
    ofText({
      name: 'shared/evidence/lines.ts readLine',
      samples: lines,
      runs: 6_000,
      sizeMax: 262_144,
      refuses: ['EVIDENCE_MALFORMED'],
      decode: (raw) => readLine(raw, 1),
      encode: (line) => writeLine(line).slice(0, -1),
      canonical: 'bytes',
    }),
    ofText({
      name: 'shared/evidence/check.ts EvidenceCheck',
      samples: [file],
      runs: 600,
      sizeMax: 262_144,
      refuses: ['EVIDENCE_*'],
      decode(text) {
        const check = new EvidenceCheck({ roots: [told.realm.root], primitives, hasher })
        for (const line of text.trimEnd().split('\n')) check.line(line)
        return check.finish()
      },
    }),
    json('enrolment/schema.ts enrolmentRequest', enrolmentRequest, {
      invitation: SECRET,
      login: 'alice',
      password: 'every rope has two ends',
      csr: 'AAAA',
      firstName: 'Alice',
    }),
    json('enrolment/schema.ts membership', membership, {
      realm: 'harbour',
      login: 'alice',
      serial: 'ab',
      notAfter: '2026-11-21T12:00:00.000Z',
      chain: ['AAAA', 'BBBB'],
      root: 'AAAA',
      lists: ['AAAA'],
      authority: { peerId, p2p: ['/ip4/10.0.0.1/tcp/1'], https: ['10.0.0.1:8443'] },
      policy: { validitySeconds: 604_800, required: ['email'] },
    }),
    json('enrolment/schema.ts unfinished', unfinished, {
      state: 'waiting',
      realm: 'harbour',
      login: 'alice',
      since: '2026-11-21T12:00:00.000Z',
      expires: '2026-11-22T12:00:00.000Z',
      againSeconds: 5,
    }),
    json('enrolment/schema.ts problem', problem, {
      type: 'about:blank',
      title: 'Refused',
      status: 403,
      code: 'LOGIN_TAKEN',
      parameters: { login: 'alice', count: 3 },
    }),
    json('accounts/schema.ts signInRequest', signInRequest, {
      login: 'alice',
      password: 'x',
      code: '123456',
    }),
    ofText({
      name: 'ca-node/est/credentials.ts estCredentials',
      samples: [basic(`alice:${SECRET}`), basic(`alice:${SECRET}:pass:word`)],
      runs: 20_000,
      sizeMax: 16_384,
      refuses: ['EST_CREDENTIALS_MISSING', 'EST_CREDENTIALS_MALFORMED'],
      decode: estCredentials,
    }),
    ofText({
      name: 'ca-node/ceremony/files.ts parseRequest',
      samples: [formatRequest(ceremony.request, { key: 'AAAA' })],
      runs: 2_500,
      sizeMax: 262_144,
      refuses: ['CEREMONY_*'],
      decode: parseRequest,
    }),
    ofText({
      name: 'ca-node/ceremony/files.ts parseAnswer',
      samples: [formatAnswer(ceremony.answer, 'AAAA')],
      runs: 2_500,
      sizeMax: 262_144,
      refuses: ['CEREMONY_*'],
      decode: parseAnswer,
    }),
  ]
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}

/** As the HTTP server and client do before a schema looks at it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return NOT_JSON
  }
}
