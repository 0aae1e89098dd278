// The built page of the console, read once into memory: a path of the URL finds its bytes or nothing. Never touches the
// disk at a request, so no path can name anything else.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { MAX_PAGE_FILE } from './constants.ts'

export interface PageFile {
  readonly body: Buffer
  /** Undefined where compressing saves nothing. */
  readonly brotli: Buffer | undefined
  readonly type: string
  /** Its name carries its hash: it never changes. */
  readonly hashed: boolean
}

export interface PageFiles {
  /** The document. */
  readonly index: PageFile
  /** By path below /console/, like `assets/index-1a2b3c.js`. */
  readonly byPath: ReadonlyMap<string, PageFile>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Beside the bundle; or where `npm run build` put it, for who runs from source. */
const PLACES = ['./console/', '../../dist/console/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

/** @returns undefined where the page was not built */
export async function readPageFiles(): Promise<PageFiles | undefined> {
  const folder = PLACES.find((place) => existsSync(`${place}index.html`))
  if (folder === undefined) return undefined
  const byPath = new Map<string, PageFile>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = `${entry.parentPath}/${entry.name}`
    const body = await readFile(path)
    if (body.length > MAX_PAGE_FILE) throw new Error(`${entry.name} is larger than a page's file may be`)
    const packed = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    const name = path.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')
    byPath.set(name, {
      body,
      brotli: packed.length < body.length ? packed : undefined,
      type,
      hashed: name.startsWith('assets/'),
    })
  }
  const index = byPath.get('index.html')
  return index && { index, byPath }
}
