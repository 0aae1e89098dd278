// Where the authority's things lie in its data folder. Never reads or writes them.
import { join } from 'node:path'

export interface AuthorityFolder {
  readonly path: string
  /** Secrets under the passphrase. */
  readonly vault: string
  readonly database: string
  readonly log: string
  /** By which a monitoring program reads the metrics. */
  readonly metricsToken: string
}

export function authorityFolder(path: string): AuthorityFolder {
  return {
    path,
    vault: join(path, 'vault.json'),
    database: join(path, 'authority.db'),
    log: join(path, 'authority.log'),
    metricsToken: join(path, 'metrics-token'),
  }
}
