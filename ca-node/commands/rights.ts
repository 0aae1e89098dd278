// parley ca role, proposals, approve-proposal, refuse-proposal: who may do what, and the second voice for the gravest acts.
import { defineCommand, flag, required } from '@parley/shared/host/cli/command.ts'
import { oneOf } from '@parley/shared/host/cli/parse.ts'
import { visible } from '@parley/shared/text/visible.ts'
import { ask } from '../control/ask.ts'
import { authorityFolder } from '../folder.ts'
import { HUMAN_ROLES } from '../invitations/verbs.ts'
import { MAX_PROPOSALS } from '../rights/constants.ts'
import { say } from '../words.ts'
import { passphraseFile, passphraseOf, word } from './options.ts'

export const roleCommand = defineCommand({
  name: 'role',
  summary: { en: 'change somebody’s role', fr: 'changer le rôle de quelqu’un' },
  args: {
    login: required('login', { en: 'whose', fr: 'de qui' }, word),
    role: required('role', { en: HUMAN_ROLES.join(', '), fr: HUMAN_ROLES.join(', ') }, oneOf(...HUMAN_ROLES)),
  },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const { login, role } = call.args
    const done = await ask(authorityFolder(call.folder), 'role', { login, role }, passphrase)
    await call.out.result(done, () =>
      done.was === done.role
        ? say(call.host.language)('roleKept', { login: done.login, role: done.role })
        : say(call.host.language)('roleChanged', {
            login: done.login,
            role: done.role,
            was: done.was,
            count: done.revoked.length,
          }),
    )
  },
})

export const proposalsCommand = defineCommand({
  name: 'proposals',
  summary: { en: 'list what waits for a second voice', fr: 'lister ce qui attend une seconde voix' },
  options: {
    all: flag('--all', { en: 'also those that are over', fr: 'aussi celles qui sont closes' }),
    passphraseFile,
  },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const { all } = call.options
    for (let after: string | undefined; ; ) {
      const page = await ask(authorityFolder(call.folder), 'proposals', { all, after }, passphrase)
      for (const each of page) {
        await call.out.result(each, () =>
          visible(
            [
              each.id,
              each.state.padEnd(9),
              each.proposedBy.padEnd(16),
              minute(each.expires),
              each.act.padEnd(10),
              JSON.stringify(each.input),
            ].join(' '),
          ),
        )
      }
      if (after === undefined && page.length === 0) call.out.note(say(call.host.language)('noProposals'))
      after = page.at(-1)?.id
      if (after === undefined || page.length < MAX_PROPOSALS) return
    }
  },
})

const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

const PROPOSAL = { en: 'which: see `parley ca proposals`', fr: 'laquelle : voyez « parley ca proposals »' }

export const approveProposalCommand = defineCommand({
  name: 'approve-proposal',
  summary: { en: 'be the second voice for a proposal', fr: 'donner la seconde voix à une proposition' },
  args: { proposal: required('proposal', PROPOSAL, word) },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const id = call.args.proposal
    const done = await ask(authorityFolder(call.folder), 'approve-proposal', { id }, passphrase)
    await call.out.result(done, () =>
      say(call.host.language)('proposalApproved', {
        id: done.id,
        by: done.proposedBy,
        act: done.act,
        until: minute(done.expires),
      }),
    )
  },
})

export const refuseProposalCommand = defineCommand({
  name: 'refuse-proposal',
  summary: {
    en: 'refuse a proposal, or take your own back',
    fr: 'refuser une proposition, ou retirer la sienne',
  },
  args: { proposal: required('proposal', PROPOSAL, word) },
  options: { passphraseFile },
  async run(call) {
    const passphrase = passphraseOf(call, call.options.passphraseFile)
    const id = call.args.proposal
    const done = await ask(authorityFolder(call.folder), 'refuse-proposal', { id }, passphrase)
    await call.out.result(done, () => say(call.host.language)('proposalRefused', { id: done.id }))
  },
})
