// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface EventHeader {
  version: number
  conversation: Uint8Array
  device: Uint8Array
  seq: number
  previous: Uint8Array
  seen: Seen[]
  time: number
  count: number
  certificate: Uint8Array
  kind: number
  bodyHash: Uint8Array
  bodyLength: number
  prekey: Uint8Array
}

export namespace EventHeader {
  let _codec: Codec<EventHeader>

  export const codec = (): Codec<EventHeader> => {
    if (_codec == null) {
      _codec = message<EventHeader>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.conversation != null && obj.conversation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.conversation)
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.device)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.seq)
        }

        if ((obj.previous != null && obj.previous.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.previous)
        }

        if (obj.seen != null && obj.seen.length > 0) {
          for (const value of obj.seen) {
            w.uint32(50)
            Seen.codec().encode(value, w)
          }
        }

        if ((obj.time != null && obj.time !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.time)
        }

        if ((obj.count != null && obj.count !== 0)) {
          w.uint32(64)
          w.uint32(obj.count)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(74)
          w.bytes(obj.certificate)
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(80)
          w.uint32(obj.kind)
        }

        if ((obj.bodyHash != null && obj.bodyHash.byteLength > 0)) {
          w.uint32(90)
          w.bytes(obj.bodyHash)
        }

        if ((obj.bodyLength != null && obj.bodyLength !== 0)) {
          w.uint32(96)
          w.uint32(obj.bodyLength)
        }

        if ((obj.prekey != null && obj.prekey.byteLength > 0)) {
          w.uint32(106)
          w.bytes(obj.prekey)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          conversation: uint8ArrayAlloc(0),
          device: uint8ArrayAlloc(0),
          seq: 0,
          previous: uint8ArrayAlloc(0),
          seen: [],
          time: 0,
          count: 0,
          certificate: uint8ArrayAlloc(0),
          kind: 0,
          bodyHash: uint8ArrayAlloc(0),
          bodyLength: 0,
          prekey: uint8ArrayAlloc(0)
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
              obj.conversation = reader.bytes()
              break
            }
            case 3: {
              obj.device = reader.bytes()
              break
            }
            case 4: {
              obj.seq = reader.uint64Number()
              break
            }
            case 5: {
              obj.previous = reader.bytes()
              break
            }
            case 6: {
              if (opts.limits?.seen != null && obj.seen.length === opts.limits.seen) {
                throw new MaxLengthError('Decode error - repeated field "seen" had too many elements')
              }

              obj.seen.push(Seen.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seen$
              }))
              break
            }
            case 7: {
              obj.time = reader.uint64Number()
              break
            }
            case 8: {
              obj.count = reader.uint32()
              break
            }
            case 9: {
              obj.certificate = reader.bytes()
              break
            }
            case 10: {
              obj.kind = reader.uint32()
              break
            }
            case 11: {
              obj.bodyHash = reader.bytes()
              break
            }
            case 12: {
              obj.bodyLength = reader.uint32()
              break
            }
            case 13: {
              obj.prekey = reader.bytes()
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
          seen: 0
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
                field: `${prefix}.conversation`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.device`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.previous`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              if (opts.limits?.seen != null && obj.seen === opts.limits.seen) {
                throw new MaxLengthError('Streaming decode error - repeated field "seen" had too many elements')
              }

              for (const evt of Seen.codec().stream(reader, reader.uint32(), `${prefix}.seen[]`, {
                limits: opts.limits?.seen$
              })) {
                yield {
                  ...evt,
                  index: obj.seen
                }
              }

              obj.seen++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.time`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.count`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.bodyHash`,
                value: reader.bytes()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.bodyLength`,
                value: reader.uint32()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.prekey`,
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

  export interface EventHeaderVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface EventHeaderConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface EventHeaderDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface EventHeaderSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface EventHeaderPreviousFieldEvent {
    field: '$.previous'
    value: Uint8Array
  }

  export interface EventHeaderSeenDeviceFieldEvent {
    field: '$.seen[].device'
    value: Uint8Array
    index: number
  }

  export interface EventHeaderSeenSeqFieldEvent {
    field: '$.seen[].seq'
    value: number
    index: number
  }

  export interface EventHeaderSeenHashFieldEvent {
    field: '$.seen[].hash'
    value: Uint8Array
    index: number
  }

  export interface EventHeaderTimeFieldEvent {
    field: '$.time'
    value: number
  }

  export interface EventHeaderCountFieldEvent {
    field: '$.count'
    value: number
  }

  export interface EventHeaderCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface EventHeaderKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface EventHeaderBodyHashFieldEvent {
    field: '$.bodyHash'
    value: Uint8Array
  }

  export interface EventHeaderBodyLengthFieldEvent {
    field: '$.bodyLength'
    value: number
  }

  export interface EventHeaderPrekeyFieldEvent {
    field: '$.prekey'
    value: Uint8Array
  }

  export function encode (obj: Partial<EventHeader>): Uint8Array {
    return encodeMessage(obj, EventHeader.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EventHeader>): EventHeader {
    return decodeMessage(buf, EventHeader.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EventHeader>): Generator<EventHeaderVersionFieldEvent | EventHeaderConversationFieldEvent | EventHeaderDeviceFieldEvent | EventHeaderSeqFieldEvent | EventHeaderPreviousFieldEvent | EventHeaderSeenDeviceFieldEvent | EventHeaderSeenSeqFieldEvent | EventHeaderSeenHashFieldEvent | EventHeaderTimeFieldEvent | EventHeaderCountFieldEvent | EventHeaderCertificateFieldEvent | EventHeaderKindFieldEvent | EventHeaderBodyHashFieldEvent | EventHeaderBodyLengthFieldEvent | EventHeaderPrekeyFieldEvent> {
    return streamMessage(buf, EventHeader.codec(), opts)
  }
}

export interface Seen {
  device: Uint8Array
  seq: number
  hash: Uint8Array
}

export namespace Seen {
  let _codec: Codec<Seen>

  export const codec = (): Codec<Seen> => {
    if (_codec == null) {
      _codec = message<Seen>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.hash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          seq: 0,
          hash: uint8ArrayAlloc(0)
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
              obj.seq = reader.uint64Number()
              break
            }
            case 3: {
              obj.hash = reader.bytes()
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
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hash`,
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

  export interface SeenDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface SeenSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface SeenHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Seen>): Uint8Array {
    return encodeMessage(obj, Seen.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Seen>): Seen {
    return decodeMessage(buf, Seen.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Seen>): Generator<SeenDeviceFieldEvent | SeenSeqFieldEvent | SeenHashFieldEvent> {
    return streamMessage(buf, Seen.codec(), opts)
  }
}

export interface Event {
  header: Uint8Array
  body?: Uint8Array
  signature?: Uint8Array
}

export namespace Event {
  let _codec: Codec<Event>

  export const codec = (): Codec<Event> => {
    if (_codec == null) {
      _codec = message<Event>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.header != null && obj.header.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.header)
        }

        if (obj.body != null) {
          w.uint32(18)
          w.bytes(obj.body)
        }

        if (obj.signature != null) {
          w.uint32(26)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          header: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.header = reader.bytes()
              break
            }
            case 2: {
              obj.body = reader.bytes()
              break
            }
            case 3: {
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
                field: `${prefix}.header`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
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

  export interface EventHeaderFieldEvent {
    field: '$.header'
    value: Uint8Array
  }

  export interface EventBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface EventSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Event>): Uint8Array {
    return encodeMessage(obj, Event.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Event>): Event {
    return decodeMessage(buf, Event.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Event>): Generator<EventHeaderFieldEvent | EventBodyFieldEvent | EventSignatureFieldEvent> {
    return streamMessage(buf, Event.codec(), opts)
  }
}

export interface Item {
  event?: Event
}

export namespace Item {
  let _codec: Codec<Item>

  export const codec = (): Codec<Item> => {
    if (_codec == null) {
      _codec = message<Item>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.event != null) {
          w.uint32(10)
          Event.codec().encode(obj.event, w)
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
              obj.event = Event.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.event
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
              yield * Event.codec().stream(reader, reader.uint32(), `${prefix}.event`, {
                limits: opts.limits?.event
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

  export interface ItemEventHeaderFieldEvent {
    field: '$.event.header'
    value: Uint8Array
  }

  export interface ItemEventBodyFieldEvent {
    field: '$.event.body'
    value: Uint8Array
  }

  export interface ItemEventSignatureFieldEvent {
    field: '$.event.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Item>): Uint8Array {
    return encodeMessage(obj, Item.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Item {
    return decodeMessage(buf, Item.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Generator<ItemEventHeaderFieldEvent | ItemEventBodyFieldEvent | ItemEventSignatureFieldEvent> {
    return streamMessage(buf, Item.codec(), opts)
  }
}

export interface Burst {
  items: Item[]
  certificates: CertificateChain[]
}

export namespace Burst {
  let _codec: Codec<Burst>

  export const codec = (): Codec<Burst> => {
    if (_codec == null) {
      _codec = message<Burst>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.items != null && obj.items.length > 0) {
          for (const value of obj.items) {
            w.uint32(10)
            Item.codec().encode(value, w)
          }
        }

        if (obj.certificates != null && obj.certificates.length > 0) {
          for (const value of obj.certificates) {
            w.uint32(18)
            CertificateChain.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          items: [],
          certificates: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                throw new MaxLengthError('Decode error - repeated field "items" had too many elements')
              }

              obj.items.push(Item.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.items$
              }))
              break
            }
            case 2: {
              if (opts.limits?.certificates != null && obj.certificates.length === opts.limits.certificates) {
                throw new MaxLengthError('Decode error - repeated field "certificates" had too many elements')
              }

              obj.certificates.push(CertificateChain.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.certificates$
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
          items: 0,
          certificates: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items === opts.limits.items) {
                throw new MaxLengthError('Streaming decode error - repeated field "items" had too many elements')
              }

              for (const evt of Item.codec().stream(reader, reader.uint32(), `${prefix}.items[]`, {
                limits: opts.limits?.items$
              })) {
                yield {
                  ...evt,
                  index: obj.items
                }
              }

              obj.items++

              break
            }
            case 2: {
              if (opts.limits?.certificates != null && obj.certificates === opts.limits.certificates) {
                throw new MaxLengthError('Streaming decode error - repeated field "certificates" had too many elements')
              }

              for (const evt of CertificateChain.codec().stream(reader, reader.uint32(), `${prefix}.certificates[]`, {
                limits: opts.limits?.certificates$
              })) {
                yield {
                  ...evt,
                  index: obj.certificates
                }
              }

              obj.certificates++

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

  export interface BurstItemsEventHeaderFieldEvent {
    field: '$.items[].event.header'
    value: Uint8Array
    index: number
  }

  export interface BurstItemsEventBodyFieldEvent {
    field: '$.items[].event.body'
    value: Uint8Array
    index: number
  }

  export interface BurstItemsEventSignatureFieldEvent {
    field: '$.items[].event.signature'
    value: Uint8Array
    index: number
  }

  export interface BurstCertificatesCertificatesFieldEvent {
    field: '$.certificates[].certificates[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Burst>): Uint8Array {
    return encodeMessage(obj, Burst.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Burst>): Burst {
    return decodeMessage(buf, Burst.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Burst>): Generator<BurstItemsEventHeaderFieldEvent | BurstItemsEventBodyFieldEvent | BurstItemsEventSignatureFieldEvent | BurstCertificatesCertificatesFieldEvent> {
    return streamMessage(buf, Burst.codec(), opts)
  }
}

export interface CertificateChain {
  certificates: Uint8Array[]
}

export namespace CertificateChain {
  let _codec: Codec<CertificateChain>

  export const codec = (): Codec<CertificateChain> => {
    if (_codec == null) {
      _codec = message<CertificateChain>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.certificates != null && obj.certificates.length > 0) {
          for (const value of obj.certificates) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          certificates: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.certificates != null && obj.certificates.length === opts.limits.certificates) {
                throw new MaxLengthError('Decode error - repeated field "certificates" had too many elements')
              }

              obj.certificates.push(reader.bytes())
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
          certificates: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.certificates != null && obj.certificates === opts.limits.certificates) {
                throw new MaxLengthError('Streaming decode error - repeated field "certificates" had too many elements')
              }

              yield {
                field: `${prefix}.certificates[]`,
                index: obj.certificates,
                value: reader.bytes()
              }

              obj.certificates++

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

  export interface CertificateChainCertificatesFieldEvent {
    field: '$.certificates[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<CertificateChain>): Uint8Array {
    return encodeMessage(obj, CertificateChain.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertificateChain>): CertificateChain {
    return decodeMessage(buf, CertificateChain.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertificateChain>): Generator<CertificateChainCertificatesFieldEvent> {
    return streamMessage(buf, CertificateChain.codec(), opts)
  }
}

export interface TextBody {
  text: Uint8Array
  reply?: Place
  lifetime: number
}

export namespace TextBody {
  let _codec: Codec<TextBody>

  export const codec = (): Codec<TextBody> => {
    if (_codec == null) {
      _codec = message<TextBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.text != null && obj.text.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.text)
        }

        if (obj.reply != null) {
          w.uint32(18)
          Place.codec().encode(obj.reply, w)
        }

        if ((obj.lifetime != null && obj.lifetime !== 0)) {
          w.uint32(24)
          w.uint32(obj.lifetime)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          text: uint8ArrayAlloc(0),
          lifetime: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.text = reader.bytes()
              break
            }
            case 2: {
              obj.reply = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.reply
              })
              break
            }
            case 3: {
              obj.lifetime = reader.uint32()
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
                field: `${prefix}.text`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.reply`, {
                limits: opts.limits?.reply
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.lifetime`,
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

  export interface TextBodyTextFieldEvent {
    field: '$.text'
    value: Uint8Array
  }

  export interface TextBodyReplyDeviceFieldEvent {
    field: '$.reply.device'
    value: Uint8Array
  }

  export interface TextBodyReplySeqFieldEvent {
    field: '$.reply.seq'
    value: number
  }

  export interface TextBodyLifetimeFieldEvent {
    field: '$.lifetime'
    value: number
  }

  export function encode (obj: Partial<TextBody>): Uint8Array {
    return encodeMessage(obj, TextBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TextBody>): TextBody {
    return decodeMessage(buf, TextBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TextBody>): Generator<TextBodyTextFieldEvent | TextBodyReplyDeviceFieldEvent | TextBodyReplySeqFieldEvent | TextBodyLifetimeFieldEvent> {
    return streamMessage(buf, TextBody.codec(), opts)
  }
}

export interface ReadBody {
  places: Place[]
  conversation?: Uint8Array
}

export namespace ReadBody {
  let _codec: Codec<ReadBody>

  export const codec = (): Codec<ReadBody> => {
    if (_codec == null) {
      _codec = message<ReadBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.places != null && obj.places.length > 0) {
          for (const value of obj.places) {
            w.uint32(10)
            Place.codec().encode(value, w)
          }
        }

        if (obj.conversation != null) {
          w.uint32(18)
          w.bytes(obj.conversation)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          places: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.places != null && obj.places.length === opts.limits.places) {
                throw new MaxLengthError('Decode error - repeated field "places" had too many elements')
              }

              obj.places.push(Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.places$
              }))
              break
            }
            case 2: {
              obj.conversation = reader.bytes()
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
          places: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.places != null && obj.places === opts.limits.places) {
                throw new MaxLengthError('Streaming decode error - repeated field "places" had too many elements')
              }

              for (const evt of Place.codec().stream(reader, reader.uint32(), `${prefix}.places[]`, {
                limits: opts.limits?.places$
              })) {
                yield {
                  ...evt,
                  index: obj.places
                }
              }

              obj.places++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.conversation`,
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

  export interface ReadBodyPlacesDeviceFieldEvent {
    field: '$.places[].device'
    value: Uint8Array
    index: number
  }

  export interface ReadBodyPlacesSeqFieldEvent {
    field: '$.places[].seq'
    value: number
    index: number
  }

  export interface ReadBodyConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export function encode (obj: Partial<ReadBody>): Uint8Array {
    return encodeMessage(obj, ReadBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadBody>): ReadBody {
    return decodeMessage(buf, ReadBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadBody>): Generator<ReadBodyPlacesDeviceFieldEvent | ReadBodyPlacesSeqFieldEvent | ReadBodyConversationFieldEvent> {
    return streamMessage(buf, ReadBody.codec(), opts)
  }
}

export interface ReactionBody {
  about?: Place
  mark: Uint8Array
  off: boolean
}

export namespace ReactionBody {
  let _codec: Codec<ReactionBody>

  export const codec = (): Codec<ReactionBody> => {
    if (_codec == null) {
      _codec = message<ReactionBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.about != null) {
          w.uint32(10)
          Place.codec().encode(obj.about, w)
        }

        if ((obj.mark != null && obj.mark.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.mark)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(24)
          w.bool(obj.off)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          mark: uint8ArrayAlloc(0),
          off: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.about = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.about
              })
              break
            }
            case 2: {
              obj.mark = reader.bytes()
              break
            }
            case 3: {
              obj.off = reader.bool()
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
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.about`, {
                limits: opts.limits?.about
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.mark`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.off`,
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

  export interface ReactionBodyAboutDeviceFieldEvent {
    field: '$.about.device'
    value: Uint8Array
  }

  export interface ReactionBodyAboutSeqFieldEvent {
    field: '$.about.seq'
    value: number
  }

  export interface ReactionBodyMarkFieldEvent {
    field: '$.mark'
    value: Uint8Array
  }

  export interface ReactionBodyOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export function encode (obj: Partial<ReactionBody>): Uint8Array {
    return encodeMessage(obj, ReactionBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReactionBody>): ReactionBody {
    return decodeMessage(buf, ReactionBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReactionBody>): Generator<ReactionBodyAboutDeviceFieldEvent | ReactionBodyAboutSeqFieldEvent | ReactionBodyMarkFieldEvent | ReactionBodyOffFieldEvent> {
    return streamMessage(buf, ReactionBody.codec(), opts)
  }
}

export interface EditBody {
  about?: Place
  text: Uint8Array
}

export namespace EditBody {
  let _codec: Codec<EditBody>

  export const codec = (): Codec<EditBody> => {
    if (_codec == null) {
      _codec = message<EditBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.about != null) {
          w.uint32(10)
          Place.codec().encode(obj.about, w)
        }

        if ((obj.text != null && obj.text.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.text)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          text: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.about = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.about
              })
              break
            }
            case 2: {
              obj.text = reader.bytes()
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
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.about`, {
                limits: opts.limits?.about
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.text`,
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

  export interface EditBodyAboutDeviceFieldEvent {
    field: '$.about.device'
    value: Uint8Array
  }

  export interface EditBodyAboutSeqFieldEvent {
    field: '$.about.seq'
    value: number
  }

  export interface EditBodyTextFieldEvent {
    field: '$.text'
    value: Uint8Array
  }

  export function encode (obj: Partial<EditBody>): Uint8Array {
    return encodeMessage(obj, EditBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EditBody>): EditBody {
    return decodeMessage(buf, EditBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EditBody>): Generator<EditBodyAboutDeviceFieldEvent | EditBodyAboutSeqFieldEvent | EditBodyTextFieldEvent> {
    return streamMessage(buf, EditBody.codec(), opts)
  }
}

export interface DeletionBody {
  about?: Place
}

export namespace DeletionBody {
  let _codec: Codec<DeletionBody>

  export const codec = (): Codec<DeletionBody> => {
    if (_codec == null) {
      _codec = message<DeletionBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.about != null) {
          w.uint32(10)
          Place.codec().encode(obj.about, w)
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
              obj.about = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.about
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
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.about`, {
                limits: opts.limits?.about
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

  export interface DeletionBodyAboutDeviceFieldEvent {
    field: '$.about.device'
    value: Uint8Array
  }

  export interface DeletionBodyAboutSeqFieldEvent {
    field: '$.about.seq'
    value: number
  }

  export function encode (obj: Partial<DeletionBody>): Uint8Array {
    return encodeMessage(obj, DeletionBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DeletionBody>): DeletionBody {
    return decodeMessage(buf, DeletionBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DeletionBody>): Generator<DeletionBodyAboutDeviceFieldEvent | DeletionBodyAboutSeqFieldEvent> {
    return streamMessage(buf, DeletionBody.codec(), opts)
  }
}

export interface PinBody {
  about?: Place
  off: boolean
}

export namespace PinBody {
  let _codec: Codec<PinBody>

  export const codec = (): Codec<PinBody> => {
    if (_codec == null) {
      _codec = message<PinBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.about != null) {
          w.uint32(10)
          Place.codec().encode(obj.about, w)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(16)
          w.bool(obj.off)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          off: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.about = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.about
              })
              break
            }
            case 2: {
              obj.off = reader.bool()
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
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.about`, {
                limits: opts.limits?.about
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.off`,
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

  export interface PinBodyAboutDeviceFieldEvent {
    field: '$.about.device'
    value: Uint8Array
  }

  export interface PinBodyAboutSeqFieldEvent {
    field: '$.about.seq'
    value: number
  }

  export interface PinBodyOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export function encode (obj: Partial<PinBody>): Uint8Array {
    return encodeMessage(obj, PinBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PinBody>): PinBody {
    return decodeMessage(buf, PinBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PinBody>): Generator<PinBodyAboutDeviceFieldEvent | PinBodyAboutSeqFieldEvent | PinBodyOffFieldEvent> {
    return streamMessage(buf, PinBody.codec(), opts)
  }
}

export interface LifetimeBody {
  secondsAndOne: number
}

export namespace LifetimeBody {
  let _codec: Codec<LifetimeBody>

  export const codec = (): Codec<LifetimeBody> => {
    if (_codec == null) {
      _codec = message<LifetimeBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.secondsAndOne != null && obj.secondsAndOne !== 0)) {
          w.uint32(8)
          w.uint32(obj.secondsAndOne)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          secondsAndOne: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.secondsAndOne = reader.uint32()
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
                field: `${prefix}.secondsAndOne`,
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

  export interface LifetimeBodySecondsAndOneFieldEvent {
    field: '$.secondsAndOne'
    value: number
  }

  export function encode (obj: Partial<LifetimeBody>): Uint8Array {
    return encodeMessage(obj, LifetimeBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LifetimeBody>): LifetimeBody {
    return decodeMessage(buf, LifetimeBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LifetimeBody>): Generator<LifetimeBodySecondsAndOneFieldEvent> {
    return streamMessage(buf, LifetimeBody.codec(), opts)
  }
}

export interface HideBody {
  about?: Place
  off: boolean
  reason: Uint8Array
  seen: Place[]
}

export namespace HideBody {
  let _codec: Codec<HideBody>

  export const codec = (): Codec<HideBody> => {
    if (_codec == null) {
      _codec = message<HideBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.about != null) {
          w.uint32(10)
          Place.codec().encode(obj.about, w)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(16)
          w.bool(obj.off)
        }

        if ((obj.reason != null && obj.reason.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.reason)
        }

        if (obj.seen != null && obj.seen.length > 0) {
          for (const value of obj.seen) {
            w.uint32(34)
            Place.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          off: false,
          reason: uint8ArrayAlloc(0),
          seen: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.about = Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.about
              })
              break
            }
            case 2: {
              obj.off = reader.bool()
              break
            }
            case 3: {
              obj.reason = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.seen != null && obj.seen.length === opts.limits.seen) {
                throw new MaxLengthError('Decode error - repeated field "seen" had too many elements')
              }

              obj.seen.push(Place.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seen$
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
          seen: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Place.codec().stream(reader, reader.uint32(), `${prefix}.about`, {
                limits: opts.limits?.about
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.off`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.reason`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              if (opts.limits?.seen != null && obj.seen === opts.limits.seen) {
                throw new MaxLengthError('Streaming decode error - repeated field "seen" had too many elements')
              }

              for (const evt of Place.codec().stream(reader, reader.uint32(), `${prefix}.seen[]`, {
                limits: opts.limits?.seen$
              })) {
                yield {
                  ...evt,
                  index: obj.seen
                }
              }

              obj.seen++

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

  export interface HideBodyAboutDeviceFieldEvent {
    field: '$.about.device'
    value: Uint8Array
  }

  export interface HideBodyAboutSeqFieldEvent {
    field: '$.about.seq'
    value: number
  }

  export interface HideBodyOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export interface HideBodyReasonFieldEvent {
    field: '$.reason'
    value: Uint8Array
  }

  export interface HideBodySeenDeviceFieldEvent {
    field: '$.seen[].device'
    value: Uint8Array
    index: number
  }

  export interface HideBodySeenSeqFieldEvent {
    field: '$.seen[].seq'
    value: number
    index: number
  }

  export function encode (obj: Partial<HideBody>): Uint8Array {
    return encodeMessage(obj, HideBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HideBody>): HideBody {
    return decodeMessage(buf, HideBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HideBody>): Generator<HideBodyAboutDeviceFieldEvent | HideBodyAboutSeqFieldEvent | HideBodyOffFieldEvent | HideBodyReasonFieldEvent | HideBodySeenDeviceFieldEvent | HideBodySeenSeqFieldEvent> {
    return streamMessage(buf, HideBody.codec(), opts)
  }
}

export interface ReportBody {
  part: number
  parts: number
  piece: Uint8Array
  reason: Uint8Array
}

export namespace ReportBody {
  let _codec: Codec<ReportBody>

  export const codec = (): Codec<ReportBody> => {
    if (_codec == null) {
      _codec = message<ReportBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.part != null && obj.part !== 0)) {
          w.uint32(8)
          w.uint32(obj.part)
        }

        if ((obj.parts != null && obj.parts !== 0)) {
          w.uint32(16)
          w.uint32(obj.parts)
        }

        if ((obj.piece != null && obj.piece.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.piece)
        }

        if ((obj.reason != null && obj.reason.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          part: 0,
          parts: 0,
          piece: uint8ArrayAlloc(0),
          reason: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.part = reader.uint32()
              break
            }
            case 2: {
              obj.parts = reader.uint32()
              break
            }
            case 3: {
              obj.piece = reader.bytes()
              break
            }
            case 4: {
              obj.reason = reader.bytes()
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
                field: `${prefix}.part`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.parts`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.piece`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.reason`,
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

  export interface ReportBodyPartFieldEvent {
    field: '$.part'
    value: number
  }

  export interface ReportBodyPartsFieldEvent {
    field: '$.parts'
    value: number
  }

  export interface ReportBodyPieceFieldEvent {
    field: '$.piece'
    value: Uint8Array
  }

  export interface ReportBodyReasonFieldEvent {
    field: '$.reason'
    value: Uint8Array
  }

  export function encode (obj: Partial<ReportBody>): Uint8Array {
    return encodeMessage(obj, ReportBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReportBody>): ReportBody {
    return decodeMessage(buf, ReportBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReportBody>): Generator<ReportBodyPartFieldEvent | ReportBodyPartsFieldEvent | ReportBodyPieceFieldEvent | ReportBodyReasonFieldEvent> {
    return streamMessage(buf, ReportBody.codec(), opts)
  }
}

export interface Report {
  proofs: Uint8Array[]
}

export namespace Report {
  let _codec: Codec<Report>

  export const codec = (): Codec<Report> => {
    if (_codec == null) {
      _codec = message<Report>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.proofs != null && obj.proofs.length > 0) {
          for (const value of obj.proofs) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          proofs: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.proofs != null && obj.proofs.length === opts.limits.proofs) {
                throw new MaxLengthError('Decode error - repeated field "proofs" had too many elements')
              }

              obj.proofs.push(reader.bytes())
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
          proofs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.proofs != null && obj.proofs === opts.limits.proofs) {
                throw new MaxLengthError('Streaming decode error - repeated field "proofs" had too many elements')
              }

              yield {
                field: `${prefix}.proofs[]`,
                index: obj.proofs,
                value: reader.bytes()
              }

              obj.proofs++

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

  export interface ReportProofsFieldEvent {
    field: '$.proofs[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Report>): Uint8Array {
    return encodeMessage(obj, Report.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Report>): Report {
    return decodeMessage(buf, Report.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Report>): Generator<ReportProofsFieldEvent> {
    return streamMessage(buf, Report.codec(), opts)
  }
}

export interface ChoiceBody {
  block?: BlockChoice
  mute?: MuteChoice
}

export namespace ChoiceBody {
  let _codec: Codec<ChoiceBody>

  export const codec = (): Codec<ChoiceBody> => {
    if (_codec == null) {
      _codec = message<ChoiceBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.mute != null) {
          obj.block = undefined
        }

        if (obj.block != null) {
          obj.mute = undefined
        }

        if (obj.block != null) {
          w.uint32(10)
          BlockChoice.codec().encode(obj.block, w)
        }

        if (obj.mute != null) {
          w.uint32(18)
          MuteChoice.codec().encode(obj.mute, w)
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
              obj.block = BlockChoice.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.block
              })
              break
            }
            case 2: {
              obj.mute = MuteChoice.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.mute
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.mute != null) {
          delete obj.block
        }

        if (obj.block != null) {
          delete obj.mute
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * BlockChoice.codec().stream(reader, reader.uint32(), `${prefix}.block`, {
                limits: opts.limits?.block
              })

              break
            }
            case 2: {
              yield * MuteChoice.codec().stream(reader, reader.uint32(), `${prefix}.mute`, {
                limits: opts.limits?.mute
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

  export interface ChoiceBodyBlockLoginFieldEvent {
    field: '$.block.login'
    value: string
  }

  export interface ChoiceBodyBlockOffFieldEvent {
    field: '$.block.off'
    value: boolean
  }

  export interface ChoiceBodyMuteConversationFieldEvent {
    field: '$.mute.conversation'
    value: Uint8Array
  }

  export interface ChoiceBodyMuteUntilFieldEvent {
    field: '$.mute.until'
    value: number
  }

  export function encode (obj: Partial<ChoiceBody>): Uint8Array {
    return encodeMessage(obj, ChoiceBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ChoiceBody>): ChoiceBody {
    return decodeMessage(buf, ChoiceBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ChoiceBody>): Generator<ChoiceBodyBlockLoginFieldEvent | ChoiceBodyBlockOffFieldEvent | ChoiceBodyMuteConversationFieldEvent | ChoiceBodyMuteUntilFieldEvent> {
    return streamMessage(buf, ChoiceBody.codec(), opts)
  }
}

export interface BlockChoice {
  login: string
  off: boolean
}

export namespace BlockChoice {
  let _codec: Codec<BlockChoice>

  export const codec = (): Codec<BlockChoice> => {
    if (_codec == null) {
      _codec = message<BlockChoice>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.login != null && obj.login !== '')) {
          w.uint32(10)
          w.string(obj.login)
        }

        if ((obj.off != null && obj.off !== false)) {
          w.uint32(16)
          w.bool(obj.off)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          login: '',
          off: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.login = reader.string()
              break
            }
            case 2: {
              obj.off = reader.bool()
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
                field: `${prefix}.login`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.off`,
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

  export interface BlockChoiceLoginFieldEvent {
    field: '$.login'
    value: string
  }

  export interface BlockChoiceOffFieldEvent {
    field: '$.off'
    value: boolean
  }

  export function encode (obj: Partial<BlockChoice>): Uint8Array {
    return encodeMessage(obj, BlockChoice.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BlockChoice>): BlockChoice {
    return decodeMessage(buf, BlockChoice.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BlockChoice>): Generator<BlockChoiceLoginFieldEvent | BlockChoiceOffFieldEvent> {
    return streamMessage(buf, BlockChoice.codec(), opts)
  }
}

export interface MuteChoice {
  conversation: Uint8Array
  until: number
}

export namespace MuteChoice {
  let _codec: Codec<MuteChoice>

  export const codec = (): Codec<MuteChoice> => {
    if (_codec == null) {
      _codec = message<MuteChoice>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.conversation != null && obj.conversation.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.conversation)
        }

        if ((obj.until != null && obj.until !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.until)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          conversation: uint8ArrayAlloc(0),
          until: 0
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
              obj.until = reader.uint64Number()
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
                field: `${prefix}.until`,
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

  export interface MuteChoiceConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface MuteChoiceUntilFieldEvent {
    field: '$.until'
    value: number
  }

  export function encode (obj: Partial<MuteChoice>): Uint8Array {
    return encodeMessage(obj, MuteChoice.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MuteChoice>): MuteChoice {
    return decodeMessage(buf, MuteChoice.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MuteChoice>): Generator<MuteChoiceConversationFieldEvent | MuteChoiceUntilFieldEvent> {
    return streamMessage(buf, MuteChoice.codec(), opts)
  }
}

export interface DraftBody {
  login?: string
  conversation?: Uint8Array
  text: Uint8Array
}

export namespace DraftBody {
  let _codec: Codec<DraftBody>

  export const codec = (): Codec<DraftBody> => {
    if (_codec == null) {
      _codec = message<DraftBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.conversation != null) {
          obj.login = undefined
        }

        if (obj.login != null) {
          obj.conversation = undefined
        }

        if (obj.login != null) {
          w.uint32(10)
          w.string(obj.login)
        }

        if (obj.conversation != null) {
          w.uint32(18)
          w.bytes(obj.conversation)
        }

        if ((obj.text != null && obj.text.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.text)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          text: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.login = reader.string()
              break
            }
            case 2: {
              obj.conversation = reader.bytes()
              break
            }
            case 3: {
              obj.text = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.conversation != null) {
          delete obj.login
        }

        if (obj.login != null) {
          delete obj.conversation
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.login`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.conversation`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.text`,
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

  export interface DraftBodyLoginFieldEvent {
    field: '$.login'
    value: string
  }

  export interface DraftBodyConversationFieldEvent {
    field: '$.conversation'
    value: Uint8Array
  }

  export interface DraftBodyTextFieldEvent {
    field: '$.text'
    value: Uint8Array
  }

  export function encode (obj: Partial<DraftBody>): Uint8Array {
    return encodeMessage(obj, DraftBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DraftBody>): DraftBody {
    return decodeMessage(buf, DraftBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DraftBody>): Generator<DraftBodyLoginFieldEvent | DraftBodyConversationFieldEvent | DraftBodyTextFieldEvent> {
    return streamMessage(buf, DraftBody.codec(), opts)
  }
}

export interface Place {
  device: Uint8Array
  seq: number
}

export namespace Place {
  let _codec: Codec<Place>

  export const codec = (): Codec<Place> => {
    if (_codec == null) {
      _codec = message<Place>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.device != null && obj.device.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.device)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          device: uint8ArrayAlloc(0),
          seq: 0
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
              obj.seq = reader.uint64Number()
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
                field: `${prefix}.seq`,
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

  export interface PlaceDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface PlaceSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export function encode (obj: Partial<Place>): Uint8Array {
    return encodeMessage(obj, Place.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Place>): Place {
    return decodeMessage(buf, Place.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Place>): Generator<PlaceDeviceFieldEvent | PlaceSeqFieldEvent> {
    return streamMessage(buf, Place.codec(), opts)
  }
}
