// Bundles the product into dist/: one entry, code split so that a command loads only what it needs. Checks no
// types (npm run check does) and leaves native modules where npm put them.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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
await nameClassesOnly(`${root}${draft}`)
// The authority's console, for browsers.
await buildPage({ ...consolePage, build: { ...consolePage.build, outDir: `${root}${draft}/console` } })
await rm(`${root}dist`, { recursive: true, force: true })
await rename(`${root}${draft}`, `${root}dist`)

/**
 * esbuild's `keepNames` names every closure anew each time it is made, which gives each a property table of 256 bytes: 35 KB
 * for one session. Only the names of classes are asked for (by errors and by ASN.1), and those begin with a capital,
 * which sorts before a bracket.
 */
async function nameClassesOnly(folder) {
  const helper = /([\w$]+)=\(([\w$]+),([\w$]+)\)=>([\w$]+)\(\2,"name",\{value:\3,configurable:!0\}\)/
  let found = 0
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.js')) continue
    const path = `${folder}/${file}`
    const text = await readFile(path, 'utf8')
    const changed = text.replace(helper, (_, name, target, value, define) => {
      found++
      return `${name}=(${target},${value})=>${value}<"["?${define}(${target},"name",{value:${value},configurable:!0}):${target}`
    })
    if (changed !== text) await writeFile(path, changed)
  }
  if (found === 0) throw new Error('esbuild names functions in another way than this build expects')
}
