// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Signed {
  content: Uint8Array
  signature: Uint8Array
}

export namespace Signed {
  let _codec: Codec<Signed>

  export const codec = (): Codec<Signed> => {
    if (_codec == null) {
      _codec = message<Signed>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.content != null && obj.content.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.content)
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
          content: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.content = reader.bytes()
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
                field: `${prefix}.content`,
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

  export interface SignedContentFieldEvent {
    field: '$.content'
    value: Uint8Array
  }

  export interface SignedSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Signed>): Uint8Array {
    return encodeMessage(obj, Signed.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signed>): Signed {
    return decodeMessage(buf, Signed.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signed>): Generator<SignedContentFieldEvent | SignedSignatureFieldEvent> {
    return streamMessage(buf, Signed.codec(), opts)
  }
}

export interface Parcel {
  box?: Uint8Array
  envelope: Uint8Array
}

export namespace Parcel {
  let _codec: Codec<Parcel>

  export const codec = (): Codec<Parcel> => {
    if (_codec == null) {
      _codec = message<Parcel>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.box != null) {
          w.uint32(10)
          w.bytes(obj.box)
        }

        if ((obj.envelope != null && obj.envelope.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.envelope)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          envelope: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.box = reader.bytes()
              break
            }
            case 2: {
              obj.envelope = reader.bytes()
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
                field: `${prefix}.box`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.envelope`,
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

  export interface ParcelBoxFieldEvent {
    field: '$.box'
    value: Uint8Array
  }

  export interface ParcelEnvelopeFieldEvent {
    field: '$.envelope'
    value: Uint8Array
  }

  export function encode (obj: Partial<Parcel>): Uint8Array {
    return encodeMessage(obj, Parcel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Parcel>): Parcel {
    return decodeMessage(buf, Parcel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Parcel>): Generator<ParcelBoxFieldEvent | ParcelEnvelopeFieldEvent> {
    return streamMessage(buf, Parcel.codec(), opts)
  }
}

export interface Prekey {
  version: number
  device: Uint8Array
  publicKey: Uint8Array
  createdAt: number
  certificate: Uint8Array
}

export namespace Prekey {
  let _codec: Codec<Prekey>

  export const codec = (): Codec<Prekey> => {
    if (_codec == null) {
      _codec = message<Prekey>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.device)
        }

        if ((obj.publicKey != null && obj.publicKey.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.publicKey)
        }

        if ((obj.createdAt != null && obj.createdAt !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.createdAt)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.certificate)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          device: uint8ArrayAlloc(0),
          publicKey: uint8ArrayAlloc(0),
          createdAt: 0,
          certificate: uint8ArrayAlloc(0)
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
              obj.device = reader.bytes()
              break
            }
            case 3: {
              obj.publicKey = reader.bytes()
              break
            }
            case 4: {
              obj.createdAt = reader.uint64Number()
              break
            }
            case 5: {
              obj.certificate = reader.bytes()
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
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.publicKey`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.createdAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.certificate`,
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

  export interface PrekeyVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface PrekeyDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface PrekeyPublicKeyFieldEvent {
    field: '$.publicKey'
    value: Uint8Array
  }

  export interface PrekeyCreatedAtFieldEvent {
    field: '$.createdAt'
    value: number
  }

  export interface PrekeyCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export function encode (obj: Partial<Prekey>): Uint8Array {
    return encodeMessage(obj, Prekey.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prekey>): Prekey {
    return decodeMessage(buf, Prekey.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prekey>): Generator<PrekeyVersionFieldEvent | PrekeyDeviceFieldEvent | PrekeyPublicKeyFieldEvent | PrekeyCreatedAtFieldEvent | PrekeyCertificateFieldEvent> {
    return streamMessage(buf, Prekey.codec(), opts)
  }
}

export interface Grant {
  conversation: Uint8Array
  author: Uint8Array
  chain: Uint8Array
  startedAt: number
  index: number
  key: Uint8Array
  certificate: Uint8Array
}

export namespace Grant {
  let _codec: Codec<Grant>

  export const codec = (): Codec<Grant> => {
    if (_codec == null) {
      _codec = message<Grant>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.conversation != null && obj.conversation.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.conversation)
        }

        if ((obj.author != null && obj.author.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.author)
        }

        if ((obj.chain != null && obj.chain.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.chain)
        }

        if ((obj.startedAt != null && obj.startedAt !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.startedAt)
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(40)
          w.uint32(obj.index)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.key)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.certificate)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          conversation: uint8ArrayAlloc(0),
          author: uint8ArrayAlloc(0),
          chain: uint8ArrayAlloc(0),
          startedAt: 0,
          index: 0,
          key: uint8ArrayAlloc(0),
          certificate: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.conversation = reader.bytes()
              break
            }
            case 2: {
              obj.author = reader.bytes()
              break
            }
            case 3: {
              obj.chain = reader.bytes()
              break
            }
            case 4: {
              obj.startedAt = reader.uint64Number()
              break
            }
            case 5: {
              obj.index = reader.uint32()
              break
            }
            case 6: {
              obj.key = reader.bytes()
              break
            }
            case 7: {
              obj.certificate = reader.bytes()
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
                field: `${prefix}.conversation`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.author`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.chain`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.startedAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.index`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.certificate`,
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

  export interface GrantConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface GrantAuthorFieldEvent {
    field: '$.author'
    value: Uint8Array
  }

  export interface GrantChainFieldEvent {
    field: '$.chain'
    value: Uint8Array
  }

  export interface GrantStartedAtFieldEvent {
    field: '$.startedAt'
    value: number
  }

  export interface GrantIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface GrantKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface GrantCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export function encode (obj: Partial<Grant>): Uint8Array {
    return encodeMessage(obj, Grant.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Grant {
    return decodeMessage(buf, Grant.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Generator<GrantConversationFieldEvent | GrantAuthorFieldEvent | GrantChainFieldEvent | GrantStartedAtFieldEvent | GrantIndexFieldEvent | GrantKeyFieldEvent | GrantCertificateFieldEvent> {
    return streamMessage(buf, Grant.codec(), opts)
  }
}

export interface SendingState {
  conversation: Uint8Array
  author: Uint8Array
  chain: Uint8Array
  startedAt: number
  devices: Uint8Array
  next: number
  key: Uint8Array
  version: number
}

export namespace SendingState {
  let _codec: Codec<SendingState>

  export const codec = (): Codec<SendingState> => {
    if (_codec == null) {
      _codec = message<SendingState>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.conversation != null && obj.conversation.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.conversation)
        }

        if ((obj.author != null && obj.author.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.author)
        }

        if ((obj.chain != null && obj.chain.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.chain)
        }

        if ((obj.startedAt != null && obj.startedAt !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.startedAt)
        }

        if ((obj.devices != null && obj.devices.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.devices)
        }

        if ((obj.next != null && obj.next !== 0)) {
          w.uint32(48)
          w.uint32(obj.next)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.key)
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(120)
          w.uint32(obj.version)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          conversation: uint8ArrayAlloc(0),
          author: uint8ArrayAlloc(0),
          chain: uint8ArrayAlloc(0),
          startedAt: 0,
          devices: uint8ArrayAlloc(0),
          next: 0,
          key: uint8ArrayAlloc(0),
          version: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.conversation = reader.bytes()
              break
            }
            case 2: {
              obj.author = reader.bytes()
              break
            }
            case 3: {
              obj.chain = reader.bytes()
              break
            }
            case 4: {
              obj.startedAt = reader.uint64Number()
              break
            }
            case 5: {
              obj.devices = reader.bytes()
              break
            }
            case 6: {
              obj.next = reader.uint32()
              break
            }
            case 7: {
              obj.key = reader.bytes()
              break
            }
            case 15: {
              obj.version = reader.uint32()
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
                field: `${prefix}.conversation`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.author`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.chain`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.startedAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.devices`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.next`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 15: {
              yield {
                field: `${prefix}.version`,
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

  export interface SendingStateConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface SendingStateAuthorFieldEvent {
    field: '$.author'
    value: Uint8Array
  }

  export interface SendingStateChainFieldEvent {
    field: '$.chain'
    value: Uint8Array
  }

  export interface SendingStateStartedAtFieldEvent {
    field: '$.startedAt'
    value: number
  }

  export interface SendingStateDevicesFieldEvent {
    field: '$.devices'
    value: Uint8Array
  }

  export interface SendingStateNextFieldEvent {
    field: '$.next'
    value: number
  }

  export interface SendingStateKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface SendingStateVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export function encode (obj: Partial<SendingState>): Uint8Array {
    return encodeMessage(obj, SendingState.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SendingState>): SendingState {
    return decodeMessage(buf, SendingState.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SendingState>): Generator<SendingStateConversationFieldEvent | SendingStateAuthorFieldEvent | SendingStateChainFieldEvent | SendingStateStartedAtFieldEvent | SendingStateDevicesFieldEvent | SendingStateNextFieldEvent | SendingStateKeyFieldEvent | SendingStateVersionFieldEvent> {
    return streamMessage(buf, SendingState.codec(), opts)
  }
}

export interface ReceivingState {
  conversation: Uint8Array
  author: Uint8Array
  floor: number
  chains: ReceivingChain[]
  version: number
}

export namespace ReceivingState {
  let _codec: Codec<ReceivingState>

  export const codec = (): Codec<ReceivingState> => {
    if (_codec == null) {
      _codec = message<ReceivingState>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.conversation != null && obj.conversation.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.conversation)
        }

        if ((obj.author != null && obj.author.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.author)
        }

        if ((obj.floor != null && obj.floor !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.floor)
        }

        if (obj.chains != null && obj.chains.length > 0) {
          for (const value of obj.chains) {
            w.uint32(34)
            ReceivingChain.codec().encode(value, w)
          }
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(120)
          w.uint32(obj.version)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          conversation: uint8ArrayAlloc(0),
          author: uint8ArrayAlloc(0),
          floor: 0,
          chains: [],
          version: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.conversation = reader.bytes()
              break
            }
            case 2: {
              obj.author = reader.bytes()
              break
            }
            case 3: {
              obj.floor = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.chains != null && obj.chains.length === opts.limits.chains) {
                throw new MaxLengthError('Decode error - repeated field "chains" had too many elements')
              }

              obj.chains.push(ReceivingChain.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.chains$
              }))
              break
            }
            case 15: {
              obj.version = reader.uint32()
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
          chains: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.conversation`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.author`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.floor`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              if (opts.limits?.chains != null && obj.chains === opts.limits.chains) {
                throw new MaxLengthError('Streaming decode error - repeated field "chains" had too many elements')
              }

              for (const evt of ReceivingChain.codec().stream(reader, reader.uint32(), `${prefix}.chains[]`, {
                limits: opts.limits?.chains$
              })) {
                yield {
                  ...evt,
                  index: obj.chains
                }
              }

              obj.chains++

              break
            }
            case 15: {
              yield {
                field: `${prefix}.version`,
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

  export interface ReceivingStateConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface ReceivingStateAuthorFieldEvent {
    field: '$.author'
    value: Uint8Array
  }

  export interface ReceivingStateFloorFieldEvent {
    field: '$.floor'
    value: number
  }

  export interface ReceivingStateChainsIdFieldEvent {
    field: '$.chains[].id'
    value: Uint8Array
    index: number
  }

  export interface ReceivingStateChainsStartedAtFieldEvent {
    field: '$.chains[].startedAt'
    value: number
    index: number
  }

  export interface ReceivingStateChainsNextFieldEvent {
    field: '$.chains[].next'
    value: number
    index: number
  }

  export interface ReceivingStateChainsKeyFieldEvent {
    field: '$.chains[].key'
    value: Uint8Array
    index: number
  }

  export interface ReceivingStateChainsSkippedIndexFieldEvent {
    field: '$.chains[].skipped[].index'
    value: number
    index: number
  }

  export interface ReceivingStateChainsSkippedKeyFieldEvent {
    field: '$.chains[].skipped[].key'
    value: Uint8Array
    index: number
  }

  export interface ReceivingStateVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export function encode (obj: Partial<ReceivingState>): Uint8Array {
    return encodeMessage(obj, ReceivingState.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReceivingState>): ReceivingState {
    return decodeMessage(buf, ReceivingState.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReceivingState>): Generator<ReceivingStateConversationFieldEvent | ReceivingStateAuthorFieldEvent | ReceivingStateFloorFieldEvent | ReceivingStateChainsIdFieldEvent | ReceivingStateChainsStartedAtFieldEvent | ReceivingStateChainsNextFieldEvent | ReceivingStateChainsKeyFieldEvent | ReceivingStateChainsSkippedIndexFieldEvent | ReceivingStateChainsSkippedKeyFieldEvent | ReceivingStateVersionFieldEvent> {
    return streamMessage(buf, ReceivingState.codec(), opts)
  }
}

export interface ReceivingChain {
  id: Uint8Array
  startedAt: number
  next: number
  key: Uint8Array
  skipped: SkippedKey[]
}

export namespace ReceivingChain {
  let _codec: Codec<ReceivingChain>

  export const codec = (): Codec<ReceivingChain> => {
    if (_codec == null) {
      _codec = message<ReceivingChain>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.id)
        }

        if ((obj.startedAt != null && obj.startedAt !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.startedAt)
        }

        if ((obj.next != null && obj.next !== 0)) {
          w.uint32(24)
          w.uint32(obj.next)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.key)
        }

        if (obj.skipped != null && obj.skipped.length > 0) {
          for (const value of obj.skipped) {
            w.uint32(42)
            SkippedKey.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: uint8ArrayAlloc(0),
          startedAt: 0,
          next: 0,
          key: uint8ArrayAlloc(0),
          skipped: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.bytes()
              break
            }
            case 2: {
              obj.startedAt = reader.uint64Number()
              break
            }
            case 3: {
              obj.next = reader.uint32()
              break
            }
            case 4: {
              obj.key = reader.bytes()
              break
            }
            case 5: {
              if (opts.limits?.skipped != null && obj.skipped.length === opts.limits.skipped) {
                throw new MaxLengthError('Decode error - repeated field "skipped" had too many elements')
              }

              obj.skipped.push(SkippedKey.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.skipped$
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
          skipped: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.id`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.startedAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.next`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              if (opts.limits?.skipped != null && obj.skipped === opts.limits.skipped) {
                throw new MaxLengthError('Streaming decode error - repeated field "skipped" had too many elements')
              }

              for (const evt of SkippedKey.codec().stream(reader, reader.uint32(), `${prefix}.skipped[]`, {
                limits: opts.limits?.skipped$
              })) {
                yield {
                  ...evt,
                  index: obj.skipped
                }
              }

              obj.skipped++

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

  export interface ReceivingChainIdFieldEvent {
    field: '$.id'
    value: Uint8Array
  }

  export interface ReceivingChainStartedAtFieldEvent {
    field: '$.startedAt'
    value: number
  }

  export interface ReceivingChainNextFieldEvent {
    field: '$.next'
    value: number
  }

  export interface ReceivingChainKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface ReceivingChainSkippedIndexFieldEvent {
    field: '$.skipped[].index'
    value: number
    index: number
  }

  export interface ReceivingChainSkippedKeyFieldEvent {
    field: '$.skipped[].key'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<ReceivingChain>): Uint8Array {
    return encodeMessage(obj, ReceivingChain.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReceivingChain>): ReceivingChain {
    return decodeMessage(buf, ReceivingChain.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReceivingChain>): Generator<ReceivingChainIdFieldEvent | ReceivingChainStartedAtFieldEvent | ReceivingChainNextFieldEvent | ReceivingChainKeyFieldEvent | ReceivingChainSkippedIndexFieldEvent | ReceivingChainSkippedKeyFieldEvent> {
    return streamMessage(buf, ReceivingChain.codec(), opts)
  }
}

export interface SkippedKey {
  index: number
  key: Uint8Array
}

export namespace SkippedKey {
  let _codec: Codec<SkippedKey>

  export const codec = (): Codec<SkippedKey> => {
    if (_codec == null) {
      _codec = message<SkippedKey>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(8)
          w.uint32(obj.index)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.key)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          index: 0,
          key: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.index = reader.uint32()
              break
            }
            case 2: {
              obj.key = reader.bytes()
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
                field: `${prefix}.index`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.key`,
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

  export interface SkippedKeyIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface SkippedKeyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<SkippedKey>): Uint8Array {
    return encodeMessage(obj, SkippedKey.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SkippedKey>): SkippedKey {
    return decodeMessage(buf, SkippedKey.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SkippedKey>): Generator<SkippedKeyIndexFieldEvent | SkippedKeyKeyFieldEvent> {
    return streamMessage(buf, SkippedKey.codec(), opts)
  }
}

export interface RingState {
  device: Uint8Array
  held: HeldPrekey[]
  uses: PrekeyUse[]
  version: number
}

export namespace RingState {
  let _codec: Codec<RingState>

  export const codec = (): Codec<RingState> => {
    if (_codec == null) {
      _codec = message<RingState>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if (obj.held != null && obj.held.length > 0) {
          for (const value of obj.held) {
            w.uint32(18)
            HeldPrekey.codec().encode(value, w)
          }
        }

        if (obj.uses != null && obj.uses.length > 0) {
          for (const value of obj.uses) {
            w.uint32(26)
            PrekeyUse.codec().encode(value, w)
          }
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(120)
          w.uint32(obj.version)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          held: [],
          uses: [],
          version: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.device = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.held != null && obj.held.length === opts.limits.held) {
                throw new MaxLengthError('Decode error - repeated field "held" had too many elements')
              }

              obj.held.push(HeldPrekey.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.held$
              }))
              break
            }
            case 3: {
              if (opts.limits?.uses != null && obj.uses.length === opts.limits.uses) {
                throw new MaxLengthError('Decode error - repeated field "uses" had too many elements')
              }

              obj.uses.push(PrekeyUse.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.uses$
              }))
              break
            }
            case 15: {
              obj.version = reader.uint32()
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
          held: 0,
          uses: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.held != null && obj.held === opts.limits.held) {
                throw new MaxLengthError('Streaming decode error - repeated field "held" had too many elements')
              }

              for (const evt of HeldPrekey.codec().stream(reader, reader.uint32(), `${prefix}.held[]`, {
                limits: opts.limits?.held$
              })) {
                yield {
                  ...evt,
                  index: obj.held
                }
              }

              obj.held++

              break
            }
            case 3: {
              if (opts.limits?.uses != null && obj.uses === opts.limits.uses) {
                throw new MaxLengthError('Streaming decode error - repeated field "uses" had too many elements')
              }

              for (const evt of PrekeyUse.codec().stream(reader, reader.uint32(), `${prefix}.uses[]`, {
                limits: opts.limits?.uses$
              })) {
                yield {
                  ...evt,
                  index: obj.uses
                }
              }

              obj.uses++

              break
            }
            case 15: {
              yield {
                field: `${prefix}.version`,
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

  export interface RingStateDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface RingStateHeldSecretFieldEvent {
    field: '$.held[].secret'
    value: Uint8Array
    index: number
  }

  export interface RingStateHeldSignedFieldEvent {
    field: '$.held[].signed'
    value: Uint8Array
    index: number
  }

  export interface RingStateHeldSupersededAtFieldEvent {
    field: '$.held[].supersededAt'
    value: number
    index: number
  }

  export interface RingStateHeldUsedFieldEvent {
    field: '$.held[].used'
    value: boolean
    index: number
  }

  export interface RingStateUsesDeviceFieldEvent {
    field: '$.uses[].device'
    value: Uint8Array
    index: number
  }

  export interface RingStateUsesCreatedAtFieldEvent {
    field: '$.uses[].createdAt'
    value: number
    index: number
  }

  export interface RingStateVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export function encode (obj: Partial<RingState>): Uint8Array {
    return encodeMessage(obj, RingState.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingState>): RingState {
    return decodeMessage(buf, RingState.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingState>): Generator<RingStateDeviceFieldEvent | RingStateHeldSecretFieldEvent | RingStateHeldSignedFieldEvent | RingStateHeldSupersededAtFieldEvent | RingStateHeldUsedFieldEvent | RingStateUsesDeviceFieldEvent | RingStateUsesCreatedAtFieldEvent | RingStateVersionFieldEvent> {
    return streamMessage(buf, RingState.codec(), opts)
  }
}

export interface HeldPrekey {
  secret: Uint8Array
  signed: Uint8Array
  supersededAt: number
  used: boolean
}

export namespace HeldPrekey {
  let _codec: Codec<HeldPrekey>

  export const codec = (): Codec<HeldPrekey> => {
    if (_codec == null) {
      _codec = message<HeldPrekey>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.secret != null && obj.secret.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.secret)
        }

        if ((obj.signed != null && obj.signed.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signed)
        }

        if ((obj.supersededAt != null && obj.supersededAt !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.supersededAt)
        }

        if ((obj.used != null && obj.used !== false)) {
          w.uint32(32)
          w.bool(obj.used)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          secret: uint8ArrayAlloc(0),
          signed: uint8ArrayAlloc(0),
          supersededAt: 0,
          used: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.secret = reader.bytes()
              break
            }
            case 2: {
              obj.signed = reader.bytes()
              break
            }
            case 3: {
              obj.supersededAt = reader.uint64Number()
              break
            }
            case 4: {
              obj.used = reader.bool()
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
                field: `${prefix}.secret`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signed`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.supersededAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.used`,
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

  export interface HeldPrekeySecretFieldEvent {
    field: '$.secret'
    value: Uint8Array
  }

  export interface HeldPrekeySignedFieldEvent {
    field: '$.signed'
    value: Uint8Array
  }

  export interface HeldPrekeySupersededAtFieldEvent {
    field: '$.supersededAt'
    value: number
  }

  export interface HeldPrekeyUsedFieldEvent {
    field: '$.used'
    value: boolean
  }

  export function encode (obj: Partial<HeldPrekey>): Uint8Array {
    return encodeMessage(obj, HeldPrekey.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeldPrekey>): HeldPrekey {
    return decodeMessage(buf, HeldPrekey.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeldPrekey>): Generator<HeldPrekeySecretFieldEvent | HeldPrekeySignedFieldEvent | HeldPrekeySupersededAtFieldEvent | HeldPrekeyUsedFieldEvent> {
    return streamMessage(buf, HeldPrekey.codec(), opts)
  }
}

export interface PrekeyUse {
  device: Uint8Array
  createdAt: number
}

export namespace PrekeyUse {
  let _codec: Codec<PrekeyUse>

  export const codec = (): Codec<PrekeyUse> => {
    if (_codec == null) {
      _codec = message<PrekeyUse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.createdAt != null && obj.createdAt !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.createdAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          createdAt: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.device = reader.bytes()
              break
            }
            case 2: {
              obj.createdAt = reader.uint64Number()
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
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.createdAt`,
                value: reader.uint64Number()
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

  export interface PrekeyUseDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface PrekeyUseCreatedAtFieldEvent {
    field: '$.createdAt'
    value: number
  }

  export function encode (obj: Partial<PrekeyUse>): Uint8Array {
    return encodeMessage(obj, PrekeyUse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PrekeyUse>): PrekeyUse {
    return decodeMessage(buf, PrekeyUse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PrekeyUse>): Generator<PrekeyUseDeviceFieldEvent | PrekeyUseCreatedAtFieldEvent> {
    return streamMessage(buf, PrekeyUse.codec(), opts)
  }
}
