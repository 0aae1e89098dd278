// parley ca ceremony request, sign, install, root, status: files between the authority and a root that is kept elsewhere.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { parseCsr } from '@parley/shared/certificates/csr.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { wordsOf } from '@parley/shared/faults/words.ts'
import { defineCommand, flag, list, required, value } from '@parley/shared/host/cli/command.ts'
import { type Host, isInteractive } from '@parley/shared/host/cli/host.ts'
import type { Output } from '@parley/shared/host/cli/output.ts'
import { oneOf, path, text } from '@parley/shared/host/cli/parse.ts'
import { ask as askPerson } from '@parley/shared/host/cli/prompt.ts'
import { readSecret } from '@parley/shared/host/cli/secret.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { exists, writeAtomically } from '@parley/shared/host/files.ts'
import { realmName } from '@parley/shared/identity/login.ts'
import {
  type Act,
  bytesOf,
  type CeremonyRequest,
  comparable,
  parseAnswer,
  parseRequest,
  readCeremonyFile,
} from '../ceremony/files.ts'
import { installNewNode } from '../ceremony/install-new-node.ts'
import { requestNewNode } from '../ceremony/new-node.ts'
import type { RequestMade } from '../ceremony/request.ts'
import { makeRootFile, openRootFile, rootIn } from '../ceremony/root-file.ts'
import { signCeremony } from '../ceremony/sign.ts'
import { takeRootOffline } from '../ceremony/take-offline.ts'
import { sayCeremony } from '../ceremony/words.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { databaseGiven, databaseOptions } from './database.ts'
import { passphraseFile, passphraseOf } from './options.ts'

const REASONS = ['keyCompromise', 'cACompromise', 'superseded', 'cessationOfOperation'] as const
const LABEL_MAX = 16
const DIGITS_MAX = 96

const outOption = value('--out <file>', { en: 'where it is written', fr: 'où il est écrit' }, path)

export const ceremonyRequestCommand = defineCommand({
  name: 'ceremony request',
  group: {
    en: 'an offline root: requests and answers as files',
    fr: 'une racine hors ligne : demandes et réponses en fichiers',
  },
  summary: {
    en: 'ask the root for a new issuing CA (or what the options say)',
    fr: 'demander à la racine une nouvelle autorité émettrice (ou ce que disent les options)',
  },
  options: {
    out: outOption,
    list: flag('--list', {
      en: 'only a fresh revocation list of the root',
      fr: 'seulement une nouvelle liste de révocation de la racine',
    }),
    revoke: value(
      '--revoke <label>',
      { en: 'revoke that issuing CA', fr: 'révoquer cette autorité émettrice' },
      text(LABEL_MAX),
    ),
    reason: value(
      '--reason <reason>',
      { en: `why: ${REASONS.join(', ')}`, fr: `pourquoi : ${REASONS.join(', ')}` },
      oneOf(...REASONS),
    ),
    newNode: value(
      '--new-node <label>',
      {
        en: 'a further authority on the same database, in this data folder',
        fr: 'une autorité de plus sur la même base, dans ce dossier de données',
      },
      text(LABEL_MAX),
    ),
    announceRoot: flag('--announce-root', {
      en: 'change of root, step 1: devices learn the new one',
      fr: 'changement de racine, étape 1 : les appareils apprennent la nouvelle',
    }),
    useRoot: flag('--use-root', {
      en: 'step 2: issue under the new one',
      fr: 'étape 2 : émettre sous la nouvelle',
    }),
    retireRoot: flag('--retire-root', {
      en: 'step 3: the old one ends',
      fr: 'étape 3 : l’ancienne prend fin',
    }),
    anyway: flag('--anyway', {
      en: 'although not all devices have followed',
      fr: 'bien que tous les appareils n’aient pas suivi',
    }),
    ...databaseOptions,
    passphraseFile,
  },
  async run(call) {
    const { options, host, out } = call
    if (options.out === undefined) throw new Fault('OPTION_MISSING', { option: '--out' })
    await assertFree(options.out)
    const folder = authorityFolder(call.folder)
    const { newNode, revoke, reason, anyway } = options
    let made: RequestMade
    if (newNode !== undefined) {
      if (await exists(folder.vault)) throw new Fault('DATA_EXISTS', { path: folder.vault })
      const place = databaseGiven(options)
      if (place === undefined) throw new Fault('OPTION_MISSING', { option: '--database' })
      const passphrase = await readSecret(host, out, {
        kind: 'passphrase',
        file: options.passphraseFile,
        folder: call.folder,
        purpose: 'create',
      })
      made = await requestNewNode({ folder, place, label: newNode, passphrase, now: new Date() }).finally(
        () => passphrase.fill(0),
      )
    } else {
      const act = actOf(options)
      const input = { act, label: revoke, reason, anyway }
      made = await ask(folder, 'ceremony-request', input, passphraseOf(call, options.passphraseFile))
    }
    await writeAtomically(options.out, made.text)
    const { text: file, ...facts } = made
    const say = sayCeremony(host.language)
    await out.result({ ...facts, digits: comparable(made.id), out: options.out }, () =>
      [
        say('requested', {
          what: say(made.act),
          realm: parseRequest(file).content.realm,
          root: made.root,
          file: options.out ?? '',
        }),
        ...(made.label === undefined ? [] : [say('newKey', { label: made.label, key: made.key ?? '' })]),
        say('toTheRoot', {
          digits: comparable(made.id),
          name: basename(options.out ?? ''),
          roots: BOTH_ROOTS.has(made.act) ? 'root.pem root2.pem' : 'root.pem',
        }),
      ].join('\n'),
    )
  },
})

