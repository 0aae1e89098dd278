// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Request {
  id: number
  lookup?: Lookup
  search?: Search
  list?: List
  watch?: Watch
  announce?: Announce
  show?: Show
}

export namespace Request {
  let _codec: Codec<Request>

  export const codec = (): Codec<Request> => {
    if (_codec == null) {
      _codec = message<Request>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint32(obj.id)
        }

        if (obj.lookup != null) {
          w.uint32(18)
          Lookup.codec().encode(obj.lookup, w)
        }

        if (obj.search != null) {
          w.uint32(26)
          Search.codec().encode(obj.search, w)
        }

        if (obj.list != null) {
          w.uint32(34)
          List.codec().encode(obj.list, w)
        }

        if (obj.watch != null) {
          w.uint32(42)
          Watch.codec().encode(obj.watch, w)
        }

        if (obj.announce != null) {
          w.uint32(50)
          Announce.codec().encode(obj.announce, w)
        }

        if (obj.show != null) {
          w.uint32(58)
          Show.codec().encode(obj.show, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint32()
              break
            }
            case 2: {
              obj.lookup = Lookup.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.lookup
              })
              break
            }
            case 3: {
              obj.search = Search.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.search
              })
              break
            }
            case 4: {
              obj.list = List.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.list
              })
              break
            }
            case 5: {
              obj.watch = Watch.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.watch
              })
              break
            }
            case 6: {
              obj.announce = Announce.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.announce
              })
              break
            }
            case 7: {
              obj.show = Show.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.show
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
              yield {
                field: `${prefix}.id`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * Lookup.codec().stream(reader, reader.uint32(), `${prefix}.lookup`, {
                limits: opts.limits?.lookup
              })

              break
            }
            case 3: {
              yield * Search.codec().stream(reader, reader.uint32(), `${prefix}.search`, {
                limits: opts.limits?.search
              })

              break
            }
            case 4: {
              yield * List.codec().stream(reader, reader.uint32(), `${prefix}.list`, {
                limits: opts.limits?.list
              })

              break
            }
            case 5: {
              yield * Watch.codec().stream(reader, reader.uint32(), `${prefix}.watch`, {
                limits: opts.limits?.watch
              })

              break
            }
            case 6: {
              yield * Announce.codec().stream(reader, reader.uint32(), `${prefix}.announce`, {
                limits: opts.limits?.announce
              })

              break
            }
            case 7: {
              yield * Show.codec().stream(reader, reader.uint32(), `${prefix}.show`, {
                limits: opts.limits?.show
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

  export interface RequestIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface RequestLookupLoginFieldEvent {
    field: '$.lookup.login'
    value: string
  }

  export interface RequestSearchWordsFieldEvent {
    field: '$.search.words'
    value: string
  }

  export interface RequestSearchLimitFieldEvent {
    field: '$.search.limit'
    value: number
  }

  export interface RequestListAfterFieldEvent {
    field: '$.list.after'
    value: string
  }

  export interface RequestListLimitFieldEvent {
    field: '$.list.limit'
    value: number
  }

  export interface RequestWatchSinceFieldEvent {
    field: '$.watch.since'
    value: bigint
  }

  export interface RequestAnnounceAddressesFieldEvent {
    field: '$.announce.addresses[]'
    index: number
    value: string
  }

  export interface RequestShowPrekeyFieldEvent {
    field: '$.show.prekey'
    value: Uint8Array
  }

  export function encode (obj: Partial<Request>): Uint8Array {
    return encodeMessage(obj, Request.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Request {
    return decodeMessage(buf, Request.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Generator<RequestIdFieldEvent | RequestLookupLoginFieldEvent | RequestSearchWordsFieldEvent | RequestSearchLimitFieldEvent | RequestListAfterFieldEvent | RequestListLimitFieldEvent | RequestWatchSinceFieldEvent | RequestAnnounceAddressesFieldEvent | RequestShowPrekeyFieldEvent> {
    return streamMessage(buf, Request.codec(), opts)
  }
}

export interface Lookup {
  login: string
}

export namespace Lookup {
  let _codec: Codec<Lookup>

  export const codec = (): Codec<Lookup> => {
    if (_codec == null) {
      _codec = message<Lookup>((obj, w, opts = {}) => {
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

  export interface LookupLoginFieldEvent {
    field: '$.login'
    value: string
  }

  export function encode (obj: Partial<Lookup>): Uint8Array {
    return encodeMessage(obj, Lookup.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Lookup>): Lookup {
    return decodeMessage(buf, Lookup.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Lookup>): Generator<LookupLoginFieldEvent> {
    return streamMessage(buf, Lookup.codec(), opts)
  }
}

export interface Search {
  words: string
  limit: number
}

export namespace Search {
  let _codec: Codec<Search>

  export const codec = (): Codec<Search> => {
    if (_codec == null) {
      _codec = message<Search>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.words != null && obj.words !== '')) {
          w.uint32(10)
          w.string(obj.words)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          words: '',
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.words = reader.string()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
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
                field: `${prefix}.words`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
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

  export interface SearchWordsFieldEvent {
    field: '$.words'
    value: string
  }

  export interface SearchLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<Search>): Uint8Array {
    return encodeMessage(obj, Search.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Search>): Search {
    return decodeMessage(buf, Search.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Search>): Generator<SearchWordsFieldEvent | SearchLimitFieldEvent> {
    return streamMessage(buf, Search.codec(), opts)
  }
}

export interface List {
  after: string
  limit: number
}

export namespace List {
  let _codec: Codec<List>

  export const codec = (): Codec<List> => {
    if (_codec == null) {
      _codec = message<List>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.after != null && obj.after !== '')) {
          w.uint32(10)
          w.string(obj.after)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          after: '',
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.after = reader.string()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
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
                field: `${prefix}.after`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
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

  export interface ListAfterFieldEvent {
    field: '$.after'
    value: string
  }

  export interface ListLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<List>): Uint8Array {
    return encodeMessage(obj, List.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<List>): List {
    return decodeMessage(buf, List.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<List>): Generator<ListAfterFieldEvent | ListLimitFieldEvent> {
    return streamMessage(buf, List.codec(), opts)
  }
}

export interface Watch {
  since: bigint
}

export namespace Watch {
  let _codec: Codec<Watch>

  export const codec = (): Codec<Watch> => {
    if (_codec == null) {
      _codec = message<Watch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.since != null && obj.since !== 0n)) {
          w.uint32(8)
          w.uint64(obj.since)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          since: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.since = reader.uint64()
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
                field: `${prefix}.since`,
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

  export interface WatchSinceFieldEvent {
    field: '$.since'
    value: bigint
  }

  export function encode (obj: Partial<Watch>): Uint8Array {
    return encodeMessage(obj, Watch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Watch>): Watch {
    return decodeMessage(buf, Watch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Watch>): Generator<WatchSinceFieldEvent> {
    return streamMessage(buf, Watch.codec(), opts)
  }
}

export interface Announce {
  addresses: string[]
}

export namespace Announce {
  let _codec: Codec<Announce>

  export const codec = (): Codec<Announce> => {
    if (_codec == null) {
      _codec = message<Announce>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(10)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          addresses: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
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
          addresses: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

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

  export interface AnnounceAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<Announce>): Uint8Array {
    return encodeMessage(obj, Announce.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Announce>): Announce {
    return decodeMessage(buf, Announce.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Announce>): Generator<AnnounceAddressesFieldEvent> {
    return streamMessage(buf, Announce.codec(), opts)
  }
}

export interface Show {
  prekey: Uint8Array
}

export namespace Show {
  let _codec: Codec<Show>

  export const codec = (): Codec<Show> => {
    if (_codec == null) {
      _codec = message<Show>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.prekey != null && obj.prekey.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.prekey)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          prekey: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
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
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
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

  export interface ShowPrekeyFieldEvent {
    field: '$.prekey'
    value: Uint8Array
  }

  export function encode (obj: Partial<Show>): Uint8Array {
    return encodeMessage(obj, Show.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Show>): Show {
    return decodeMessage(buf, Show.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Show>): Generator<ShowPrekeyFieldEvent> {
    return streamMessage(buf, Show.codec(), opts)
  }
}

export interface Reply {
  id: number
  people?: People
  change?: Change
  done?: Done
  refused?: Refused
}

export namespace Reply {
  let _codec: Codec<Reply>

  export const codec = (): Codec<Reply> => {
    if (_codec == null) {
      _codec = message<Reply>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint32(obj.id)
        }

        if (obj.people != null) {
          w.uint32(18)
          People.codec().encode(obj.people, w)
        }

        if (obj.change != null) {
          w.uint32(26)
          Change.codec().encode(obj.change, w)
        }

        if (obj.done != null) {
          w.uint32(34)
          Done.codec().encode(obj.done, w)
        }

        if (obj.refused != null) {
          w.uint32(42)
          Refused.codec().encode(obj.refused, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint32()
              break
            }
            case 2: {
              obj.people = People.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.people
              })
              break
            }
            case 3: {
              obj.change = Change.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.change
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
              obj.refused = Refused.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refused
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
              yield {
                field: `${prefix}.id`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * People.codec().stream(reader, reader.uint32(), `${prefix}.people`, {
                limits: opts.limits?.people
              })

              break
            }
            case 3: {
              yield * Change.codec().stream(reader, reader.uint32(), `${prefix}.change`, {
                limits: opts.limits?.change
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
              yield * Refused.codec().stream(reader, reader.uint32(), `${prefix}.refused`, {
                limits: opts.limits?.refused
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

  export interface ReplyIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface ReplyPeoplePeopleLoginFieldEvent {
    field: '$.people.people[].login'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleFirstNameFieldEvent {
    field: '$.people.people[].firstName'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleLastNameFieldEvent {
    field: '$.people.people[].lastName'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleRoleFieldEvent {
    field: '$.people.people[].role'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleStatusFieldEvent {
    field: '$.people.people[].status'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleDevicesPeerIdFieldEvent {
    field: '$.people.people[].devices[].peerId'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleDevicesNameFieldEvent {
    field: '$.people.people[].devices[].name'
    value: string
    index: number
  }

  export interface ReplyPeoplePeopleDevicesLeafFieldEvent {
    field: '$.people.people[].devices[].leaf'
    value: Uint8Array
    index: number
  }

  export interface ReplyPeoplePeopleDevicesIssuerFieldEvent {
    field: '$.people.people[].devices[].issuer'
    value: number
    index: number
  }

  export interface ReplyPeoplePeopleDevicesAddressesFieldEvent {
    field: '$.people.people[].devices[].addresses[]'
    index: number
    value: string
  }

  export interface ReplyPeoplePeopleDevicesOnlineFieldEvent {
    field: '$.people.people[].devices[].online'
    value: boolean
    index: number
  }

  export interface ReplyPeoplePeopleDevicesPrekeyFieldEvent {
    field: '$.people.people[].devices[].prekey'
    value: Uint8Array
    index: number
  }

  export interface ReplyPeopleIssuersFieldEvent {
    field: '$.people.issuers[]'
    index: number
    value: Uint8Array
  }

  export interface ReplyPeopleMoreFieldEvent {
    field: '$.people.more'
    value: boolean
  }

  export interface ReplyChangePresencePeerIdFieldEvent {
    field: '$.change.presence[].peerId'
    value: string
    index: number
  }

  export interface ReplyChangePresenceOnlineFieldEvent {
    field: '$.change.presence[].online'
    value: boolean
    index: number
  }

  export interface ReplyChangePresenceAddressesFieldEvent {
    field: '$.change.presence[].addresses[]'
    index: number
    value: string
  }

  export interface ReplyChangePeopleLoginFieldEvent {
    field: '$.change.people[].login'
    value: string
    index: number
  }

  export interface ReplyChangePeopleFirstNameFieldEvent {
    field: '$.change.people[].firstName'
    value: string
    index: number
  }

  export interface ReplyChangePeopleLastNameFieldEvent {
    field: '$.change.people[].lastName'
    value: string
    index: number
  }

  export interface ReplyChangePeopleRoleFieldEvent {
    field: '$.change.people[].role'
    value: string
    index: number
  }

  export interface ReplyChangePeopleStatusFieldEvent {
    field: '$.change.people[].status'
    value: string
    index: number
  }

  export interface ReplyChangePeopleDevicesPeerIdFieldEvent {
    field: '$.change.people[].devices[].peerId'
    value: string
    index: number
  }

  export interface ReplyChangePeopleDevicesNameFieldEvent {
    field: '$.change.people[].devices[].name'
    value: string
    index: number
  }

  export interface ReplyChangePeopleDevicesLeafFieldEvent {
    field: '$.change.people[].devices[].leaf'
    value: Uint8Array
    index: number
  }

  export interface ReplyChangePeopleDevicesIssuerFieldEvent {
    field: '$.change.people[].devices[].issuer'
    value: number
    index: number
  }

  export interface ReplyChangePeopleDevicesAddressesFieldEvent {
    field: '$.change.people[].devices[].addresses[]'
    index: number
    value: string
  }

  export interface ReplyChangePeopleDevicesOnlineFieldEvent {
    field: '$.change.people[].devices[].online'
    value: boolean
    index: number
  }

  export interface ReplyChangePeopleDevicesPrekeyFieldEvent {
    field: '$.change.people[].devices[].prekey'
    value: Uint8Array
    index: number
  }

  export interface ReplyChangeIssuersFieldEvent {
    field: '$.change.issuers[]'
    index: number
    value: Uint8Array
  }

  export interface ReplyChangeAsOfFieldEvent {
    field: '$.change.asOf'
    value: bigint
  }

  export interface ReplyRefusedCodeFieldEvent {
    field: '$.refused.code'
    value: string
  }

  export function encode (obj: Partial<Reply>): Uint8Array {
    return encodeMessage(obj, Reply.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Reply>): Reply {
    return decodeMessage(buf, Reply.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Reply>): Generator<ReplyIdFieldEvent | ReplyPeoplePeopleLoginFieldEvent | ReplyPeoplePeopleFirstNameFieldEvent | ReplyPeoplePeopleLastNameFieldEvent | ReplyPeoplePeopleRoleFieldEvent | ReplyPeoplePeopleStatusFieldEvent | ReplyPeoplePeopleDevicesPeerIdFieldEvent | ReplyPeoplePeopleDevicesNameFieldEvent | ReplyPeoplePeopleDevicesLeafFieldEvent | ReplyPeoplePeopleDevicesIssuerFieldEvent | ReplyPeoplePeopleDevicesAddressesFieldEvent | ReplyPeoplePeopleDevicesOnlineFieldEvent | ReplyPeoplePeopleDevicesPrekeyFieldEvent | ReplyPeopleIssuersFieldEvent | ReplyPeopleMoreFieldEvent | ReplyChangePresencePeerIdFieldEvent | ReplyChangePresenceOnlineFieldEvent | ReplyChangePresenceAddressesFieldEvent | ReplyChangePeopleLoginFieldEvent | ReplyChangePeopleFirstNameFieldEvent | ReplyChangePeopleLastNameFieldEvent | ReplyChangePeopleRoleFieldEvent | ReplyChangePeopleStatusFieldEvent | ReplyChangePeopleDevicesPeerIdFieldEvent | ReplyChangePeopleDevicesNameFieldEvent | ReplyChangePeopleDevicesLeafFieldEvent | ReplyChangePeopleDevicesIssuerFieldEvent | ReplyChangePeopleDevicesAddressesFieldEvent | ReplyChangePeopleDevicesOnlineFieldEvent | ReplyChangePeopleDevicesPrekeyFieldEvent | ReplyChangeIssuersFieldEvent | ReplyChangeAsOfFieldEvent | ReplyRefusedCodeFieldEvent> {
    return streamMessage(buf, Reply.codec(), opts)
  }
}

export interface People {
  people: Person[]
  issuers: Uint8Array[]
  more: boolean
}

export namespace People {
  let _codec: Codec<People>

  export const codec = (): Codec<People> => {
    if (_codec == null) {
      _codec = message<People>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.people != null && obj.people.length > 0) {
          for (const value of obj.people) {
            w.uint32(10)
            Person.codec().encode(value, w)
          }
        }

        if (obj.issuers != null && obj.issuers.length > 0) {
          for (const value of obj.issuers) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(24)
          w.bool(obj.more)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          people: [],
          issuers: [],
          more: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.people != null && obj.people.length === opts.limits.people) {
                throw new MaxLengthError('Decode error - repeated field "people" had too many elements')
              }

              obj.people.push(Person.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.people$
              }))
              break
            }
            case 2: {
              if (opts.limits?.issuers != null && obj.issuers.length === opts.limits.issuers) {
                throw new MaxLengthError('Decode error - repeated field "issuers" had too many elements')
              }

              obj.issuers.push(reader.bytes())
              break
            }
            case 3: {
              obj.more = reader.bool()
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
          people: 0,
          issuers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.people != null && obj.people === opts.limits.people) {
                throw new MaxLengthError('Streaming decode error - repeated field "people" had too many elements')
              }

              for (const evt of Person.codec().stream(reader, reader.uint32(), `${prefix}.people[]`, {
                limits: opts.limits?.people$
              })) {
                yield {
                  ...evt,
                  index: obj.people
                }
              }

              obj.people++

              break
            }
            case 2: {
              if (opts.limits?.issuers != null && obj.issuers === opts.limits.issuers) {
                throw new MaxLengthError('Streaming decode error - repeated field "issuers" had too many elements')
              }

              yield {
                field: `${prefix}.issuers[]`,
                index: obj.issuers,
                value: reader.bytes()
              }

              obj.issuers++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.more`,
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

  export interface PeoplePeopleLoginFieldEvent {
    field: '$.people[].login'
    value: string
    index: number
  }

  export interface PeoplePeopleFirstNameFieldEvent {
    field: '$.people[].firstName'
    value: string
    index: number
  }

  export interface PeoplePeopleLastNameFieldEvent {
    field: '$.people[].lastName'
    value: string
    index: number
  }

  export interface PeoplePeopleRoleFieldEvent {
    field: '$.people[].role'
    value: string
    index: number
  }

  export interface PeoplePeopleStatusFieldEvent {
    field: '$.people[].status'
    value: string
    index: number
  }

  export interface PeoplePeopleDevicesPeerIdFieldEvent {
    field: '$.people[].devices[].peerId'
    value: string
    index: number
  }

  export interface PeoplePeopleDevicesNameFieldEvent {
    field: '$.people[].devices[].name'
    value: string
    index: number
  }

  export interface PeoplePeopleDevicesLeafFieldEvent {
    field: '$.people[].devices[].leaf'
    value: Uint8Array
    index: number
  }

  export interface PeoplePeopleDevicesIssuerFieldEvent {
    field: '$.people[].devices[].issuer'
    value: number
    index: number
  }

  export interface PeoplePeopleDevicesAddressesFieldEvent {
    field: '$.people[].devices[].addresses[]'
    index: number
    value: string
  }

  export interface PeoplePeopleDevicesOnlineFieldEvent {
    field: '$.people[].devices[].online'
    value: boolean
    index: number
  }

  export interface PeoplePeopleDevicesPrekeyFieldEvent {
    field: '$.people[].devices[].prekey'
    value: Uint8Array
    index: number
  }

  export interface PeopleIssuersFieldEvent {
    field: '$.issuers[]'
    index: number
    value: Uint8Array
  }

  export interface PeopleMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export function encode (obj: Partial<People>): Uint8Array {
    return encodeMessage(obj, People.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<People>): People {
    return decodeMessage(buf, People.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<People>): Generator<PeoplePeopleLoginFieldEvent | PeoplePeopleFirstNameFieldEvent | PeoplePeopleLastNameFieldEvent | PeoplePeopleRoleFieldEvent | PeoplePeopleStatusFieldEvent | PeoplePeopleDevicesPeerIdFieldEvent | PeoplePeopleDevicesNameFieldEvent | PeoplePeopleDevicesLeafFieldEvent | PeoplePeopleDevicesIssuerFieldEvent | PeoplePeopleDevicesAddressesFieldEvent | PeoplePeopleDevicesOnlineFieldEvent | PeoplePeopleDevicesPrekeyFieldEvent | PeopleIssuersFieldEvent | PeopleMoreFieldEvent> {
    return streamMessage(buf, People.codec(), opts)
  }
}

export interface Person {
  login: string
  firstName: string
  lastName: string
  role: string
  status: string
  devices: Device[]
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

        if ((obj.firstName != null && obj.firstName !== '')) {
          w.uint32(18)
          w.string(obj.firstName)
        }

        if ((obj.lastName != null && obj.lastName !== '')) {
          w.uint32(26)
          w.string(obj.lastName)
        }

        if ((obj.role != null && obj.role !== '')) {
          w.uint32(34)
          w.string(obj.role)
        }

        if ((obj.status != null && obj.status !== '')) {
          w.uint32(42)
          w.string(obj.status)
        }

        if (obj.devices != null && obj.devices.length > 0) {
          for (const value of obj.devices) {
            w.uint32(50)
            Device.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          login: '',
          firstName: '',
          lastName: '',
          role: '',
          status: '',
          devices: []
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
              obj.firstName = reader.string()
              break
            }
            case 3: {
              obj.lastName = reader.string()
              break
            }
            case 4: {
              obj.role = reader.string()
              break
            }
            case 5: {
              obj.status = reader.string()
              break
            }
            case 6: {
              if (opts.limits?.devices != null && obj.devices.length === opts.limits.devices) {
                throw new MaxLengthError('Decode error - repeated field "devices" had too many elements')
              }

              obj.devices.push(Device.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.devices$
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
          devices: 0
        }

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
                field: `${prefix}.firstName`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.lastName`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.role`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.status`,
                value: reader.string()
              }
              break
            }
            case 6: {
              if (opts.limits?.devices != null && obj.devices === opts.limits.devices) {
                throw new MaxLengthError('Streaming decode error - repeated field "devices" had too many elements')
              }

              for (const evt of Device.codec().stream(reader, reader.uint32(), `${prefix}.devices[]`, {
                limits: opts.limits?.devices$
              })) {
                yield {
                  ...evt,
                  index: obj.devices
                }
              }

              obj.devices++

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

  export interface PersonFirstNameFieldEvent {
    field: '$.firstName'
    value: string
  }

  export interface PersonLastNameFieldEvent {
    field: '$.lastName'
    value: string
  }

  export interface PersonRoleFieldEvent {
    field: '$.role'
    value: string
  }

  export interface PersonStatusFieldEvent {
    field: '$.status'
    value: string
  }

  export interface PersonDevicesPeerIdFieldEvent {
    field: '$.devices[].peerId'
    value: string
    index: number
  }

  export interface PersonDevicesNameFieldEvent {
    field: '$.devices[].name'
    value: string
    index: number
  }

  export interface PersonDevicesLeafFieldEvent {
    field: '$.devices[].leaf'
    value: Uint8Array
    index: number
  }

  export interface PersonDevicesIssuerFieldEvent {
    field: '$.devices[].issuer'
    value: number
    index: number
  }

  export interface PersonDevicesAddressesFieldEvent {
    field: '$.devices[].addresses[]'
    index: number
    value: string
  }

  export interface PersonDevicesOnlineFieldEvent {
    field: '$.devices[].online'
    value: boolean
    index: number
  }

  export interface PersonDevicesPrekeyFieldEvent {
    field: '$.devices[].prekey'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Person>): Uint8Array {
    return encodeMessage(obj, Person.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Person>): Person {
    return decodeMessage(buf, Person.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Person>): Generator<PersonLoginFieldEvent | PersonFirstNameFieldEvent | PersonLastNameFieldEvent | PersonRoleFieldEvent | PersonStatusFieldEvent | PersonDevicesPeerIdFieldEvent | PersonDevicesNameFieldEvent | PersonDevicesLeafFieldEvent | PersonDevicesIssuerFieldEvent | PersonDevicesAddressesFieldEvent | PersonDevicesOnlineFieldEvent | PersonDevicesPrekeyFieldEvent> {
    return streamMessage(buf, Person.codec(), opts)
  }
}

export interface Device {
  peerId: string
  name: string
  leaf: Uint8Array
  issuer: number
  addresses: string[]
  online: boolean
  prekey: Uint8Array
}

export namespace Device {
  let _codec: Codec<Device>

  export const codec = (): Codec<Device> => {
    if (_codec == null) {
      _codec = message<Device>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(18)
          w.string(obj.name)
        }

        if ((obj.leaf != null && obj.leaf.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.leaf)
        }

        if ((obj.issuer != null && obj.issuer !== 0)) {
          w.uint32(32)
          w.uint32(obj.issuer)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(42)
            w.string(value)
          }
        }

        if ((obj.online != null && obj.online !== false)) {
          w.uint32(48)
          w.bool(obj.online)
        }

        if ((obj.prekey != null && obj.prekey.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.prekey)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          name: '',
          leaf: uint8ArrayAlloc(0),
          issuer: 0,
          addresses: [],
          online: false,
          prekey: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peerId = reader.string()
              break
            }
            case 2: {
              obj.name = reader.string()
              break
            }
            case 3: {
              obj.leaf = reader.bytes()
              break
            }
            case 4: {
              obj.issuer = reader.uint32()
              break
            }
            case 5: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 6: {
              obj.online = reader.bool()
              break
            }
            case 7: {
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
          addresses: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.peerId`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.leaf`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.online`,
                value: reader.bool()
              }
              break
            }
            case 7: {
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

  export interface DevicePeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface DeviceNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface DeviceLeafFieldEvent {
    field: '$.leaf'
    value: Uint8Array
  }

  export interface DeviceIssuerFieldEvent {
    field: '$.issuer'
    value: number
  }

  export interface DeviceAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface DeviceOnlineFieldEvent {
    field: '$.online'
    value: boolean
  }

  export interface DevicePrekeyFieldEvent {
    field: '$.prekey'
    value: Uint8Array
  }

  export function encode (obj: Partial<Device>): Uint8Array {
    return encodeMessage(obj, Device.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Device>): Device {
    return decodeMessage(buf, Device.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Device>): Generator<DevicePeerIdFieldEvent | DeviceNameFieldEvent | DeviceLeafFieldEvent | DeviceIssuerFieldEvent | DeviceAddressesFieldEvent | DeviceOnlineFieldEvent | DevicePrekeyFieldEvent> {
    return streamMessage(buf, Device.codec(), opts)
  }
}

export interface Change {
  presence: Presence[]
  people: Person[]
  issuers: Uint8Array[]
  asOf: bigint
}

export namespace Change {
  let _codec: Codec<Change>

  export const codec = (): Codec<Change> => {
    if (_codec == null) {
      _codec = message<Change>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.presence != null && obj.presence.length > 0) {
          for (const value of obj.presence) {
            w.uint32(10)
            Presence.codec().encode(value, w)
          }
        }

        if (obj.people != null && obj.people.length > 0) {
          for (const value of obj.people) {
            w.uint32(18)
            Person.codec().encode(value, w)
          }
        }

        if (obj.issuers != null && obj.issuers.length > 0) {
          for (const value of obj.issuers) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if ((obj.asOf != null && obj.asOf !== 0n)) {
          w.uint32(32)
          w.uint64(obj.asOf)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          presence: [],
          people: [],
          issuers: [],
          asOf: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.presence != null && obj.presence.length === opts.limits.presence) {
                throw new MaxLengthError('Decode error - repeated field "presence" had too many elements')
              }

              obj.presence.push(Presence.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.presence$
              }))
              break
            }
            case 2: {
              if (opts.limits?.people != null && obj.people.length === opts.limits.people) {
                throw new MaxLengthError('Decode error - repeated field "people" had too many elements')
              }

              obj.people.push(Person.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.people$
              }))
              break
            }
            case 3: {
              if (opts.limits?.issuers != null && obj.issuers.length === opts.limits.issuers) {
                throw new MaxLengthError('Decode error - repeated field "issuers" had too many elements')
              }

              obj.issuers.push(reader.bytes())
              break
            }
            case 4: {
              obj.asOf = reader.uint64()
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
          presence: 0,
          people: 0,
          issuers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.presence != null && obj.presence === opts.limits.presence) {
                throw new MaxLengthError('Streaming decode error - repeated field "presence" had too many elements')
              }

              for (const evt of Presence.codec().stream(reader, reader.uint32(), `${prefix}.presence[]`, {
                limits: opts.limits?.presence$
              })) {
                yield {
                  ...evt,
                  index: obj.presence
                }
              }

              obj.presence++

              break
            }
            case 2: {
              if (opts.limits?.people != null && obj.people === opts.limits.people) {
                throw new MaxLengthError('Streaming decode error - repeated field "people" had too many elements')
              }

              for (const evt of Person.codec().stream(reader, reader.uint32(), `${prefix}.people[]`, {
                limits: opts.limits?.people$
              })) {
                yield {
                  ...evt,
                  index: obj.people
                }
              }

              obj.people++

              break
            }
            case 3: {
              if (opts.limits?.issuers != null && obj.issuers === opts.limits.issuers) {
                throw new MaxLengthError('Streaming decode error - repeated field "issuers" had too many elements')
              }

              yield {
                field: `${prefix}.issuers[]`,
                index: obj.issuers,
                value: reader.bytes()
              }

              obj.issuers++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.asOf`,
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

  export interface ChangePresencePeerIdFieldEvent {
    field: '$.presence[].peerId'
    value: string
    index: number
  }

  export interface ChangePresenceOnlineFieldEvent {
    field: '$.presence[].online'
    value: boolean
    index: number
  }

  export interface ChangePresenceAddressesFieldEvent {
    field: '$.presence[].addresses[]'
    index: number
    value: string
  }

  export interface ChangePeopleLoginFieldEvent {
    field: '$.people[].login'
    value: string
    index: number
  }

  export interface ChangePeopleFirstNameFieldEvent {
    field: '$.people[].firstName'
    value: string
    index: number
  }

  export interface ChangePeopleLastNameFieldEvent {
    field: '$.people[].lastName'
    value: string
    index: number
  }

  export interface ChangePeopleRoleFieldEvent {
    field: '$.people[].role'
    value: string
    index: number
  }

  export interface ChangePeopleStatusFieldEvent {
    field: '$.people[].status'
    value: string
    index: number
  }

  export interface ChangePeopleDevicesPeerIdFieldEvent {
    field: '$.people[].devices[].peerId'
    value: string
    index: number
  }

  export interface ChangePeopleDevicesNameFieldEvent {
    field: '$.people[].devices[].name'
    value: string
    index: number
  }

  export interface ChangePeopleDevicesLeafFieldEvent {
    field: '$.people[].devices[].leaf'
    value: Uint8Array
    index: number
  }

  export interface ChangePeopleDevicesIssuerFieldEvent {
    field: '$.people[].devices[].issuer'
    value: number
    index: number
  }

  export interface ChangePeopleDevicesAddressesFieldEvent {
    field: '$.people[].devices[].addresses[]'
    index: number
    value: string
  }

  export interface ChangePeopleDevicesOnlineFieldEvent {
    field: '$.people[].devices[].online'
    value: boolean
    index: number
  }

  export interface ChangePeopleDevicesPrekeyFieldEvent {
    field: '$.people[].devices[].prekey'
    value: Uint8Array
    index: number
  }

  export interface ChangeIssuersFieldEvent {
    field: '$.issuers[]'
    index: number
    value: Uint8Array
  }

  export interface ChangeAsOfFieldEvent {
    field: '$.asOf'
    value: bigint
  }

  export function encode (obj: Partial<Change>): Uint8Array {
    return encodeMessage(obj, Change.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Change {
    return decodeMessage(buf, Change.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Generator<ChangePresencePeerIdFieldEvent | ChangePresenceOnlineFieldEvent | ChangePresenceAddressesFieldEvent | ChangePeopleLoginFieldEvent | ChangePeopleFirstNameFieldEvent | ChangePeopleLastNameFieldEvent | ChangePeopleRoleFieldEvent | ChangePeopleStatusFieldEvent | ChangePeopleDevicesPeerIdFieldEvent | ChangePeopleDevicesNameFieldEvent | ChangePeopleDevicesLeafFieldEvent | ChangePeopleDevicesIssuerFieldEvent | ChangePeopleDevicesAddressesFieldEvent | ChangePeopleDevicesOnlineFieldEvent | ChangePeopleDevicesPrekeyFieldEvent | ChangeIssuersFieldEvent | ChangeAsOfFieldEvent> {
    return streamMessage(buf, Change.codec(), opts)
  }
}

export interface Presence {
  peerId: string
  online: boolean
  addresses: string[]
}

export namespace Presence {
  let _codec: Codec<Presence>

  export const codec = (): Codec<Presence> => {
    if (_codec == null) {
      _codec = message<Presence>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.online != null && obj.online !== false)) {
          w.uint32(16)
          w.bool(obj.online)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(26)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          online: false,
          addresses: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peerId = reader.string()
              break
            }
            case 2: {
              obj.online = reader.bool()
              break
            }
            case 3: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
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
          addresses: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.peerId`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.online`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

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

  export interface PresencePeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface PresenceOnlineFieldEvent {
    field: '$.online'
    value: boolean
  }

  export interface PresenceAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<Presence>): Uint8Array {
    return encodeMessage(obj, Presence.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Presence>): Presence {
    return decodeMessage(buf, Presence.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Presence>): Generator<PresencePeerIdFieldEvent | PresenceOnlineFieldEvent | PresenceAddressesFieldEvent> {
    return streamMessage(buf, Presence.codec(), opts)
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

export interface Refused {
  code: string
}

export namespace Refused {
  let _codec: Codec<Refused>

  export const codec = (): Codec<Refused> => {
    if (_codec == null) {
      _codec = message<Refused>((obj, w, opts = {}) => {
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

  export interface RefusedCodeFieldEvent {
    field: '$.code'
    value: string
  }

  export function encode (obj: Partial<Refused>): Uint8Array {
    return encodeMessage(obj, Refused.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Refused {
    return decodeMessage(buf, Refused.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Generator<RefusedCodeFieldEvent> {
    return streamMessage(buf, Refused.codec(), opts)
  }
}
