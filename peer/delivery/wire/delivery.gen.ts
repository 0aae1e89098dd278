// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Frame {
  subject?: Subject
  offer?: Offer
  heads?: Places
  want?: Places
  prekey?: Uint8Array
}

export namespace Frame {
  let _codec: Codec<Frame>

  export const codec = (): Codec<Frame> => {
    if (_codec == null) {
      _codec = message<Frame>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.prekey != null) {
          obj.want = undefined
          obj.heads = undefined
          obj.offer = undefined
        }

        if (obj.want != null) {
          obj.prekey = undefined
          obj.heads = undefined
          obj.offer = undefined
        }

        if (obj.heads != null) {
          obj.prekey = undefined
          obj.want = undefined
          obj.offer = undefined
        }

        if (obj.offer != null) {
          obj.prekey = undefined
          obj.want = undefined
          obj.heads = undefined
        }

        if (obj.subject != null) {
          w.uint32(10)
          Subject.codec().encode(obj.subject, w)
        }

        if (obj.offer != null) {
          w.uint32(18)
          Offer.codec().encode(obj.offer, w)
        }

        if (obj.heads != null) {
          w.uint32(26)
          Places.codec().encode(obj.heads, w)
        }

        if (obj.want != null) {
          w.uint32(34)
          Places.codec().encode(obj.want, w)
        }

        if (obj.prekey != null) {
          w.uint32(42)
          w.bytes(obj.prekey)
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
              obj.subject = Subject.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.subject
              })
              break
            }
            case 2: {
              obj.offer = Offer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.offer
              })
              break
            }
            case 3: {
              obj.heads = Places.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.heads
              })
              break
            }
            case 4: {
              obj.want = Places.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.want
              })
              break
            }
            case 5: {
              obj.prekey = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.prekey != null) {
          delete obj.want
          delete obj.heads
          delete obj.offer
        }

        if (obj.want != null) {
          delete obj.prekey
          delete obj.heads
          delete obj.offer
        }

        if (obj.heads != null) {
          delete obj.prekey
          delete obj.want
          delete obj.offer
        }

        if (obj.offer != null) {
          delete obj.prekey
          delete obj.want
          delete obj.heads
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Subject.codec().stream(reader, reader.uint32(), `${prefix}.subject`, {
                limits: opts.limits?.subject
              })

              break
            }
            case 2: {
              yield * Offer.codec().stream(reader, reader.uint32(), `${prefix}.offer`, {
                limits: opts.limits?.offer
              })

              break
            }
            case 3: {
              yield * Places.codec().stream(reader, reader.uint32(), `${prefix}.heads`, {
                limits: opts.limits?.heads
              })

              break
            }
            case 4: {
              yield * Places.codec().stream(reader, reader.uint32(), `${prefix}.want`, {
                limits: opts.limits?.want
              })

              break
            }
            case 5: {
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

  export interface FrameSubjectDirectOneFieldEvent {
    field: '$.subject.direct.one'
    value: string
  }

  export interface FrameSubjectDirectOtherFieldEvent {
    field: '$.subject.direct.other'
    value: string
  }

  export interface FrameSubjectGroupCreatorFieldEvent {
    field: '$.subject.group.creator'
    value: Uint8Array
  }

  export interface FrameSubjectGroupNonceFieldEvent {
    field: '$.subject.group.nonce'
    value: Uint8Array
  }

  export interface FrameOfferNumberFieldEvent {
    field: '$.offer.number'
    value: number
  }

  export interface FrameOfferBurstFieldEvent {
    field: '$.offer.burst'
    value: Uint8Array
  }

  export interface FrameOfferParcelFieldEvent {
    field: '$.offer.parcel'
    value: Uint8Array
  }

  export interface FrameHeadsPlacesDeviceFieldEvent {
    field: '$.heads.places[].device'
    value: Uint8Array
    index: number
  }

  export interface FrameHeadsPlacesSeqFieldEvent {
    field: '$.heads.places[].seq'
    value: number
    index: number
  }

  export interface FrameWantPlacesDeviceFieldEvent {
    field: '$.want.places[].device'
    value: Uint8Array
    index: number
  }

  export interface FrameWantPlacesSeqFieldEvent {
    field: '$.want.places[].seq'
    value: number
    index: number
  }

  export interface FramePrekeyFieldEvent {
    field: '$.prekey'
    value: Uint8Array
  }

  export function encode (obj: Partial<Frame>): Uint8Array {
    return encodeMessage(obj, Frame.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Frame {
    return decodeMessage(buf, Frame.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Generator<FrameSubjectDirectOneFieldEvent | FrameSubjectDirectOtherFieldEvent | FrameSubjectGroupCreatorFieldEvent | FrameSubjectGroupNonceFieldEvent | FrameOfferNumberFieldEvent | FrameOfferBurstFieldEvent | FrameOfferParcelFieldEvent | FrameHeadsPlacesDeviceFieldEvent | FrameHeadsPlacesSeqFieldEvent | FrameWantPlacesDeviceFieldEvent | FrameWantPlacesSeqFieldEvent | FramePrekeyFieldEvent> {
    return streamMessage(buf, Frame.codec(), opts)
  }
}

export interface Subject {
  direct?: Direct
  everyone?: Everyone
  group?: Group
}

export namespace Subject {
  let _codec: Codec<Subject>

  export const codec = (): Codec<Subject> => {
    if (_codec == null) {
      _codec = message<Subject>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.group != null) {
          obj.everyone = undefined
          obj.direct = undefined
        }

        if (obj.everyone != null) {
          obj.group = undefined
          obj.direct = undefined
        }

        if (obj.direct != null) {
          obj.group = undefined
          obj.everyone = undefined
        }

        if (obj.direct != null) {
          w.uint32(10)
          Direct.codec().encode(obj.direct, w)
        }

        if (obj.everyone != null) {
          w.uint32(18)
          Everyone.codec().encode(obj.everyone, w)
        }

        if (obj.group != null) {
          w.uint32(26)
          Group.codec().encode(obj.group, w)
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
            case 2: {
              obj.everyone = Everyone.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.everyone
              })
              break
            }
            case 3: {
              obj.group = Group.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.group
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.group != null) {
          delete obj.everyone
          delete obj.direct
        }

        if (obj.everyone != null) {
          delete obj.group
          delete obj.direct
        }

        if (obj.direct != null) {
          delete obj.group
          delete obj.everyone
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
            case 2: {
              yield * Everyone.codec().stream(reader, reader.uint32(), `${prefix}.everyone`, {
                limits: opts.limits?.everyone
              })

              break
            }
            case 3: {
              yield * Group.codec().stream(reader, reader.uint32(), `${prefix}.group`, {
                limits: opts.limits?.group
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

  export interface SubjectGroupCreatorFieldEvent {
    field: '$.group.creator'
    value: Uint8Array
  }

  export interface SubjectGroupNonceFieldEvent {
    field: '$.group.nonce'
    value: Uint8Array
  }

  export function encode (obj: Partial<Subject>): Uint8Array {
    return encodeMessage(obj, Subject.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subject>): Subject {
    return decodeMessage(buf, Subject.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subject>): Generator<SubjectDirectOneFieldEvent | SubjectDirectOtherFieldEvent | SubjectGroupCreatorFieldEvent | SubjectGroupNonceFieldEvent> {
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

export interface Everyone {}

export namespace Everyone {
  let _codec: Codec<Everyone>

  export const codec = (): Codec<Everyone> => {
    if (_codec == null) {
      _codec = message<Everyone>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<Everyone>): Uint8Array {
    return encodeMessage(obj, Everyone.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Everyone>): Everyone {
    return decodeMessage(buf, Everyone.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Everyone>): Generator<{}> {
    return streamMessage(buf, Everyone.codec(), opts)
  }
}

export interface Group {
  creator: Uint8Array
  nonce: Uint8Array
}

export namespace Group {
  let _codec: Codec<Group>

  export const codec = (): Codec<Group> => {
    if (_codec == null) {
      _codec = message<Group>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.creator != null && obj.creator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.creator)
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.nonce)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          creator: uint8ArrayAlloc(0),
          nonce: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.creator = reader.bytes()
              break
            }
            case 2: {
              obj.nonce = reader.bytes()
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
                field: `${prefix}.creator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.nonce`,
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

  export interface GroupCreatorFieldEvent {
    field: '$.creator'
    value: Uint8Array
  }

  export interface GroupNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array
  }

  export function encode (obj: Partial<Group>): Uint8Array {
    return encodeMessage(obj, Group.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Group>): Group {
    return decodeMessage(buf, Group.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Group>): Generator<GroupCreatorFieldEvent | GroupNonceFieldEvent> {
    return streamMessage(buf, Group.codec(), opts)
  }
}

export interface Offer {
  number: number
  burst?: Uint8Array
  parcel?: Uint8Array
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

        if (obj.burst != null) {
          w.uint32(18)
          w.bytes(obj.burst)
        }

        if (obj.parcel != null) {
          w.uint32(26)
          w.bytes(obj.parcel)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0
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
              obj.burst = reader.bytes()
              break
            }
            case 3: {
              obj.parcel = reader.bytes()
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
                field: `${prefix}.burst`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.parcel`,
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

  export interface OfferBurstFieldEvent {
    field: '$.burst'
    value: Uint8Array
  }

  export interface OfferParcelFieldEvent {
    field: '$.parcel'
    value: Uint8Array
  }

  export function encode (obj: Partial<Offer>): Uint8Array {
    return encodeMessage(obj, Offer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Offer {
    return decodeMessage(buf, Offer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Generator<OfferNumberFieldEvent | OfferBurstFieldEvent | OfferParcelFieldEvent> {
    return streamMessage(buf, Offer.codec(), opts)
  }
}

export interface Carried {
  subject?: Subject
  burst: Uint8Array
}

export namespace Carried {
  let _codec: Codec<Carried>

  export const codec = (): Codec<Carried> => {
    if (_codec == null) {
      _codec = message<Carried>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.subject != null) {
          w.uint32(10)
          Subject.codec().encode(obj.subject, w)
        }

        if ((obj.burst != null && obj.burst.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.burst)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          burst: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.subject = Subject.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.subject
              })
              break
            }
            case 2: {
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
              yield * Subject.codec().stream(reader, reader.uint32(), `${prefix}.subject`, {
                limits: opts.limits?.subject
              })

              break
            }
            case 2: {
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

  export interface CarriedSubjectDirectOneFieldEvent {
    field: '$.subject.direct.one'
    value: string
  }

  export interface CarriedSubjectDirectOtherFieldEvent {
    field: '$.subject.direct.other'
    value: string
  }

  export interface CarriedSubjectGroupCreatorFieldEvent {
    field: '$.subject.group.creator'
    value: Uint8Array
  }

  export interface CarriedSubjectGroupNonceFieldEvent {
    field: '$.subject.group.nonce'
    value: Uint8Array
  }

  export interface CarriedBurstFieldEvent {
    field: '$.burst'
    value: Uint8Array
  }

  export function encode (obj: Partial<Carried>): Uint8Array {
    return encodeMessage(obj, Carried.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Carried>): Carried {
    return decodeMessage(buf, Carried.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Carried>): Generator<CarriedSubjectDirectOneFieldEvent | CarriedSubjectDirectOtherFieldEvent | CarriedSubjectGroupCreatorFieldEvent | CarriedSubjectGroupNonceFieldEvent | CarriedBurstFieldEvent> {
    return streamMessage(buf, Carried.codec(), opts)
  }
}

export interface Places {
  places: Place[]
}

export namespace Places {
  let _codec: Codec<Places>

  export const codec = (): Codec<Places> => {
    if (_codec == null) {
      _codec = message<Places>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.places != null && obj.places.length > 0) {
          for (const value of obj.places) {
            w.uint32(10)
            Place.codec().encode(value, w)
          }
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

  export interface PlacesPlacesDeviceFieldEvent {
    field: '$.places[].device'
    value: Uint8Array
    index: number
  }

  export interface PlacesPlacesSeqFieldEvent {
    field: '$.places[].seq'
    value: number
    index: number
  }

  export function encode (obj: Partial<Places>): Uint8Array {
    return encodeMessage(obj, Places.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Places>): Places {
    return decodeMessage(buf, Places.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Places>): Generator<PlacesPlacesDeviceFieldEvent | PlacesPlacesSeqFieldEvent> {
    return streamMessage(buf, Places.codec(), opts)
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