const BOTH_ROOTS: ReadonlySet<Act> = new Set(['announce-root', 'use-root'])

function actOf(options: {
  readonly list: boolean
  readonly revoke: string | undefined
  readonly announceRoot: boolean
  readonly useRoot: boolean
  readonly retireRoot: boolean
}): Exclude<Act, 'new-node'> {
  const chosen = [
    ...(options.list ? (['renew-list'] as const) : []),
    ...(options.revoke === undefined ? [] : (['revoke-issuing'] as const)),
    ...(options.announceRoot ? (['announce-root'] as const) : []),
    ...(options.useRoot ? (['use-root'] as const) : []),
    ...(options.retireRoot ? (['retire-root'] as const) : []),
  ]
  const [act, second] = chosen
  if (second !== undefined) {
    throw new Fault('USAGE', { reason: [act, second].join(' + '), command: 'parley ca ceremony request' })
  }
  return act ?? 'renew-issuing'
}

export const ceremonySignCommand = defineCommand({
  name: 'ceremony sign',
  summary: { en: 'answer a request, where the root is', fr: 'répondre à une demande, là où est la racine' },
  args: { request: required('request', { en: 'the file', fr: 'le fichier' }, path) },
  options: {
    out: outOption,
    root: list(
      '--root <file...>',
      {
        en: 'the root’s file, or both in a change of root (without: the root in the data folder)',
        fr: 'le fichier de la racine, ou les deux pour un changement (sans : la racine du dossier de données)',
      },
      path,
    ),
    confirm: value(
      '--confirm <digits>',
      { en: 'the digits its maker reads out', fr: 'les chiffres que lit son auteur' },
      text(DIGITS_MAX),
    ),
    passphraseFile: list(
      '--passphrase-file <file...>',
      {
        en: 'passphrase of each root’s file in turn, or one for all',
        fr: 'phrase secrète de chaque racine, ou une pour toutes',
      },
      path,
    ),
  },
  async run(call) {
    const { options, args, host, out } = call
    if (options.out === undefined) throw new Fault('OPTION_MISSING', { option: '--out' })
    await assertFree(options.out)
    const request = parseRequest(await readCeremonyFile(args.request))
    const confirm = options.confirm ?? (await confirmed(host, out, request))
    const done =
      options.root.length > 0
        ? await signWithFiles({ ...call, options, request, confirm })
        : await ask(
            authorityFolder(call.folder),
            'ceremony-sign',
            { request: await readCeremonyFile(args.request), confirm },
            passphraseOf(call, options.passphraseFile[0]),
          )
    await writeAtomically(options.out, done.text)
    const facts = {
      request: done.request,
      act: request.content.act,
      listNumber: done.listNumber,
      nextUpdate: new Date(done.nextUpdate).toISOString(),
      ...(done.rootListNumber === undefined ? {} : { rootListNumber: done.rootListNumber }),
      out: options.out,
    }
    await out.result(facts, () =>
      sayCeremony(host.language)('signed', {
        file: facts.out,
        name: basename(facts.out),
        number: facts.listNumber,
        until: facts.nextUpdate.slice(0, 10),
      }),
    )
  },
})

