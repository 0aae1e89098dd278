// The page at the root of the local API: says where the conversation is to be had. Holds no data and no script.
import type { FastifyReply } from 'fastify'

const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Parley</title>
<style>
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 4rem auto; padding: 0 1rem }
  code { font-size: 1.05em; padding: .1em .35em; border: 1px solid; border-radius: .25em }
</style>
<main>
  <h1>Parley is running</h1>
  <p>Your conversations open in the terminal: <code>npx parley chat</code> in the folder of the clone,
  with the same <code>--data</code> this peer was started with.</p>
  <section lang="fr">
    <h2>Parley fonctionne</h2>
    <p>Vos conversations s’ouvrent dans le terminal : <code>npx parley chat</code> dans le dossier du clone,
    avec le même <code>--data</code> que ce pair.</p>
  </section>
</main>
</html>
`

export function page(reply: FastifyReply): FastifyReply {
  return reply
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    )
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cross-origin-resource-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(HTML)
}
