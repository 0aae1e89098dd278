// What anybody may fetch over HTTP or HTTPS: the root, the issuing CAs and the newest revocation lists. Stock tools
// come here by the URLs in certificates.
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { Authority } from '../authority.ts'
import { issuerPath, listPath } from '../certificates/locations.ts'
import { CERTIFICATE_MAX_AGE_SECONDS, LIST_MAX_AGE_SECONDS, REALM_MAX_AGE_SECONDS } from '../constants.ts'

export interface PublicFile {
  readonly body: Uint8Array
  /** RFC 2585 section 4. */
  readonly type: 'application/pkix-cert' | 'application/pkix-crl' | 'application/json'
  readonly maxAgeSeconds: number
  readonly lastModified: Date
}

const KEY_ID = /^\/(?:crl|issuing)\/([0-9a-f]{40,64})\.(?:crl|der)$/

/** @param path of the URL, without query. @returns undefined when there is no such file */
export async function publicFile({ store, realm }: Authority, path: string): Promise<PublicFile | undefined> {
  const certificate = (body: Uint8Array, lastModified: Date, maxAgeSeconds: number) =>
    ({ body, type: 'application/pkix-cert', maxAgeSeconds, lastModified }) as const
  const { standing } = realm
  if (path === PATHS.root)
    return certificate(standing.newest.der, standing.newest.notBefore, REALM_MAX_AGE_SECONDS)
  if (path === PATHS.roots) {
    const lists = standing.lists.map(({ bytes }) => Buffer.from(bytes).toString('base64'))
    return {
      body: Buffer.from(JSON.stringify({ lists })),
      type: 'application/json',
      maxAgeSeconds: LIST_MAX_AGE_SECONDS,
      lastModified: standing.lists.at(-1)?.madeAt ?? standing.newest.notBefore,
    }
  }
  const keyId = KEY_ID.exec(path)?.[1]
  if (keyId === undefined) return undefined

  if (path === issuerPath(keyId)) {
    const issuer = await store.db
      .selectFrom('issuers')
      .select('der')
      .where('key_id', '=', keyId)
      .where('kind', '=', 'issuing')
      .executeTakeFirst()
    if (issuer === undefined) return undefined
    const { notBefore } = readCertificate(issuer.der)
    return certificate(issuer.der, new Date(notBefore), CERTIFICATE_MAX_AGE_SECONDS)
  }
  if (path === listPath(keyId)) {
    const list = await store.db
      .selectFrom('lists')
      .select(['der', 'this_update'])
      .where('issuer_key_id', '=', keyId)
      .executeTakeFirst()
    return (
      list && {
        body: list.der,
        type: 'application/pkix-crl',
        maxAgeSeconds: LIST_MAX_AGE_SECONDS,
        lastModified: new Date(list.this_update),
      }
    )
  }
  return undefined
}
