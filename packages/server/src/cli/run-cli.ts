import { nearestName } from '../nearest-name.ts'
import type { CliPlace, Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { describeFailure } from './describe-failure.ts'
import { UnknownCommandError, UnknownOptionError } from './errors.ts'
import { toCommandHelp, toHelp } from './help.ts'
import { print, printFailure } from './print.ts'

const HELP_WORDS: ReadonlySet<string> = new Set(['--help', '-h', 'help'])
const VERSION_WORDS: ReadonlySet<string> = new Set(['--version', '-v', '-V'])

const LISTS_ALL = 'halyard --help lists all commands.'

/** Commands of Sails that are not there, with what to do instead. */
const GONE: Readonly<Record<string, string>> = {
  debug: 'halyard inspect lifts with a debugger.',
  'debug-console': 'halyard inspect lifts with a debugger.',
  dc: 'halyard inspect lifts with a debugger.',
  deploy: 'npm start lifts the app for production, wherever it is.',
  upgrade: 'halyard doctor reads an app of Sails and tells what differs.',
  www: 'Let a script of package.json build the assets: npm run build.',
}

/**
 * Runs the command line's words. What goes wrong is written to stderr; nothing is thrown.
 * @returns the exit code, 1 for every failure; `undefined` when the process lives on
 */
export async function runCli(
  words: readonly string[],
  place: CliPlace,
): Promise<number | undefined> {
  try {
    return await dispatch(words, place)
  } catch (error) {
    printFailure(describeFailure(error, place.cwd))
    return 1
  }
}

async function dispatch(words: readonly string[], place: CliPlace): Promise<number | undefined> {
  const [first = '--help', ...rest] = words
  if (HELP_WORDS.has(first)) return printHelp(rest[0])
  const command = findCommand(VERSION_WORDS.has(first) ? 'version' : first)
  if (asksForHelp(rest)) return printHelp(command.name)
  refuseMisspelt(rest, command)
  const run = await command.load()
  return run({ ...place, words: rest })
}

function asksForHelp(words: readonly string[]): boolean {
  const own = wordsOfCommand(words)
  return own.includes('--help') || own.includes('-h')
}

/** Behind `--` stand settings, or words of somebody else's program. */
function wordsOfCommand(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  return end === -1 ? words : words.slice(0, end)
}

function printHelp(name: string | undefined): number {
  print(name === undefined ? toHelp(COMMANDS) : toCommandHelp(findCommand(name)))
  return 0
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => namesOf(command).includes(name))
  if (found !== undefined) return found
  const known = COMMANDS.flatMap((command) => namesOf(command))
  const nearest = nearestName(name, known)
  const other = nearest === undefined ? LISTS_ALL : `Did you mean "${nearest}"?`
  throw new UnknownCommandError(name, Object.hasOwn(GONE, name) ? (GONE[name] ?? other) : other)
}

/** Every other option is a setting of the app, so that one which is nearly the command's own would do nothing. */
function refuseMisspelt(words: readonly string[], { options = {} }: Command): void {
  const own = Object.keys(options).flatMap((text) => text.match(/(?<=^|, )--[\w-]+(?=$|,)/g) ?? [])
  for (const word of wordsOfCommand(words)) {
    const nearest =
      word.startsWith('--') && !own.includes(word) ? nearestName(word, own) : undefined
    if (nearest !== undefined) throw new UnknownOptionError(word, nearest)
  }
}

function namesOf({ name, aliases = [] }: Command): string[] {
  return [name, ...aliases]
}
