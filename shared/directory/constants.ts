// Name and limits of the directory's protocol.
import { MAX_CERTIFICATE_BYTES } from '../certificates/constants.ts'

export const DIRECTORY_PROTOCOL = '/parley/1/directory'

/** People in one page or one change, count: some 100 KB. */
export const PAGE_PEOPLE_MAX = 100
/** Devices of one person, count. */
export const DEVICES_MAX = 32
/** Issuing CAs in one page, count. */
export const ISSUERS_MAX = 16
/** Addresses of one device, count; characters of one. */
export const ADDRESSES_MAX = 16
export const ADDRESS_CHARACTERS_MAX = 256
/** Presences in one change, count: everybody of a large realm fits in a few. */
export const PRESENCES_MAX = 1_000
/** Characters of a name, and of what is searched for. */
export const NAME_CHARACTERS_MAX = 128
/** Characters of a login (identity/login.ts), and of the role's and status' words. */
export const WORD_CHARACTERS_MAX = 32

/** Largest request, bytes: 16 addresses. */
export const REQUEST_BYTES_MAX = 8_192
/** Largest reply, bytes: a page of people with four devices each, certificates of the usual size. */
export const REPLY_BYTES_MAX = PAGE_PEOPLE_MAX * 4 * 2_048 + ISSUERS_MAX * MAX_CERTIFICATE_BYTES
