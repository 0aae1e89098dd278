// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Frame {
  deposit?: Deposit
  handover?: Handover
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

        if (obj.handover != null) {
          obj.deposit = undefined
        }

        if (obj.deposit != null) {
          obj.handover = undefined
        }

        if (obj.deposit != null) {
          w.uint32(10)
          Deposit.codec().encode(obj.deposit, w)
        }

        if (obj.handover != null) {
          w.uint32(18)
          Handover.codec().encode(obj.handover, w)
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
              obj.deposit = Deposit.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.deposit
              })
              break
            }
            case 2: {
              obj.handover = Handover.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.handover
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.handover != null) {
          delete obj.deposit
        }

        if (obj.deposit != null) {
          delete obj.handover
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Deposit.codec().stream(reader, reader.uint32(), `${prefix}.deposit`, {
                limits: opts.limits?.deposit
              })

              break
            }
            case 2: {
              yield * Handover.codec().stream(reader, reader.uint32(), `${prefix}.handover`, {
                limits: opts.limits?.handover
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

  export interface FrameDepositRecipientFieldEvent {
    field: '$.deposit.recipient'
    value: Uint8Array
  }

  export interface FrameDepositParcelsFieldEvent {
    field: '$.deposit.parcels[]'
    index: number
    value: Uint8Array
  }

  export interface FrameHandoverParcelsFieldEvent {
    field: '$.handover.parcels[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Frame>): Uint8Array {
    return encodeMessage(obj, Frame.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Frame {
    return decodeMessage(buf, Frame.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Generator<FrameDepositRecipientFieldEvent | FrameDepositParcelsFieldEvent | FrameHandoverParcelsFieldEvent> {
    return streamMessage(buf, Frame.codec(), opts)
  }
}

export interface Deposit {
  recipient: Uint8Array
  parcels: Uint8Array[]
}

export namespace Deposit {
  let _codec: Codec<Deposit>

  export const codec = (): Codec<Deposit> => {
    if (_codec == null) {
      _codec = message<Deposit>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.recipient != null && obj.recipient.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.recipient)
        }

        if (obj.parcels != null && obj.parcels.length > 0) {
          for (const value of obj.parcels) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          recipient: uint8ArrayAlloc(0),
          parcels: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.recipient = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.parcels != null && obj.parcels.length === opts.limits.parcels) {
                throw new MaxLengthError('Decode error - repeated field "parcels" had too many elements')
              }

              obj.parcels.push(reader.bytes())
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
          parcels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.recipient`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.parcels != null && obj.parcels === opts.limits.parcels) {
                throw new MaxLengthError('Streaming decode error - repeated field "parcels" had too many elements')
              }

              yield {
                field: `${prefix}.parcels[]`,
                index: obj.parcels,
                value: reader.bytes()
              }

              obj.parcels++

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

  export interface DepositRecipientFieldEvent {
    field: '$.recipient'
    value: Uint8Array
  }

  export interface DepositParcelsFieldEvent {
    field: '$.parcels[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Deposit>): Uint8Array {
    return encodeMessage(obj, Deposit.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Deposit>): Deposit {
    return decodeMessage(buf, Deposit.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Deposit>): Generator<DepositRecipientFieldEvent | DepositParcelsFieldEvent> {
    return streamMessage(buf, Deposit.codec(), opts)
  }
}

export interface Handover {
  parcels: Uint8Array[]
}

export namespace Handover {
  let _codec: Codec<Handover>

  export const codec = (): Codec<Handover> => {
    if (_codec == null) {
      _codec = message<Handover>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.parcels != null && obj.parcels.length > 0) {
          for (const value of obj.parcels) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          parcels: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.parcels != null && obj.parcels.length === opts.limits.parcels) {
                throw new MaxLengthError('Decode error - repeated field "parcels" had too many elements')
              }

              obj.parcels.push(reader.bytes())
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
          parcels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.parcels != null && obj.parcels === opts.limits.parcels) {
                throw new MaxLengthError('Streaming decode error - repeated field "parcels" had too many elements')
              }

              yield {
                field: `${prefix}.parcels[]`,
                index: obj.parcels,
                value: reader.bytes()
              }

              obj.parcels++

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

  export interface HandoverParcelsFieldEvent {
    field: '$.parcels[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Handover>): Uint8Array {
    return encodeMessage(obj, Handover.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Handover>): Handover {
    return decodeMessage(buf, Handover.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Handover>): Generator<HandoverParcelsFieldEvent> {
    return streamMessage(buf, Handover.codec(), opts)
  }
}

export interface Answer {
  fates: Uint8Array
  refusal?: string
}

export namespace Answer {
  let _codec: Codec<Answer>

  export const codec = (): Codec<Answer> => {
    if (_codec == null) {
      _codec = message<Answer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.fates != null && obj.fates.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.fates)
        }

        if (obj.refusal != null) {
          w.uint32(18)
          w.string(obj.refusal)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          fates: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.fates = reader.bytes()
              break
            }
            case 2: {
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
                field: `${prefix}.fates`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
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

  export interface AnswerFatesFieldEvent {
    field: '$.fates'
    value: Uint8Array
  }

  export interface AnswerRefusalFieldEvent {
    field: '$.refusal'
    value: string
  }

  export function encode (obj: Partial<Answer>): Uint8Array {
    return encodeMessage(obj, Answer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Answer {
    return decodeMessage(buf, Answer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Generator<AnswerFatesFieldEvent | AnswerRefusalFieldEvent> {
    return streamMessage(buf, Answer.codec(), opts)
  }
}
