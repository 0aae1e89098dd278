// How fast sealing is in one process, without network and disk: envelopes, and a new chain for many devices.
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { primitives, randomBytes, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { sealingPrimitives } from '@parley/shared/host/sealing.ts'
import { deviceSet } from '@parley/shared/sealing/ids.ts'
import { type ProvenPrekey, provePrekey } from '@parley/shared/sealing/prekey.ts'
import { emptyRing, type PrekeyRing, prekeyDue, renewPrekey } from '@parley/shared/sealing/prekey-ring.ts'
import { senderChains } from '@parley/shared/sealing/sealer.ts'
import { randomnessFor } from '@parley/shared/sealing/sending.ts'
import { type Figure, quantile } from './figure.ts'
import { type BenchDevice, makeDevices } from './messages-realm.ts'

/** Bytes of the payload sealed: what the message figures send. */
const PAYLOAD_BYTES = 256
/** Envelopes sealed and opened. */
const ENVELOPES = 50_000
/** Chains begun for each number of devices. */
const ROTATIONS = 9

interface Device {
  readonly certificate: VerifiedCert
  readonly signer: Signer
  readonly ring: PrekeyRing
  readonly prekey: ProvenPrekey
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

function deviceOf({ root, lists, chain, pkcs8 }: BenchDevice, now: Date): Device {
  const trusted = trustedRoot(bytes(root), primitives)
  const trust = { roots: [trusted], issuers: chain.slice(1).map(bytes), primitives }
  const known = lists.reduce(
    (all, list) => all.with(verifyRevocationList(bytes(list), trust)),
    noRevocationLists,
  )
  const signer = signerFromPkcs8(bytes(pkcs8))
  const certificate = checkChain({
    presented: chain.map(bytes),
    roots: [trusted],
    lists: known,
    now,
    expectedPeerId: peerIdOfSpki(signer.spki, primitives),
    acquaintance: 'new',
    primitives,
  })
  const ring = renewPrekey(emptyRing(certificate.peerId), {
    certificate,
    signer,
    now,
    randomness: randomBytes(32),
    primitives: sealingPrimitives,
  })
  const signed = ring.held.at(-1)?.signed ?? new Uint8Array()
  const prekey = provePrekey(signed, { certificates: () => certificate, now, primitives })
  return { certificate, signer, ring, prekey }
}

/** A realm of so many devices; the first one speaks. */
function setUp(count: number) {
  const now = new Date()
  const names = Array.from({ length: count }, (_, n) => `d${n}x`)
  const devices = makeDevices(...names).map((device) => deviceOf(device, now))
  const [alice, ...others] = devices
  if (alice === undefined) throw new Error('no devices')
  const entitled = deviceSet(
    devices.map(({ certificate }) => certificate.peerId),
    primitives,
  )
  const sealer = senderChains(alice.certificate.peerId, sealingPrimitives)
  const prekeys = others.map(({ prekey }) => prekey)
  const begin = () =>
    sealer.begin(undefined, {
      ...alice,
      conversation: new Uint8Array(32),
      entitled,
      prekeys,
      now: new Date(),
      randomness: randomBytes(randomnessFor(prekeys.length)),
    })
  return { alice, others, entitled, sealer, begin }
}

/** Envelopes sealed, and opened again, per second: every hundredth begins a new chain, as it does in use. */
function envelopeFigures(): Figure[] {
  const { alice, others, entitled, sealer, begin } = setUp(9)
  const [bob] = others
  if (bob === undefined) throw new Error('no bob')
  const opener = senderChains(bob.certificate.peerId, sealingPrimitives)
  const payload = randomBytes(PAYLOAD_BYTES)
  let sealMs = 0
  let openMs = 0
  let { ring } = bob
  let receiving: ReturnType<typeof opener.take> | undefined
  for (let done = 0; done < ENVELOPES; done += 100) {
    const { boxes, sending: first } = begin()
    let sending = first
    const situation = { entitled, answered: false, now: new Date() }
    const envelopes: Uint8Array[] = []
    const begun = performance.now()
    for (let n = 0; n < 100; n++) {
      const sealed = sealer.seal(sending, situation, payload)
      sending = sealed.sending
      envelopes.push(sealed.envelope)
    }
    sealMs += performance.now() - begun

    const box = boxes.find(({ device }) => device === bob.certificate.peerId)
    if (box === undefined) throw new Error('no box for bob')
    const got = opener.receive({
      box: box.bytes,
      ring,
      certificates: () => alice.certificate,
      now: new Date(),
    })
    ring = got.ring
    receiving = opener.take(receiving, got.key)
    const opening = performance.now()
    for (const envelope of envelopes) {
      const opened = opener.open(receiving, envelope)
      receiving = opened.receiving
    }
    openMs += performance.now() - opening
  }
  return [
    { metric: 'seal.rate', value: (ENVELOPES / sealMs) * 1000, unit: 'envelopes/s', n: ENVELOPES },
    { metric: 'open.rate', value: (ENVELOPES / openMs) * 1000, unit: 'envelopes/s', n: ENVELOPES },
  ]
}

/** A new chain and its boxes, for so many other devices. */
function rotationFigure(count: number): Figure {
  const { begin } = setUp(count + 1)
  begin()
  const samples: number[] = []
  for (let n = 0; n < ROTATIONS; n++) {
    const begun = performance.now()
    const { boxes } = begin()
    samples.push(performance.now() - begun)
    if (boxes.length !== count) throw new Error(`${boxes.length} boxes for ${count} devices`)
  }
  return { metric: `rotate${count}`, value: quantile(samples, 0.5), unit: 'ms', n: ROTATIONS }
}

/** What one turn costs in a direct conversation: a fresh prekey, a new chain and its box; then taking that box. */
function turnFigures(): Figure[] {
  const { alice, others, begin } = setUp(2)
  const [bob] = others
  if (bob === undefined) throw new Error('no bob')
  const opener = senderChains(bob.certificate.peerId, sealingPrimitives)
  const turns: number[] = []
  const takes: number[] = []
  for (let n = 0; n < 500; n++) {
    const now = new Date()
    const begun = performance.now()
    if (prekeyDue(alice.ring, { ...alice, now, shown: 'events', turn: true }) !== 'turn') {
      throw new Error('a turn asks for a prekey')
    }
    renewPrekey(alice.ring, {
      ...alice,
      now,
      randomness: randomBytes(32),
      primitives: sealingPrimitives,
    })
    const { boxes } = begin()
    turns.push(performance.now() - begun)
    const taking = performance.now()
    const box = boxes[0]?.bytes ?? new Uint8Array()
    const { key } = opener.receive({ box, ring: bob.ring, certificates: () => alice.certificate, now })
    opener.take(undefined, key)
    takes.push(performance.now() - taking)
  }
  return [
    { metric: 'turn.begin', value: quantile(turns, 0.5), unit: 'ms', n: turns.length },
    { metric: 'turn.take', value: quantile(takes, 0.5), unit: 'ms', n: takes.length },
  ]
}

export async function sealingFigures(): Promise<readonly Figure[]> {
  return [...envelopeFigures(), ...turnFigures(), rotationFigure(100), rotationFigure(1000)]
}
