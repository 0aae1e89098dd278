// A program of commands on top of commander: parses, runs one command, says how it ended. No stack trace leaves here.
import { appendFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command, CommanderError, Option as CommanderOption } from 'commander'
import { Fault, faultIn } from '../../faults/fault.ts'
import { cliWords } from '../../text/cli.ts'
import { type Bilingual, sayIn } from '../../text/define.ts'
import { visible } from '../../text/visible.ts'
import { exists } from '../files.ts'
import type { CommandSpec } from './command.ts'
import { ARGUMENT_BYTES_MAX, HELP_COLUMNS } from './constants.ts'
import { defaultFolder, type Side } from './folder.ts'
import type { Host } from './host.ts'
import { createOutput } from './output.ts'
import { path, shown } from './parse.ts'

export interface Program {
  /** As typed: `parley`, `parley ca`. */
  readonly name: string
  readonly summary: Bilingual
  readonly side: Side
  readonly commands: readonly CommandSpec[]
}

interface GlobalOptions {
  readonly data?: string
  readonly json?: boolean
}

/** Runs what `argv` (without node and script) says. @returns the exit status; everything was said already */
export async function runProgram(host: Host, program: Program, argv: readonly string[]): Promise<number> {
  const out = createOutput(host, asksForJson(argv))
  let folder = defaultFolder(host, program.side)
  try {
    assertText(host, program, argv)
    const commander = build(host, program, async (spec, command) => {
      const { data } = command.optsWithGlobals<GlobalOptions>()
      if (data !== undefined) folder = resolve(path(data, '--data'))
      await spec.run({
        ...read(spec, command),
        folder,
        folderGiven: data !== undefined,
        host,
        out,
      })
    })
    await commander.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const fault =
      error instanceof CommanderError
        ? usageFault(host, program, argv, error)
        : (faultIn(error) ?? (await internal(error, folder)))
    out.fault(fault)
    return fault.exit
  }
}

/** Needed before commander runs: an error in the arguments is reported as asked for, too. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json')
}

/** Node puts U+FFFD where the arguments' bytes were not UTF-8. */
function assertText(host: Host, program: Program, argv: readonly string[]): void {
  const say = sayIn(cliWords, host.language)
  for (const [index, argument] of argv.entries()) {
    const position = index + 1
    const reason =
      argument.includes('\uFFFD') || !argument.isWellFormed()
        ? say('notText', { position })
        : Buffer.byteLength(argument) > ARGUMENT_BYTES_MAX
          ? say('tooLong', { position, limit: ARGUMENT_BYTES_MAX })
          : undefined
    if (reason !== undefined) throw new Fault('USAGE', { reason, command: program.name })
  }
}

function read(spec: CommandSpec, command: Command) {
  const typed = command.opts<Record<string, unknown>>()
  const options = Object.entries(spec.options).map(([key, option]) => {
    const described = new CommanderOption(option.flags)
    return [key, option.read(typed[described.attributeName()], described.long ?? option.flags)]
  })
  const args = Object.entries(spec.args).map(([key, argument], index) => [
    key,
    argument.read(command.processedArgs[index], argument.term),
  ])
  return {
    options: Object.fromEntries(options) as Readonly<Record<string, unknown>>,
    args: Object.fromEntries(args) as Readonly<Record<string, unknown>>,
  }
}

type Run = (spec: CommandSpec, command: Command) => Promise<void>

function build(host: Host, program: Program, run: Run): Command {
  const say = sayIn(cliWords, host.language)
  const root = configure(new Command(program.name), host)
    .description(program.summary[host.language])
    .version(host.version, '--version', say('versionOption'))
    .option('--data <dir>', say('dataOption', { folder: visible(defaultFolder(host, program.side)) }))
    .option('--json', say('jsonOption'))
    .helpCommand(false)
    .action((_options, command: Command) => {
      const [name] = command.args
      if (name === undefined)
        throw new Fault('USAGE', { reason: say('missingCommand'), command: program.name })
      throw new Fault('USAGE', { reason: unknownCommand(host, command, name), command: program.name })
    })
    .allowExcessArguments(true)
  for (const spec of program.commands) describe(host, parentOf(host, root, spec), spec, run)
  return root
}

/** Commander's own parsing with our words: nothing printed by it but help, no exit from inside. */
function configure(command: Command, host: Host): Command {
  const say = sayIn(cliWords, host.language)
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('usageTitle'),
    'Arguments:': say('argumentsTitle'),
    'Options:': say('optionsTitle'),
    'Global Options:': say('globalOptionsTitle'),
    'Commands:': say('commandsTitle'),
  }
  return command
    .exitOverride()
    .helpOption('-h, --help', say('helpOption'))
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: Math.min(host.stdout.columns ?? HELP_COLUMNS, HELP_COLUMNS),
      styleTitle: (title) => titles[title] ?? title,
    })
    .configureOutput({ writeOut: (text) => host.stdout.write(text), writeErr: () => undefined })
}

