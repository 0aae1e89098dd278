// Every object identifier Parley reads or writes, by name. The private arc stands here and nowhere else.

/** RFC 5612: documentation arc, until the project has its own. Changing it makes old certificates foreign. */
const PARLEY = '1.3.6.1.4.1.32473.1'

export const OID = {
  // Parley's own
  parleyPeer: `${PARLEY}.1`, // extended key usage: may open sessions with peers
  parleyRole: `${PARLEY}.2`, // extension: UTF8String, the role of the device's user

  // attribute types (RFC 4519)
  commonName: '2.5.4.3',
  organizationName: '2.5.4.10',
  userId: '0.9.2342.19200300.100.1.1',

  // extensions (RFC 5280 section 4.2 and 5.2)
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',

  // access methods and key purposes (RFC 5280 sections 4.2.2.1 and 4.2.1.12)
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  anyExtendedKeyUsage: '2.5.29.37.0',

  // OCSP (RFC 6960) and the hashes that name an issuer there
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5', // extension: a responder's certificate is not itself asked about
  ocspBasicResponse: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',

  // what a certificate request asks for (RFC 2985 section 5.4.2)
  extensionRequest: '1.2.840.113549.1.9.14',

  // certificates in a PKCS#7 envelope (RFC 2315)
  pkcs7Data: '1.2.840.113549.1.7.1',
  pkcs7SignedData: '1.2.840.113549.1.7.2',

  // keys and signatures (RFC 5480, RFC 8017, RFC 8410)
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  p521: '1.3.132.0.35',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ed25519: '1.3.101.112',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  rsaWithSha384: '1.2.840.113549.1.1.12',
  rsaWithSha512: '1.2.840.113549.1.1.13',
} as const
