// The format stays what test/vectors/sealing.json says.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fromHex, hex } from '@parley/shared/certificates/bytes.ts'
import { peerIdText } from '@parley/shared/identity/ids.ts'
import { boxPrekey, openBox } from '@parley/shared/sealing/box.ts'
import { proveGrant } from '@parley/shared/sealing/grant.ts'
import { placeOf } from '@parley/shared/sealing/place.ts'
import { contextOf } from '@parley/shared/sealing/ratchet.ts'
import { openEnvelope } from '@parley/shared/sealing/receiving.ts'
import { fault } from '../../support/fault.ts'
import vectors from '../../vectors/sealing.json' with { type: 'json' }
import { primitives, textOf } from './people.ts'
import { made } from './vector-parts.ts'

describe('the sealing format', () => {
  it('is made as pinned, byte for byte', () => {
    assert.deepEqual(made(), vectors)
  })

  it('is read as pinned: the box gives the grant, the chain opens the envelopes', () => {
    const own = peerIdText(vectors.recipient)
    const box = fromHex(vectors.box)
    assert.equal(boxPrekey(box), vectors.prekeyId)
    const grant = openBox(box, { own, secret: fromHex(vectors.given.prekeySecret) }, primitives)
    assert.equal(hex(grant), vectors.grant)
    // The certificate it names is made up.
    const now = new Date(vectors.given.time)
    assert.throws(
      () => proveGrant(grant, { certificates: () => undefined, now, primitives }),
      fault('SEALING_CERTIFICATE_UNKNOWN'),
    )

    const place = placeOf(fromHex(vectors.given.conversation), peerIdText(vectors.author))
    const idBytes = fromHex(vectors.given.chain)
    const chain = {
      id: vectors.given.chain as Parameters<typeof openEnvelope>[0]['chains'][number]['id'],
      idBytes,
      context: contextOf(idBytes, place, primitives),
      startedAt: vectors.given.time,
      next: 0,
      key: fromHex(vectors.given.chainKey),
      skipped: new Map<number, Uint8Array>(),
    }
    let receiving = { place, floor: 0, chains: [chain] } as Parameters<typeof openEnvelope>[0]
    const texts = vectors.envelopes.map((envelope) => {
      const opened = openEnvelope(receiving, fromHex(envelope), primitives)
      receiving = opened.receiving
      return textOf(opened.payload)
    })
    assert.deepEqual(texts, vectors.given.payloads)
  })
})
