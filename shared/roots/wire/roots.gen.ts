// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface RootLists {
  lists: Uint8Array[]
}

export namespace RootLists {
  let _codec: Codec<RootLists>

  export const codec = (): Codec<RootLists> => {
    if (_codec == null) {
      _codec = message<RootLists>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.lists != null && obj.lists.length > 0) {
          for (const value of obj.lists) {
            w.uint32(10)
            w.bytes(value)
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

              obj.lists.push(reader.bytes())
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

              yield {
                field: `${prefix}.lists[]`,
                index: obj.lists,
                value: reader.bytes()
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

  export interface RootListsListsFieldEvent {
    field: '$.lists[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<RootLists>): Uint8Array {
    return encodeMessage(obj, RootLists.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootLists>): RootLists {
    return decodeMessage(buf, RootLists.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootLists>): Generator<RootListsListsFieldEvent> {
    return streamMessage(buf, RootLists.codec(), opts)
  }
}

export interface SignedRootList {
  statement: Uint8Array
  signatures: RootSignature[]
}

export namespace SignedRootList {
  let _codec: Codec<SignedRootList>

  export const codec = (): Codec<SignedRootList> => {
    if (_codec == null) {
      _codec = message<SignedRootList>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.statement != null && obj.statement.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.statement)
        }

        if (obj.signatures != null && obj.signatures.length > 0) {
          for (const value of obj.signatures) {
            w.uint32(18)
            RootSignature.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          statement: uint8ArrayAlloc(0),
          signatures: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.statement = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.signatures != null && obj.signatures.length === opts.limits.signatures) {
                throw new MaxLengthError('Decode error - repeated field "signatures" had too many elements')
              }

              obj.signatures.push(RootSignature.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.signatures$
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
          signatures: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.statement`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.signatures != null && obj.signatures === opts.limits.signatures) {
                throw new MaxLengthError('Streaming decode error - repeated field "signatures" had too many elements')
              }

              for (const evt of RootSignature.codec().stream(reader, reader.uint32(), `${prefix}.signatures[]`, {
                limits: opts.limits?.signatures$
              })) {
                yield {
                  ...evt,
                  index: obj.signatures
                }
              }

              obj.signatures++

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

  export interface SignedRootListStatementFieldEvent {
    field: '$.statement'
    value: Uint8Array
  }

  export interface SignedRootListSignaturesRootFieldEvent {
    field: '$.signatures[].root'
    value: Uint8Array
    index: number
  }

  export interface SignedRootListSignaturesSignatureFieldEvent {
    field: '$.signatures[].signature'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<SignedRootList>): Uint8Array {
    return encodeMessage(obj, SignedRootList.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRootList>): SignedRootList {
    return decodeMessage(buf, SignedRootList.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRootList>): Generator<SignedRootListStatementFieldEvent | SignedRootListSignaturesRootFieldEvent | SignedRootListSignaturesSignatureFieldEvent> {
    return streamMessage(buf, SignedRootList.codec(), opts)
  }
}

export interface RootSignature {
  root: Uint8Array
  signature: Uint8Array
}

export namespace RootSignature {
  let _codec: Codec<RootSignature>

  export const codec = (): Codec<RootSignature> => {
    if (_codec == null) {
      _codec = message<RootSignature>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.root != null && obj.root.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.root)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          root: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.root = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
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
                field: `${prefix}.root`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
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

  export interface RootSignatureRootFieldEvent {
    field: '$.root'
    value: Uint8Array
  }

  export interface RootSignatureSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<RootSignature>): Uint8Array {
    return encodeMessage(obj, RootSignature.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootSignature>): RootSignature {
    return decodeMessage(buf, RootSignature.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootSignature>): Generator<RootSignatureRootFieldEvent | RootSignatureSignatureFieldEvent> {
    return streamMessage(buf, RootSignature.codec(), opts)
  }
}

export interface RootList {
  version: number
  realmId: Uint8Array
  number: bigint
  madeAt: bigint
  roots: ListedRoot[]
}

export namespace RootList {
  let _codec: Codec<RootList>

  export const codec = (): Codec<RootList> => {
    if (_codec == null) {
      _codec = message<RootList>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.realmId != null && obj.realmId.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.realmId)
        }

        if ((obj.number != null && obj.number !== 0n)) {
          w.uint32(24)
          w.uint64(obj.number)
        }

        if ((obj.madeAt != null && obj.madeAt !== 0n)) {
          w.uint32(32)
          w.uint64(obj.madeAt)
        }

        if (obj.roots != null && obj.roots.length > 0) {
          for (const value of obj.roots) {
            w.uint32(42)
            ListedRoot.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          realmId: uint8ArrayAlloc(0),
          number: 0n,
          madeAt: 0n,
          roots: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.uint32()
              break
            }
            case 2: {
              obj.realmId = reader.bytes()
              break
            }
            case 3: {
              obj.number = reader.uint64()
              break
            }
            case 4: {
              obj.madeAt = reader.uint64()
              break
            }
            case 5: {
              if (opts.limits?.roots != null && obj.roots.length === opts.limits.roots) {
                throw new MaxLengthError('Decode error - repeated field "roots" had too many elements')
              }

              obj.roots.push(ListedRoot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.roots$
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
          roots: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.realmId`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint64()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.madeAt`,
                value: reader.uint64()
              }
              break
            }
            case 5: {
              if (opts.limits?.roots != null && obj.roots === opts.limits.roots) {
                throw new MaxLengthError('Streaming decode error - repeated field "roots" had too many elements')
              }

              for (const evt of ListedRoot.codec().stream(reader, reader.uint32(), `${prefix}.roots[]`, {
                limits: opts.limits?.roots$
              })) {
                yield {
                  ...evt,
                  index: obj.roots
                }
              }

              obj.roots++

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

  export interface RootListVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface RootListRealmIdFieldEvent {
    field: '$.realmId'
    value: Uint8Array
  }

  export interface RootListNumberFieldEvent {
    field: '$.number'
    value: bigint
  }

  export interface RootListMadeAtFieldEvent {
    field: '$.madeAt'
    value: bigint
  }

  export interface RootListRootsCertificateFieldEvent {
    field: '$.roots[].certificate'
    value: Uint8Array
    index: number
  }

  export interface RootListRootsStateFieldEvent {
    field: '$.roots[].state'
    value: number
    index: number
  }

  export function encode (obj: Partial<RootList>): Uint8Array {
    return encodeMessage(obj, RootList.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootList>): RootList {
    return decodeMessage(buf, RootList.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootList>): Generator<RootListVersionFieldEvent | RootListRealmIdFieldEvent | RootListNumberFieldEvent | RootListMadeAtFieldEvent | RootListRootsCertificateFieldEvent | RootListRootsStateFieldEvent> {
    return streamMessage(buf, RootList.codec(), opts)
  }
}

export interface ListedRoot {
  certificate: Uint8Array
  state: number
}

export namespace ListedRoot {
  let _codec: Codec<ListedRoot>

  export const codec = (): Codec<ListedRoot> => {
    if (_codec == null) {
      _codec = message<ListedRoot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.certificate)
        }

        if ((obj.state != null && obj.state !== 0)) {
          w.uint32(16)
          w.uint32(obj.state)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          certificate: uint8ArrayAlloc(0),
          state: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.certificate = reader.bytes()
              break
            }
            case 2: {
              obj.state = reader.uint32()
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
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.state`,
                value: reader.uint32()
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

  export interface ListedRootCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface ListedRootStateFieldEvent {
    field: '$.state'
    value: number
  }

  export function encode (obj: Partial<ListedRoot>): Uint8Array {
    return encodeMessage(obj, ListedRoot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListedRoot>): ListedRoot {
    return decodeMessage(buf, ListedRoot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListedRoot>): Generator<ListedRootCertificateFieldEvent | ListedRootStateFieldEvent> {
    return streamMessage(buf, ListedRoot.codec(), opts)
  }
}