interface SignFiles {
  readonly options: { readonly root: readonly string[]; readonly passphraseFile: readonly string[] }
  readonly request: CeremonyRequest
  readonly confirm: string
  readonly host: Host
  readonly out: Output
  readonly folder: string
}

async function signWithFiles({ options, request, confirm, host, out, folder }: SignFiles) {
  const say = sayCeremony(host.language)
  const roots = []
  for (const [at, file] of options.root.entries()) {
    // That it is a root's file at all, before a passphrase is asked for.
    await rootIn(file)
    const passphrase = await readSecret(host, out, {
      kind: 'passphrase',
      file: options.passphraseFile[at] ?? options.passphraseFile[0],
      folder,
      purpose: 'open',
      prompt: say('rootPassphrase', { file }),
    })
    roots.push(await openRootFile(file, passphrase).finally(() => passphrase.fill(0)))
  }
  return signCeremony({ request, roots, confirm, now: new Date() })
}

/** Shows what is to be signed; a person types the digits. @throws Fault CEREMONY_UNCONFIRMED where nobody is asked */
async function confirmed(host: Host, out: Output, request: CeremonyRequest): Promise<string> {
  out.note(described(host, request))
  if (!isInteractive(host)) throw new Fault('CEREMONY_UNCONFIRMED')
  return askPerson(host, sayCeremony(host.language)('confirm'), (typed) => typed)
}

function described(host: Host, { content }: CeremonyRequest): string {
  const say = sayCeremony(host.language)
  const { issuing, list: revocations } = content
  const key = issuing && parseCsr(bytesOf(issuing.csr), primitives)
  return [
    say('toSign', {
      what: say(content.act),
      realm: content.realm,
      root: content.root,
      made: `${content.madeAt.slice(0, 16).replace('T', ' ')} UTC`,
      number: revocations.number,
      revoked: revocations.revoked.length,
    }),
    ...revocations.revoked.map(({ label, serial, reason }) => say('revokes', { label, serial, reason })),
    ...(issuing && key
      ? [say('newKey', { label: issuing.label, key: createHash('sha256').update(key.spki).digest('hex') })]
      : []),
    say(content.voucher === undefined ? 'notVouched' : 'vouched'),
  ].join('\n')
}

export const ceremonyInstallCommand = defineCommand({
  name: 'ceremony install',
  summary: { en: 'take the root’s answer and use it', fr: 'prendre la réponse de la racine et s’en servir' },
  args: { answer: required('answer', { en: 'the file', fr: 'le fichier' }, path) },
  options: { passphraseFile },
  async run(call) {
    const { host, out, args, options } = call
    const folder = authorityFolder(call.folder)
    const file = await readCeremonyFile(args.answer)
    const answer = parseAnswer(file)
    const passphrase = passphraseOf(call, options.passphraseFile)
    const done =
      answer.content.act === 'new-node'
        ? await installNewNode(folder, answer, passphrase, new Date())
        : await ask(folder, 'ceremony-install', { answer: file }, passphrase)
    const say = sayCeremony(host.language)
    await out.result(done, () => {
      const { issuing } = done
      const what = say('installed', { what: say(answer.content.act) })
      if (issuing === undefined) return what
      return `${what}\n${say('issuingNow', { ...issuing, until: issuing.notAfter.slice(0, 10) })}`
    })
  },
})

