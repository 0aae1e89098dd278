// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Papers {
  chain: Uint8Array[]
  lists: ListNumber[]
  revocationLists: Uint8Array[]
  farewell: string
}

export namespace Papers {
  let _codec: Codec<Papers>

  export const codec = (): Codec<Papers> => {
    if (_codec == null) {
      _codec = message<Papers>((obj, w, opts = {}) => {
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

        if (obj.revocationLists != null && obj.revocationLists.length > 0) {
          for (const value of obj.revocationLists) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if ((obj.farewell != null && obj.farewell !== '')) {
          w.uint32(34)
          w.string(obj.farewell)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: [],
          lists: [],
          revocationLists: [],
          farewell: ''
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
              if (opts.limits?.revocationLists != null && obj.revocationLists.length === opts.limits.revocationLists) {
                throw new MaxLengthError('Decode error - repeated field "revocationLists" had too many elements')
              }

              obj.revocationLists.push(reader.bytes())
              break
            }
            case 4: {
              obj.farewell = reader.string()
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
          lists: 0,
          revocationLists: 0
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
            case 4: {
              yield {
                field: `${prefix}.farewell`,
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

  export interface PapersChainFieldEvent {
    field: '$.chain[]'
    index: number
    value: Uint8Array
  }

  export interface PapersListsIssuerFieldEvent {
    field: '$.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface PapersListsNumberFieldEvent {
    field: '$.lists[].number'
    value: bigint
    index: number
  }

  export interface PapersRevocationListsFieldEvent {
    field: '$.revocationLists[]'
    index: number
    value: Uint8Array
  }

  export interface PapersFarewellFieldEvent {
    field: '$.farewell'
    value: string
  }

  export function encode (obj: Partial<Papers>): Uint8Array {
    return encodeMessage(obj, Papers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Papers>): Papers {
    return decodeMessage(buf, Papers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Papers>): Generator<PapersChainFieldEvent | PapersListsIssuerFieldEvent | PapersListsNumberFieldEvent | PapersRevocationListsFieldEvent | PapersFarewellFieldEvent> {
    return streamMessage(buf, Papers.codec(), opts)
  }
}

export interface Receipt {
  lists: ListNumber[]
  revocationLists: Uint8Array[]
  refusal: string
}

export namespace Receipt {
  let _codec: Codec<Receipt>

  export const codec = (): Codec<Receipt> => {
    if (_codec == null) {
      _codec = message<Receipt>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.lists != null && obj.lists.length > 0) {
          for (const value of obj.lists) {
            w.uint32(10)
            ListNumber.codec().encode(value, w)
          }
        }

        if (obj.revocationLists != null && obj.revocationLists.length > 0) {
          for (const value of obj.revocationLists) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if ((obj.refusal != null && obj.refusal !== '')) {
          w.uint32(26)
          w.string(obj.refusal)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          lists: [],
          revocationLists: [],
          refusal: ''
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
            case 2: {
              if (opts.limits?.revocationLists != null && obj.revocationLists.length === opts.limits.revocationLists) {
                throw new MaxLengthError('Decode error - repeated field "revocationLists" had too many elements')
              }

              obj.revocationLists.push(reader.bytes())
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
        const obj = {
          lists: 0,
          revocationLists: 0
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
            case 2: {
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

  export interface ReceiptListsIssuerFieldEvent {
    field: '$.lists[].issuer'
    value: Uint8Array
    index: number
  }

  export interface ReceiptListsNumberFieldEvent {
    field: '$.lists[].number'
    value: bigint
    index: number
  }

  export interface ReceiptRevocationListsFieldEvent {
    field: '$.revocationLists[]'
    index: number
    value: Uint8Array
  }

  export interface ReceiptRefusalFieldEvent {
    field: '$.refusal'
    value: string
  }

  export function encode (obj: Partial<Receipt>): Uint8Array {
    return encodeMessage(obj, Receipt.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipt>): Receipt {
    return decodeMessage(buf, Receipt.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipt>): Generator<ReceiptListsIssuerFieldEvent | ReceiptListsNumberFieldEvent | ReceiptRevocationListsFieldEvent | ReceiptRefusalFieldEvent> {
    return streamMessage(buf, Receipt.codec(), opts)
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
