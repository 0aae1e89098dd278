// Where stock tools find lists and issuers: the URLs in certificates and the paths of the HTTP server, in one place.
import type { Locations } from '@parley/shared/certificates/request.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'

/** @param issuerKeyId hexadecimal */
export const listPath = (issuerKeyId: string): string => `/crl/${issuerKeyId}.crl`
export const issuerPath = (issuerKeyId: string): string => `/issuing/${issuerKeyId}.der`
export const ocspPath = '/ocsp'

/** Plain http: RFC 5280 section 4.2.1.13 warns of https here, which would need the very list it fetches. */
export function locationsAt(address: HostPort, issuerKeyId: string): Locations {
  return {
    revocationList: `http://${address}${listPath(issuerKeyId)}`,
    ocsp: `http://${address}${ocspPath}`,
    issuer: `http://${address}${issuerPath(issuerKeyId)}`,
  }
}