export const ceremonyRootCommand = defineCommand({
  name: 'ceremony root',
  summary: {
    en: 'make a new root for a change of root, on the machine that is offline',
    fr: 'créer une nouvelle racine pour un changement, sur la machine hors ligne',
  },
  options: {
    realm: value('--realm <name>', { en: 'of which realm', fr: 'de quel domaine' }, realmName),
    takeOffline: flag('--take-offline', {
      en: 'instead: move the root out of this data folder into the file',
      fr: 'plutôt : déplacer la racine de ce dossier de données dans le fichier',
    }),
    out: outOption,
    passphraseFile,
  },
  async run(call) {
    const { options, host, out } = call
    const { realm, out: file } = options
    if (file === undefined) throw new Fault('OPTION_MISSING', { option: '--out' })
    if (realm === undefined && !options.takeOffline) throw new Fault('OPTION_MISSING', { option: '--realm' })
    await assertFree(file)
    const folder = authorityFolder(call.folder)
    const passphrase = await readSecret(host, out, {
      kind: 'passphrase',
      file: options.passphraseFile,
      folder: call.folder,
      purpose: options.takeOffline ? 'open' : 'create',
    })
    try {
      const root =
        realm === undefined || options.takeOffline
          ? await takeRootOffline(folder, file, passphrase)
          : await makeRootFile(file, realm, passphrase, new Date())
      const facts = {
        realm: root.realm,
        fingerprint: root.fingerprint,
        notAfter: root.notAfter.toISOString(),
      }
      await out.result({ ...facts, out: file }, () =>
        sayCeremony(host.language)('rootMade', { ...facts, file }),
      )
    } finally {
      passphrase.fill(0)
    }
  },
})

export const ceremonyStatusCommand = defineCommand({
  name: 'ceremony status',
  summary: {
    en: 'roots and issuing CAs, and how far a change has come',
    fr: 'racines et autorités émettrices, et où en est un changement',
  },
  options: { passphraseFile },
  async run(call) {
    const shown = await ask(
      authorityFolder(call.folder),
      'ceremony-status',
      {},
      passphraseOf(call, call.options.passphraseFile),
    )
    const say = sayCeremony(call.host.language)
    const day = (iso: string) => iso.slice(0, 10)
    await call.out.result(shown, () =>
      [
        ...shown.roots.flatMap(({ fingerprint, state, notAfter, listUntil }) => [
          say('root', { fingerprint: fingerprint.slice(0, 16), state: say(state), until: day(notAfter) }),
          ...(listUntil === undefined || state === 'retired' ? [] : [say('list', { until: day(listUntil) })]),
        ]),
        ...shown.issuing.map(({ fingerprint, label, notAfter, own, revoked }) =>
          say('issuing', {
            fingerprint: fingerprint.slice(0, 16),
            label,
            until: day(notAfter),
            own: `${own ? say('own') : ''}${revoked ? say('revokedMark') : ''}`,
          }),
        ),
        ...shown.open.map(({ id, act }) => say('open', { digits: comparable(id), what: sayAct(say, act) })),
        ...shown.soon.map(({ code, parameters }) =>
          say('ends', { what: wordsOf(new Fault(code, parameters), call.host.language).what }),
        ),
        ...(shown.heard === undefined ? [] : [say('heard', { ...shown.heard })]),
        ...(shown.moved === undefined ? [] : [say('moved', { ...shown.moved })]),
      ].join('\n'),
    )
  },
})

type SayCeremony = ReturnType<typeof sayCeremony>

function sayAct(say: SayCeremony, act: string): string {
  switch (act) {
    case 'renew-issuing':
    case 'new-node':
    case 'renew-list':
    case 'revoke-issuing':
    case 'announce-root':
    case 'use-root':
    case 'retire-root':
      return say(act)
    default:
      return act
  }
}

async function assertFree(file: string): Promise<void> {
  if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
}