function parentOf(host: Host, root: Command, spec: CommandSpec): Command {
  const [group, leaf] = spec.name.split(' ')
  if (leaf === undefined || group === undefined) return root
  const known = root.commands.find((command) => command.name() === group)
  if (known) return known
  return configure(root.command(group), host)
    .description(spec.group?.[host.language] ?? '')
    .helpCommand(false)
}

function describe(host: Host, parent: Command, spec: CommandSpec, run: Run): void {
  const { language } = host
  const say = sayIn(cliWords, language)
  const command = configure(parent.command(spec.name.split(' ').at(-1) ?? spec.name), host)
    .description(spec.summary[language])
    .allowExcessArguments(false)
  for (const argument of Object.values(spec.args)) command.argument(argument.term, argument.help[language])
  for (const option of Object.values(spec.options)) {
    const help =
      option.shownDefault === undefined
        ? option.help[language]
        : `${option.help[language]} ${say('defaultIs', { value: option.shownDefault })}`
    command.addOption(new CommanderOption(option.flags, help))
  }
  command.action(() => run(spec, command))
}

function unknownCommand(host: Host, command: Command, name: string): string {
  const say = sayIn(cliWords, host.language)
  const near = command.commands.find((known) => isNear(known.name(), name))
  const hint = near === undefined ? '' : ` ${say('didYouMean', { name: near.name() })}`
  return say('unknownCommand', { name: shown(name) }) + hint
}

/** One letter more, less or other, or two swapped. */
function isNear(known: string, typed: string): boolean {
  if (known.startsWith(typed) && typed.length > 1) return true
  if (Math.abs(known.length - typed.length) > 1) return false
  let start = 0
  while (start < known.length && known[start] === typed[start]) start++
  let end = 0
  while (end < Math.min(known.length, typed.length) - start && known.at(-1 - end) === typed.at(-1 - end))
    end++
  const left = known.slice(start, known.length - end)
  const other = typed.slice(start, typed.length - end)
  return (
    (left.length <= 1 && other.length <= 1) || (left.length === 2 && left === [...other].reverse().join(''))
  )
}

/** Commander names what it refused only inside its English message: the name is taken, the words are ours. */
function usageFault(host: Host, program: Program, argv: readonly string[], error: CommanderError): Fault {
  const say = sayIn(cliWords, host.language)
  const name = shown(/'([^']*)'/.exec(error.message)?.[1] ?? '')
  const reason = ((): string => {
    switch (error.code) {
      case 'commander.unknownOption':
        return say('unknownOption', { name })
      case 'commander.missingArgument':
        return say('missingArgument', { name })
      case 'commander.optionMissingArgument':
        return say('missingValue', { name })
      case 'commander.excessArguments':
        return say('excessArguments')
      case 'commander.help':
        return say('missingCommand')
      case 'commander.unknownCommand':
        return say('unknownCommand', { name })
      default:
        return say('notUnderstood', { name: name === '' ? error.code : name })
    }
  })()
  return new Fault('USAGE', { reason, command: helpful(program, argv) }, { cause: error })
}

/** The command whose help says more, as typed: a whole one, a group of commands, or the program itself. */
function helpful(program: Program, argv: readonly string[]): string {
  const names = program.commands.map(({ name }) => name.split(' '))
  const groups = names.filter(({ length }) => length > 1).map((words) => words.slice(0, 1))
  const starts = argv.map((_word, at) => at)
  // The options of every command may come first, so that a name may begin anywhere; the first is meant.
  const found = starts
    .flatMap((start) =>
      [...names, ...groups].filter((words) => words.every((word, at) => argv[start + at] === word)),
    )
    .at(0)
  return [program.name, ...(found ?? [])].join(' ')
}

/** A fault of ours: its details go to the log of the data folder, where there is one. */
async function internal(error: unknown, folder: string): Promise<Fault> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (await exists(folder).catch(() => false)) {
    const details = error instanceof Error ? (error.stack ?? reason) : reason
    const line = JSON.stringify({ level: 50, time: new Date().toISOString(), code: 'INTERNAL', details })
    await appendFile(join(folder, 'parley.log'), `${line}\n`, { mode: 0o600 }).catch(() => undefined)
  }
  return new Fault('INTERNAL', { reason: reason.split('\n', 1)[0]?.slice(0, 200) ?? '' }, { cause: error })
}
