// Whether a text tells a secret: for logs and files that must not.

/** Characters below which a secret is looked for as a word of its own: six digits turn up by chance within times and hashes. */
const LONG = 12

export function tells(text: string, secret: string): boolean {
  return secret.length < LONG ? text.split(/\W+/).includes(secret) : text.includes(secret)
}
