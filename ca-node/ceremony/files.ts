// The files that travel between the authority and the root's keeper: JSON that a person can read, bounded, versioned.
// The last field of each signs everything before it. Form and bounds only: who may ask or answer is judged elsewhere.
import { createHash } from 'node:crypto'
import { attributeOf, readName } from '@parley/shared/certificates/distinguished-name.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { readBounded } from '@parley/shared/host/files.ts'
import { z } from 'zod'
import { CEREMONY_FILE_BYTES_MAX, COMPARED_DIGITS, REVOKED_ISSUERS_MAX } from './constants.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const serial = z.string().regex(/^[0-9a-f]{32}$/)
const der = z.base64().max(200_000)
const label = z.string().regex(/^[a-z0-9-]{1,16}$/)
const short = z.string().max(256)

/** What the root is asked to do. */
export const ACTS = [
  'renew-issuing',
  'new-node',
  'renew-list',
  'revoke-issuing',
  'announce-root',
  'use-root',
  'retire-root',
] as const
export type Act = (typeof ACTS)[number]

const revokedIssuer = z.strictObject({ serial, label: short, reason: short, at: z.iso.datetime() })

const requestContent = z.strictObject({
  parley: z.literal('ceremony request'),
  version: z.literal(1),
  realm: short,
  /** SHA-256 of the realm's first root. */
  realmId: hash,
  act: z.enum(ACTS),
  madeAt: z.iso.datetime(),
  /** SHA-256 of the root that is to sign; for `use-root` the new one, for `announce-root` the old. */
  root: hash,
  /** A new issuing CA: its name and the request for its key. */
  issuing: z.strictObject({ label, csr: der }).optional(),
  /** Everything that root's list is to revoke, and its number. */
  list: z.strictObject({
    number: z.int().min(1).max(1_000_000),
    revoked: z.array(revokedIssuer).max(REVOKED_ISSUERS_MAX),
  }),
  /** The signed lists of roots so far. */
  rootLists: z.array(der).max(32),
  /** The issuing CA that vouches for this request. */
  voucher: der.optional(),
})
export type RequestContent = z.infer<typeof requestContent>

const request = z.strictObject({
  ...requestContent.shape,
  signatures: z.strictObject({
    /** By the key of `issuing`. */
    key: der.optional(),
    /** By the key of `voucher`. */
    voucher: der.optional(),
  }),
})

const answerContent = z.strictObject({
  parley: z.literal('ceremony answer'),
  version: z.literal(1),
  realm: short,
  realmId: hash,
  act: z.enum(ACTS),
  madeAt: z.iso.datetime(),
  /** SHA-256 of the request this answers. */
  request: hash,
  /** SHA-256 of the root that signed. */
  root: hash,
  /** Certificate of the issuing CA. */
  issuing: der.optional(),
  /** Revocation lists of roots. */
  lists: z.array(der).min(1).max(2),
  /** The next list of roots. */
  rootList: der.optional(),
  /** Roots certified by each other, for stock tools. */
  crossCertificates: z.array(der).max(2),
})
export type AnswerContent = z.infer<typeof answerContent>
const answer = z.strictObject({ ...answerContent.shape, signature: der })

export interface CeremonyRequest {
  readonly content: RequestContent
  readonly signatures: z.infer<typeof request>['signatures']
  /** What is signed. */
  readonly signed: Uint8Array
  /** SHA-256 of what is signed: the name of this request. */
  readonly id: string
}

export interface CeremonyAnswer {
  readonly content: AnswerContent
  readonly signature: string
  readonly signed: Uint8Array
}

/** One encoding for what is signed, whatever the file looks like: fields in the order of the schema, no spaces. */
export function signedRequest(content: RequestContent): Uint8Array {
  return domain('parley/1 ceremony request', requestContent.parse(content))
}

export function signedAnswer(content: AnswerContent): Uint8Array {
  return domain('parley/1 ceremony answer', answerContent.parse(content))
}

function domain(name: string, content: object): Uint8Array {
  return new Uint8Array(Buffer.from(`${name}\n${JSON.stringify(content)}`))
}

export function requestId(signed: Uint8Array): string {
  return createHash('sha256').update(signed).digest('hex')
}

/** `3f2a 91c0 77de 0b14`: the digits of a hash that two people compare. */
export function comparable(hex: string): string {
  return hex.slice(0, COMPARED_DIGITS).match(/.{4}/g)?.join(' ') ?? ''
}

export function formatRequest(content: RequestContent, signatures: CeremonyRequest['signatures']): string {
  return `${JSON.stringify(request.parse({ ...content, signatures }), null, 2)}\n`
}

export function formatAnswer(content: AnswerContent, signature: string): string {
  return `${JSON.stringify(answer.parse({ ...content, signature }), null, 2)}\n`
}

/** @throws Fault FILE_UNREADABLE, FILE_TOO_LARGE, CEREMONY_FILE_WRONG */
export async function readCeremonyFile(path: string): Promise<string> {
  return decoded(await readBounded(path, CEREMONY_FILE_BYTES_MAX))
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Fault('CEREMONY_FILE_WRONG', { wanted: 'request', reason: 'UTF-8' }, { cause })
  }
}

/** @throws Fault CEREMONY_FILE_WRONG */
export function parseRequest(text: string): CeremonyRequest {
  const { signatures, ...content } = parsed(text, request, 'request')
  const signed = signedRequest(content)
  return { content, signatures, signed, id: requestId(signed) }
}

/** @throws Fault CEREMONY_FILE_WRONG */
export function parseAnswer(text: string): CeremonyAnswer {
  const { signature, ...content } = parsed(text, answer, 'answer')
  return { content, signature, signed: signedAnswer(content) }
}

function parsed<Shape extends z.ZodType>(text: string, shape: Shape, wanted: string): z.output<Shape> {
  if (text.length > CEREMONY_FILE_BYTES_MAX)
    throw new Fault('CEREMONY_FILE_WRONG', { wanted, reason: 'SIZE' })
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    const where = cause instanceof z.ZodError ? (cause.issues[0]?.path.join('.') ?? '') : 'JSON'
    throw new Fault('CEREMONY_FILE_WRONG', { wanted, reason: where === '' ? 'JSON' : where }, { cause })
  }
}

/** The name of an issuing CA: the last word of its common name. */
export function labelOf({ subject }: Pick<Issuer, 'subject'>): string {
  return (attributeOf(readName(subject), OID.commonName) ?? '').split(' ').at(-1) ?? ''
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
