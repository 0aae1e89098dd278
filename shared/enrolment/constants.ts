// Every limit of joining a realm over HTTPS, for both sides. Sizes are characters unless said otherwise.

/** Version of the invitation link and of the HTTP interface. */
export const INVITATION_VERSION = '1'
/** Random bytes of an invitation's secret: 128 bits, the strength of the rest (NIST SP 800-57 part 1). */
export const SECRET_BYTES = 16
/** A link is typed, scanned or mailed: bounded before it is parsed. */
export const MAX_LINK_LENGTH = 2048
/** Addresses one link may carry: the first and the `also` ones. */
export const MAX_LINK_ADDRESSES = 8

/** Generous bounds of the JSON fields; the field's own rule refuses far below them, with a better word. */
export const MAX_TEXT_FIELD = 1024
/** Just below a whole body: what is too large for a request (MAX_CSR_BYTES) is refused by that name. */
export const MAX_CSR_BASE64 = 30_000
/** One certificate or small list in an answer. A list of 10,000 revocations is about 400 kB. */
export const MAX_DER_BASE64 = 4 * 1024 * 1024
/** Certificates, lists and addresses one answer may carry. */
export const MAX_ANSWER_ITEMS = 16
/** Bytes of a request's body at the authority. */
export const MAX_REQUEST_BYTES = 32 * 1024
/** Bytes of an answer a joining device accepts. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024

/** Base64url of a sealed second factor that is being set up: 20 bytes, a time and the seal. */
export const MAX_SETUP_LENGTH = 512
/** Devices a person may have at once (a phone, a tablet, some machines at home and at work). */
export const MAX_DEVICES_PER_PERSON = 8
/** Devices one answer may list: those, and those that were revoked before, the newest first. */
export const MAX_DEVICES_LISTED = 64

export const PATHS = {
  enrol: '/v1/enrol',
  standing: '/v1/enrolment',
  devices: '/v1/devices',
  deviceLink: '/v1/devices/link',
  deviceName: '/v1/devices/name',
  deviceRevoke: '/v1/devices/revoke',
  renew: '/v1/renew',
  realm: '/v1/realm',
  root: '/root.der',
  roots: '/roots.json',
} as const
