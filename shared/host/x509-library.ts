// @peculiar/x509 with what it wants loaded first. Imported statically here, and this file dynamically by others: a
// bundle gives a CommonJS module's names only to static imports.
import 'reflect-metadata'

export { cryptoProvider, X509Certificate } from '@peculiar/x509'
