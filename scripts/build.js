// Bundles the product into dist/: one entry, code split so that a command loads only what it needs. Checks no
// types (npm run check does) and leaves native modules where npm put them.
import { rename, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { build as buildPage } from 'vite'
import consolePage from '../ca-node/console/web/vite.config.js'

const root = fileURLToPath(new URL('..', import.meta.url))

// CommonJS parts of the bundle ask for `require`, which ES modules do not have.
const banner = `import { createRequire as parleyRequire } from 'node:module'; const require = parleyRequire(import.meta.url);`

// Built aside and put in place whole: what runs meanwhile never finds half a bundle.
const draft = `dist.draft-${process.pid}`
await build({
  absWorkingDir: root,
  entryPoints: { parley: 'scripts/parley.ts' },
  outdir: draft,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.14',
  // The engine keeps the source text it runs: half the text is 8 MB less in every running program.
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: 'linked',
  sourcesContent: false,
  banner: { js: banner },
  // Native modules; and what ink loads only when a developer asks for React's tools.
  external: ['better-sqlite3-multiple-ciphers', '@node-rs/argon2', 'react-devtools-core'],
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
})
// The authority's console, for browsers.
await buildPage({ ...consolePage, build: { ...consolePage.build, outDir: `${root}${draft}/console` } })
await rm(`${root}dist`, { recursive: true, force: true })
await rename(`${root}${draft}`, `${root}dist`)
