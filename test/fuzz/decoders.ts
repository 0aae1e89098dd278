// Every decoder of what comes from outside, one row each. table.test.ts sees that none is missing.
import type { Decoder } from './decoder.ts'
import { certificateDecoders } from './decoders/certificates.ts'
import { eventDecoders } from './decoders/events.ts'
import { frameDecoders } from './decoders/frames.ts'
import { mailboxDecoders } from './decoders/mailbox.ts'
import { sealingDecoders } from './decoders/sealing.ts'
import { sessionDecoders } from './decoders/sessions.ts'
import { textDecoders } from './decoders/texts.ts'

/** With fresh keys: samples differ from run to run where a signature is in them. */
export function allDecoders(): readonly Decoder[] {
  return [
    ...eventDecoders(),
    ...frameDecoders(),
    ...sessionDecoders(),
    ...sealingDecoders(),
    ...mailboxDecoders(),
    ...certificateDecoders(),
    ...textDecoders(),
  ]
}

const BODY_PART = 'part of readBody, which has a row for every kind'

/** Exports that are named like decoders and take nothing from outside. Path and name, and why. */
export const NOT_FROM_OUTSIDE: Readonly<Record<string, string>> = {
  'ca-node/ceremony/files.ts readCeremonyFile':
    'whole files, bounded; parseRequest and parseAnswer read them',
  'shared/certificates/bytes.ts fromHex': 'its callers have checked the digits',
  'shared/events/body-read.ts readPlace': BODY_PART,
  'shared/events/body-read.ts readUtf8': BODY_PART,
  'shared/events/body.ts readDraft': 'makes a read mark, reads nothing',
  'shared/events/choice.ts readChoice': BODY_PART,
  'shared/events/choice.ts readDraftLine': BODY_PART,
  'shared/events/hide.ts readHide': BODY_PART,
  'shared/events/hide.ts readReason': BODY_PART,
  'shared/events/remarks.ts readDeletion': BODY_PART,
  'shared/events/remarks.ts readEdit': BODY_PART,
  'shared/events/remarks.ts readLifetime': BODY_PART,
  'shared/events/remarks.ts readPin': BODY_PART,
  'shared/events/remarks.ts readReaction': BODY_PART,
  'shared/events/report.ts readReportPiece': BODY_PART,
  'shared/evidence/base64.ts fromBase64': 'its callers have checked the text; readLine is the door',
  'shared/host/cli/secret.ts readNewSecret': 'from the person at the terminal',
  'shared/host/cli/secret.ts readSecret': 'from the person at the terminal',
  'shared/host/files.ts readBounded': 'whole files, bounded; what they say is read by others',
  'shared/host/files.ts readOwn': 'whole files, bounded; what they say is read by others',
  'shared/membership/body.ts readMembership': BODY_PART,
  'shared/sealing/bytes.ts readUint32': 'a number inside layouts that readEnvelope and openBox have measured',
  'shared/sealing/grant.ts readGrant': 'what proveGrant, which has a row, reads before it proves',
  'shared/sessions/codec.ts decodeCanonical': 'what every protobuf row goes through',
}
