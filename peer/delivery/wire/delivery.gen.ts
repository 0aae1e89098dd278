// @ts-nocheck
import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Offer {
  number: number
  subject?: Subject
  burst: Uint8Array
}

export namespace Offer {
  let _codec: Codec<Offer>

  export const codec = (): Codec<Offer> => {
    if (_codec == null) {
      _codec = message<Offer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint32(obj.number)
        }

        if (obj.subject != null) {
          w.uint32(18)
          Subject.codec().encode(obj.subject, w)
        }

        if ((obj.burst != null && obj.burst.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.burst)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          burst: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.number = reader.uint32()
              break
            }
            case 2: {
              obj.subject = Subject.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.subject
              })
              break
            }
            case 3: {
              obj.burst = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * Subject.codec().stream(reader, reader.uint32(), `${prefix}.subject`, {
                limits: opts.limits?.subject
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.burst`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface OfferNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface OfferSubjectDirectOneFieldEvent {
    field: '$.subject.direct.one'
    value: string
  }

  export interface OfferSubjectDirectOtherFieldEvent {
    field: '$.subject.direct.other'
    value: string
  }

  export interface OfferBurstFieldEvent {
    field: '$.burst'
    value: Uint8Array
  }

  export function encode (obj: Partial<Offer>): Uint8Array {
    return encodeMessage(obj, Offer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Offer {
    return decodeMessage(buf, Offer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Generator<OfferNumberFieldEvent | OfferSubjectDirectOneFieldEvent | OfferSubjectDirectOtherFieldEvent | OfferBurstFieldEvent> {
    return streamMessage(buf, Offer.codec(), opts)
  }
}

export interface Subject {
  direct?: Direct
}

export namespace Subject {
  let _codec: Codec<Subject>

  export const codec = (): Codec<Subject> => {
    if (_codec == null) {
      _codec = message<Subject>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.direct != null) {
          w.uint32(10)
          Direct.codec().encode(obj.direct, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.direct = Direct.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.direct
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Direct.codec().stream(reader, reader.uint32(), `${prefix}.direct`, {
                limits: opts.limits?.direct
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SubjectDirectOneFieldEvent {
    field: '$.direct.one'
    value: string
  }

  export interface SubjectDirectOtherFieldEvent {
    field: '$.direct.other'
    value: string
  }

  export function encode (obj: Partial<Subject>): Uint8Array {
    return encodeMessage(obj, Subject.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subject>): Subject {
    return decodeMessage(buf, Subject.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subject>): Generator<SubjectDirectOneFieldEvent | SubjectDirectOtherFieldEvent> {
    return streamMessage(buf, Subject.codec(), opts)
  }
}

export interface Direct {
  one: string
  other: string
}

export namespace Direct {
  let _codec: Codec<Direct>

  export const codec = (): Codec<Direct> => {
    if (_codec == null) {
      _codec = message<Direct>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.one != null && obj.one !== '')) {
          w.uint32(10)
          w.string(obj.one)
        }

        if ((obj.other != null && obj.other !== '')) {
          w.uint32(18)
          w.string(obj.other)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          one: '',
          other: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.one = reader.string()
              break
            }
            case 2: {
              obj.other = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.one`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.other`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface DirectOneFieldEvent {
    field: '$.one'
    value: string
  }

  export interface DirectOtherFieldEvent {
    field: '$.other'
    value: string
  }

  export function encode (obj: Partial<Direct>): Uint8Array {
    return encodeMessage(obj, Direct.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Direct>): Direct {
    return decodeMessage(buf, Direct.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Direct>): Generator<DirectOneFieldEvent | DirectOtherFieldEvent> {
    return streamMessage(buf, Direct.codec(), opts)
  }
}

export interface Standing {
  number: number
  have: number
  refusal?: string
}

export namespace Standing {
  let _codec: Codec<Standing>

  export const codec = (): Codec<Standing> => {
    if (_codec == null) {
      _codec = message<Standing>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint32(obj.number)
        }

        if ((obj.have != null && obj.have !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.have)
        }

        if (obj.refusal != null) {
          w.uint32(26)
          w.string(obj.refusal)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          have: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.number = reader.uint32()
              break
            }
            case 2: {
              obj.have = reader.uint64Number()
              break
            }
            case 3: {
              obj.refusal = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.have`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.refusal`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface StandingNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface StandingHaveFieldEvent {
    field: '$.have'
    value: number
  }

  export interface StandingRefusalFieldEvent {
    field: '$.refusal'
    value: string
  }

  export function encode (obj: Partial<Standing>): Uint8Array {
    return encodeMessage(obj, Standing.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Standing>): Standing {
    return decodeMessage(buf, Standing.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Standing>): Generator<StandingNumberFieldEvent | StandingHaveFieldEvent | StandingRefusalFieldEvent> {
    return streamMessage(buf, Standing.codec(), opts)
  }
}
