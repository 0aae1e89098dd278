// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Membership {
  seen: SeenPlace[]
  create?: Create
  invite?: Given
  join?: Nothing
  leave?: Nothing
  remove?: Person
  role?: Given
  rename?: Named
}

export namespace Membership {
  let _codec: Codec<Membership>

  export const codec = (): Codec<Membership> => {
    if (_codec == null) {
      _codec = message<Membership>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.rename != null) {
          obj.role = undefined
          obj.remove = undefined
          obj.leave = undefined
          obj.join = undefined
          obj.invite = undefined
          obj.create = undefined
        }

        if (obj.role != null) {
          obj.rename = undefined
          obj.remove = undefined
          obj.leave = undefined
          obj.join = undefined
          obj.invite = undefined
          obj.create = undefined
        }

        if (obj.remove != null) {
          obj.rename = undefined
          obj.role = undefined
          obj.leave = undefined
          obj.join = undefined
          obj.invite = undefined
          obj.create = undefined
        }

        if (obj.leave != null) {
          obj.rename = undefined
          obj.role = undefined
          obj.remove = undefined
          obj.join = undefined
          obj.invite = undefined
          obj.create = undefined
        }

        if (obj.join != null) {
          obj.rename = undefined
          obj.role = undefined
          obj.remove = undefined
          obj.leave = undefined
          obj.invite = undefined
          obj.create = undefined
        }

        if (obj.invite != null) {
          obj.rename = undefined
          obj.role = undefined
          obj.remove = undefined
          obj.leave = undefined
          obj.join = undefined
          obj.create = undefined
        }

        if (obj.create != null) {
          obj.rename = undefined
          obj.role = undefined
          obj.remove = undefined
          obj.leave = undefined
          obj.join = undefined
          obj.invite = undefined
        }

        if (obj.seen != null && obj.seen.length > 0) {
          for (const value of obj.seen) {
            w.uint32(10)
            SeenPlace.codec().encode(value, w)
          }
        }

        if (obj.create != null) {
          w.uint32(18)
          Create.codec().encode(obj.create, w)
        }

        if (obj.invite != null) {
          w.uint32(26)
          Given.codec().encode(obj.invite, w)
        }

        if (obj.join != null) {
          w.uint32(34)
          Nothing.codec().encode(obj.join, w)
        }

        if (obj.leave != null) {
          w.uint32(42)
          Nothing.codec().encode(obj.leave, w)
        }

        if (obj.remove != null) {
          w.uint32(50)
          Person.codec().encode(obj.remove, w)
        }

        if (obj.role != null) {
          w.uint32(58)
          Given.codec().encode(obj.role, w)
        }

        if (obj.rename != null) {
          w.uint32(66)
          Named.codec().encode(obj.rename, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          seen: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.seen != null && obj.seen.length === opts.limits.seen) {
                throw new MaxLengthError('Decode error - repeated field "seen" had too many elements')
              }

              obj.seen.push(SeenPlace.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seen$
              }))
              break
            }
            case 2: {
              obj.create = Create.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.create
              })
              break
            }
            case 3: {
              obj.invite = Given.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.invite
              })
              break
            }
            case 4: {
              obj.join = Nothing.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.join
              })
              break
            }
            case 5: {
              obj.leave = Nothing.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.leave
              })
              break
            }
            case 6: {
              obj.remove = Person.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.remove
              })
              break
            }
            case 7: {
              obj.role = Given.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.role
              })
              break
            }
            case 8: {
              obj.rename = Named.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rename
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.rename != null) {
          delete obj.role
          delete obj.remove
          delete obj.leave
          delete obj.join
          delete obj.invite
          delete obj.create
        }

        if (obj.role != null) {
          delete obj.rename
          delete obj.remove
          delete obj.leave
          delete obj.join
          delete obj.invite
          delete obj.create
        }

        if (obj.remove != null) {
          delete obj.rename
          delete obj.role
          delete obj.leave
          delete obj.join
          delete obj.invite
          delete obj.create
        }

        if (obj.leave != null) {
          delete obj.rename
          delete obj.role
          delete obj.remove
          delete obj.join
          delete obj.invite
          delete obj.create
        }

        if (obj.join != null) {
          delete obj.rename
          delete obj.role
          delete obj.remove
          delete obj.leave
          delete obj.invite
          delete obj.create
        }

        if (obj.invite != null) {
          delete obj.rename
          delete obj.role
          delete obj.remove
          delete obj.leave
          delete obj.join
          delete obj.create
        }

        if (obj.create != null) {
          delete obj.rename
          delete obj.role
          delete obj.remove
          delete obj.leave
          delete obj.join
          delete obj.invite
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
              if (opts.limits?.seen != null && obj.seen === opts.limits.seen) {
                throw new MaxLengthError('Streaming decode error - repeated field "seen" had too many elements')
              }

              for (const evt of SeenPlace.codec().stream(reader, reader.uint32(), `${prefix}.seen[]`, {
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
            case 2: {
              yield * Create.codec().stream(reader, reader.uint32(), `${prefix}.create`, {
                limits: opts.limits?.create
              })

              break
            }
            case 3: {
              yield * Given.codec().stream(reader, reader.uint32(), `${prefix}.invite`, {
                limits: opts.limits?.invite
              })

              break
            }
            case 4: {
              yield * Nothing.codec().stream(reader, reader.uint32(), `${prefix}.join`, {
                limits: opts.limits?.join
              })

              break
            }
            case 5: {
              yield * Nothing.codec().stream(reader, reader.uint32(), `${prefix}.leave`, {
                limits: opts.limits?.leave
              })

              break
            }
            case 6: {
              yield * Person.codec().stream(reader, reader.uint32(), `${prefix}.remove`, {
                limits: opts.limits?.remove
              })

              break
            }
            case 7: {
              yield * Given.codec().stream(reader, reader.uint32(), `${prefix}.role`, {
                limits: opts.limits?.role
              })

              break
            }
            case 8: {
              yield * Named.codec().stream(reader, reader.uint32(), `${prefix}.rename`, {
                limits: opts.limits?.rename
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

  export interface MembershipSeenDeviceFieldEvent {
    field: '$.seen[].device'
    value: Uint8Array
    index: number
  }

  export interface MembershipSeenSeqFieldEvent {
    field: '$.seen[].seq'
    value: number
    index: number
  }

  export interface MembershipCreateNonceFieldEvent {
    field: '$.create.nonce'
    value: Uint8Array
  }

  export interface MembershipCreateNameFieldEvent {
    field: '$.create.name'
    value: Uint8Array
  }

  export interface MembershipCreateAddedLoginFieldEvent {
    field: '$.create.added[].login'
    value: string
    index: number
  }

  export interface MembershipCreateAddedRoleFieldEvent {
    field: '$.create.added[].role'
    value: number
    index: number
  }

  export interface MembershipInviteLoginFieldEvent {
    field: '$.invite.login'
    value: string
  }

  export interface MembershipInviteRoleFieldEvent {
    field: '$.invite.role'
    value: number
  }

  export interface MembershipRemoveLoginFieldEvent {
    field: '$.remove.login'
    value: string
  }

  export interface MembershipRoleLoginFieldEvent {
    field: '$.role.login'
    value: string
  }

  export interface MembershipRoleRoleFieldEvent {
    field: '$.role.role'
    value: number
  }

  export interface MembershipRenameNameFieldEvent {
    field: '$.rename.name'
    value: Uint8Array
  }

  export function encode (obj: Partial<Membership>): Uint8Array {
    return encodeMessage(obj, Membership.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Membership>): Membership {
    return decodeMessage(buf, Membership.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Membership>): Generator<MembershipSeenDeviceFieldEvent | MembershipSeenSeqFieldEvent | MembershipCreateNonceFieldEvent | MembershipCreateNameFieldEvent | MembershipCreateAddedLoginFieldEvent | MembershipCreateAddedRoleFieldEvent | MembershipInviteLoginFieldEvent | MembershipInviteRoleFieldEvent | MembershipRemoveLoginFieldEvent | MembershipRoleLoginFieldEvent | MembershipRoleRoleFieldEvent | MembershipRenameNameFieldEvent> {
    return streamMessage(buf, Membership.codec(), opts)
  }
}

export interface SeenPlace {
  device: Uint8Array
  seq: number
}

export namespace SeenPlace {
  let _codec: Codec<SeenPlace>

  export const codec = (): Codec<SeenPlace> => {
    if (_codec == null) {
      _codec = message<SeenPlace>((obj, w, opts = {}) => {
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

  export interface SeenPlaceDeviceFieldEvent {
    field: '$.device'
    value: Uint8Array
  }

  export interface SeenPlaceSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export function encode (obj: Partial<SeenPlace>): Uint8Array {
    return encodeMessage(obj, SeenPlace.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SeenPlace>): SeenPlace {
    return decodeMessage(buf, SeenPlace.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SeenPlace>): Generator<SeenPlaceDeviceFieldEvent | SeenPlaceSeqFieldEvent> {
    return streamMessage(buf, SeenPlace.codec(), opts)
  }
}

export interface Create {
  nonce: Uint8Array
  name: Uint8Array
  added: Given[]
}

export namespace Create {
  let _codec: Codec<Create>

  export const codec = (): Codec<Create> => {
    if (_codec == null) {
      _codec = message<Create>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.nonce)
        }

        if ((obj.name != null && obj.name.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.name)
        }

        if (obj.added != null && obj.added.length > 0) {
          for (const value of obj.added) {
            w.uint32(26)
            Given.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          nonce: uint8ArrayAlloc(0),
          name: uint8ArrayAlloc(0),
          added: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.nonce = reader.bytes()
              break
            }
            case 2: {
              obj.name = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.added != null && obj.added.length === opts.limits.added) {
                throw new MaxLengthError('Decode error - repeated field "added" had too many elements')
              }

              obj.added.push(Given.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.added$
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
          added: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.nonce`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.name`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.added != null && obj.added === opts.limits.added) {
                throw new MaxLengthError('Streaming decode error - repeated field "added" had too many elements')
              }

              for (const evt of Given.codec().stream(reader, reader.uint32(), `${prefix}.added[]`, {
                limits: opts.limits?.added$
              })) {
                yield {
                  ...evt,
                  index: obj.added
                }
              }

              obj.added++

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

  export interface CreateNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array
  }

  export interface CreateNameFieldEvent {
    field: '$.name'
    value: Uint8Array
  }

  export interface CreateAddedLoginFieldEvent {
    field: '$.added[].login'
    value: string
    index: number
  }

  export interface CreateAddedRoleFieldEvent {
    field: '$.added[].role'
    value: number
    index: number
  }

  export function encode (obj: Partial<Create>): Uint8Array {
    return encodeMessage(obj, Create.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Create>): Create {
    return decodeMessage(buf, Create.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Create>): Generator<CreateNonceFieldEvent | CreateNameFieldEvent | CreateAddedLoginFieldEvent | CreateAddedRoleFieldEvent> {
    return streamMessage(buf, Create.codec(), opts)
  }
}

export interface Given {
  login: string
  role: number
}

export namespace Given {
  let _codec: Codec<Given>

  export const codec = (): Codec<Given> => {
    if (_codec == null) {
      _codec = message<Given>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.login != null && obj.login !== '')) {
          w.uint32(10)
          w.string(obj.login)
        }

        if ((obj.role != null && obj.role !== 0)) {
          w.uint32(16)
          w.uint32(obj.role)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          login: '',
          role: 0
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
              obj.role = reader.uint32()
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
                field: `${prefix}.role`,
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

  export interface GivenLoginFieldEvent {
    field: '$.login'
    value: string
  }

  export interface GivenRoleFieldEvent {
    field: '$.role'
    value: number
  }

  export function encode (obj: Partial<Given>): Uint8Array {
    return encodeMessage(obj, Given.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Given>): Given {
    return decodeMessage(buf, Given.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Given>): Generator<GivenLoginFieldEvent | GivenRoleFieldEvent> {
    return streamMessage(buf, Given.codec(), opts)
  }
}

export interface Person {
  login: string
}

export namespace Person {
  let _codec: Codec<Person>

  export const codec = (): Codec<Person> => {
    if (_codec == null) {
      _codec = message<Person>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.login != null && obj.login !== '')) {
          w.uint32(10)
          w.string(obj.login)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          login: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.login = reader.string()
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

  export interface PersonLoginFieldEvent {
    field: '$.login'
    value: string
  }

  export function encode (obj: Partial<Person>): Uint8Array {
    return encodeMessage(obj, Person.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Person>): Person {
    return decodeMessage(buf, Person.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Person>): Generator<PersonLoginFieldEvent> {
    return streamMessage(buf, Person.codec(), opts)
  }
}

export interface Named {
  name: Uint8Array
}

export namespace Named {
  let _codec: Codec<Named>

  export const codec = (): Codec<Named> => {
    if (_codec == null) {
      _codec = message<Named>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.name)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.name = reader.bytes()
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
                field: `${prefix}.name`,
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

  export interface NamedNameFieldEvent {
    field: '$.name'
    value: Uint8Array
  }

  export function encode (obj: Partial<Named>): Uint8Array {
    return encodeMessage(obj, Named.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Named {
    return decodeMessage(buf, Named.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Generator<NamedNameFieldEvent> {
    return streamMessage(buf, Named.codec(), opts)
  }
}

export interface Nothing {}

export namespace Nothing {
  let _codec: Codec<Nothing>

  export const codec = (): Codec<Nothing> => {
    if (_codec == null) {
      _codec = message<Nothing>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<Nothing>): Uint8Array {
    return encodeMessage(obj, Nothing.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Nothing>): Nothing {
    return decodeMessage(buf, Nothing.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Nothing>): Generator<{}> {
    return streamMessage(buf, Nothing.codec(), opts)
  }
}
