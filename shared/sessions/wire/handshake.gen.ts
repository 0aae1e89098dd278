// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Frame {
  hello?: Hello
  need?: Need
  lists?: Lists
  done?: Done
  refusal?: Refusal
}

export namespace Frame {
  let _codec: Codec<Frame>

  export const codec = (): Codec<Frame> => {
    if (_codec == null) {
      _codec = message<Frame>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.hello != null) {
          w.uint32(10)
          Hello.codec().encode(obj.hello, w)
        }

        if (obj.need != null) {
          w.uint32(18)
          Need.codec().encode(obj.need, w)
        }

        if (obj.lists != null) {
          w.uint32(26)
          Lists.codec().encode(obj.lists, w)
        }

        if (obj.done != null) {
          w.uint32(34)
          Done.codec().encode(obj.done, w)
        }

        if (obj.refusal != null) {
          w.uint32(42)
          Refusal.codec().encode(obj.refusal, w)
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
              obj.hello = Hello.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.hello
              })
              break
            }
            case 2: {
              obj.need = Need.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.need
              })
              break
            }
            case 3: {
              obj.lists = Lists.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.lists
              })
              break
            }
            case 4: {
              obj.done = Done.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.done
              })
              break
            }
            case 5: {
              obj.refusal = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusal
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
              yield * Hello.codec().stream(reader, reader.uint32(), `${prefix}.hello`, {
                limits: opts.limits?.hello
              })

              break
            }
            case 2: {
              yield * Need.codec().stream(reader, reader.uint32(), `${prefix}.need`, {
                limits: opts.limits?.need
              })

              break
            }
            case 3: {
              yield * Lists.codec().stream(reader, reader.uint32(), `${prefix}.lists`, {
                limits: opts.limits?.lists
              })

              break
            }
            case 4: {
              yield * Done.codec().stream(reader, reader.uint32(), `${prefix}.done`, {
                limits: opts.limits?.done
              })

              break
            }
            case 5: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.refusal`, {
                limits: opts.limits?.refusal
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

  export interface FrameHelloChainFieldEvent {
    field: '$.hello.chain[]'
    index: number
    value: Uint8Array
  }

  export interface FrameHelloListsIssuerFieldEvent {
    field: '$.hello.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface FrameHelloListsNumberFieldEvent {
    field: '$.hello.lists[].number'
    value: bigint
    index: number
  }

  export interface FrameHelloListsFollowFieldEvent {
    field: '$.hello.listsFollow'
    value: boolean
  }

  export interface FrameNeedListsIssuerFieldEvent {
    field: '$.need.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface FrameNeedListsNumberFieldEvent {
    field: '$.need.lists[].number'
    value: bigint
    index: number
  }

  export interface FrameListsRevocationListsFieldEvent {
    field: '$.lists.revocationLists[]'
    index: number
    value: Uint8Array
  }

  export interface FrameRefusalCodeFieldEvent {
    field: '$.refusal.code'
    value: string
  }

  export function encode (obj: Partial<Frame>): Uint8Array {
    return encodeMessage(obj, Frame.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Frame {
    return decodeMessage(buf, Frame.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Generator<FrameHelloChainFieldEvent | FrameHelloListsIssuerFieldEvent | FrameHelloListsNumberFieldEvent | FrameHelloListsFollowFieldEvent | FrameNeedListsIssuerFieldEvent | FrameNeedListsNumberFieldEvent | FrameListsRevocationListsFieldEvent | FrameRefusalCodeFieldEvent> {
    return streamMessage(buf, Frame.codec(), opts)
  }
}

export interface Hello {
  chain: Uint8Array[]
  lists: ListNumber[]
  listsFollow: boolean
}

export namespace Hello {
  let _codec: Codec<Hello>

  export const codec = (): Codec<Hello> => {
    if (_codec == null) {
      _codec = message<Hello>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.chain != null && obj.chain.length > 0) {
          for (const value of obj.chain) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (obj.lists != null && obj.lists.length > 0) {
          for (const value of obj.lists) {
            w.uint32(18)
            ListNumber.codec().encode(value, w)
          }
        }

        if ((obj.listsFollow != null && obj.listsFollow !== false)) {
          w.uint32(24)
          w.bool(obj.listsFollow)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: [],
          lists: [],
          listsFollow: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.chain != null && obj.chain.length === opts.limits.chain) {
                throw new MaxLengthError('Decode error - repeated field "chain" had too many elements')
              }

              obj.chain.push(reader.bytes())
              break
            }
            case 2: {
              if (opts.limits?.lists != null && obj.lists.length === opts.limits.lists) {
                throw new MaxLengthError('Decode error - repeated field "lists" had too many elements')
              }

              obj.lists.push(ListNumber.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.lists$
              }))
              break
            }
            case 3: {
              obj.listsFollow = reader.bool()
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
        const obj = {
          chain: 0,
          lists: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.chain != null && obj.chain === opts.limits.chain) {
                throw new MaxLengthError('Streaming decode error - repeated field "chain" had too many elements')
              }

              yield {
                field: `${prefix}.chain[]`,
                index: obj.chain,
                value: reader.bytes()
              }

              obj.chain++

              break
            }
            case 2: {
              if (opts.limits?.lists != null && obj.lists === opts.limits.lists) {
                throw new MaxLengthError('Streaming decode error - repeated field "lists" had too many elements')
              }

              for (const evt of ListNumber.codec().stream(reader, reader.uint32(), `${prefix}.lists[]`, {
                limits: opts.limits?.lists$
              })) {
                yield {
                  ...evt,
                  index: obj.lists
                }
              }

              obj.lists++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.listsFollow`,
                value: reader.bool()
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

  export interface HelloChainFieldEvent {
    field: '$.chain[]'
    index: number
    value: Uint8Array
  }

  export interface HelloListsIssuerFieldEvent {
    field: '$.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface HelloListsNumberFieldEvent {
    field: '$.lists[].number'
    value: bigint
    index: number
  }

  export interface HelloListsFollowFieldEvent {
    field: '$.listsFollow'
    value: boolean
  }

  export function encode (obj: Partial<Hello>): Uint8Array {
    return encodeMessage(obj, Hello.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Hello {
    return decodeMessage(buf, Hello.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Generator<HelloChainFieldEvent | HelloListsIssuerFieldEvent | HelloListsNumberFieldEvent | HelloListsFollowFieldEvent> {
    return streamMessage(buf, Hello.codec(), opts)
  }
}

export interface ListNumber {
  issuer: Uint8Array
  number: bigint
}

export namespace ListNumber {
  let _codec: Codec<ListNumber>

  export const codec = (): Codec<ListNumber> => {
    if (_codec == null) {
      _codec = message<ListNumber>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.issuer != null && obj.issuer.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.issuer)
        }

        if ((obj.number != null && obj.number !== 0n)) {
          w.uint32(16)
          w.uint64(obj.number)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          issuer: uint8ArrayAlloc(0),
          number: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.issuer = reader.bytes()
              break
            }
            case 2: {
              obj.number = reader.uint64()
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
                field: `${prefix}.issuer`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint64()
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

  export interface ListNumberIssuerFieldEvent {
    field: '$.issuer'
    value: Uint8Array
  }

  export interface ListNumberNumberFieldEvent {
    field: '$.number'
    value: bigint
  }

  export function encode (obj: Partial<ListNumber>): Uint8Array {
    return encodeMessage(obj, ListNumber.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListNumber>): ListNumber {
    return decodeMessage(buf, ListNumber.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListNumber>): Generator<ListNumberIssuerFieldEvent | ListNumberNumberFieldEvent> {
    return streamMessage(buf, ListNumber.codec(), opts)
  }
}

export interface Need {
  lists: ListNumber[]
}

export namespace Need {
  let _codec: Codec<Need>

  export const codec = (): Codec<Need> => {
    if (_codec == null) {
      _codec = message<Need>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.lists != null && obj.lists.length > 0) {
          for (const value of obj.lists) {
            w.uint32(10)
            ListNumber.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          lists: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.lists != null && obj.lists.length === opts.limits.lists) {
                throw new MaxLengthError('Decode error - repeated field "lists" had too many elements')
              }

              obj.lists.push(ListNumber.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.lists$
              }))
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
        const obj = {
          lists: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.lists != null && obj.lists === opts.limits.lists) {
                throw new MaxLengthError('Streaming decode error - repeated field "lists" had too many elements')
              }

              for (const evt of ListNumber.codec().stream(reader, reader.uint32(), `${prefix}.lists[]`, {
                limits: opts.limits?.lists$
              })) {
                yield {
                  ...evt,
                  index: obj.lists
                }
              }

              obj.lists++

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

  export interface NeedListsIssuerFieldEvent {
    field: '$.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface NeedListsNumberFieldEvent {
    field: '$.lists[].number'
    value: bigint
    index: number
  }

  export function encode (obj: Partial<Need>): Uint8Array {
    return encodeMessage(obj, Need.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Need>): Need {
    return decodeMessage(buf, Need.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Need>): Generator<NeedListsIssuerFieldEvent | NeedListsNumberFieldEvent> {
    return streamMessage(buf, Need.codec(), opts)
  }
}

export interface Lists {
  revocationLists: Uint8Array[]
}

export namespace Lists {
  let _codec: Codec<Lists>

  export const codec = (): Codec<Lists> => {
    if (_codec == null) {
      _codec = message<Lists>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.revocationLists != null && obj.revocationLists.length > 0) {
          for (const value of obj.revocationLists) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          revocationLists: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.revocationLists != null && obj.revocationLists.length === opts.limits.revocationLists) {
                throw new MaxLengthError('Decode error - repeated field "revocationLists" had too many elements')
              }

              obj.revocationLists.push(reader.bytes())
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
        const obj = {
          revocationLists: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.revocationLists != null && obj.revocationLists === opts.limits.revocationLists) {
                throw new MaxLengthError('Streaming decode error - repeated field "revocationLists" had too many elements')
              }

              yield {
                field: `${prefix}.revocationLists[]`,
                index: obj.revocationLists,
                value: reader.bytes()
              }

              obj.revocationLists++

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

  export interface ListsRevocationListsFieldEvent {
    field: '$.revocationLists[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Lists>): Uint8Array {
    return encodeMessage(obj, Lists.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Lists>): Lists {
    return decodeMessage(buf, Lists.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Lists>): Generator<ListsRevocationListsFieldEvent> {
    return streamMessage(buf, Lists.codec(), opts)
  }
}

export interface Done {}

export namespace Done {
  let _codec: Codec<Done>

  export const codec = (): Codec<Done> => {
    if (_codec == null) {
      _codec = message<Done>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
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

  export function encode (obj: Partial<Done>): Uint8Array {
    return encodeMessage(obj, Done.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Done {
    return decodeMessage(buf, Done.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Generator<{}> {
    return streamMessage(buf, Done.codec(), opts)
  }
}

export interface Refusal {
  code: string
}

export namespace Refusal {
  let _codec: Codec<Refusal>

  export const codec = (): Codec<Refusal> => {
    if (_codec == null) {
      _codec = message<Refusal>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.code != null && obj.code !== '')) {
          w.uint32(10)
          w.string(obj.code)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          code: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.code = reader.string()
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
                field: `${prefix}.code`,
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

  export interface RefusalCodeFieldEvent {
    field: '$.code'
    value: string
  }

  export function encode (obj: Partial<Refusal>): Uint8Array {
    return encodeMessage(obj, Refusal.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refusal>): Refusal {
    return decodeMessage(buf, Refusal.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refusal>): Generator<RefusalCodeFieldEvent> {
    return streamMessage(buf, Refusal.codec(), opts)
  }
}
