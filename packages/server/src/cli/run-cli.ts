import { nearestName } from '../nearest-name.ts'
import type { CliPlace, Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { describeFailure } from './describe-failure.ts'
import { UnknownCommandError } from './errors.ts'
import { toCommandHelp, toHelp } from './help.ts'
import { print, printFailure } from './print.ts'

const HELP_WORDS: ReadonlySet<string> = new Set(['--help', '-h', 'help'])
const VERSION_WORDS: ReadonlySet<string> = new Set(['--version', '-v', '-V'])

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
  const run = await command.load()
  return run({ ...place, words: rest })
}

/** Behind `--` stand settings, or words of somebody else's program. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  return own.includes('--help') || own.includes('-h')
}

function printHelp(name: string | undefined): number {
  print(name === undefined ? toHelp(COMMANDS) : toCommandHelp(findCommand(name)))
  return 0
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => namesOf(command).includes(name))
  if (found !== undefined) return found
  const known = COMMANDS.flatMap((command) => namesOf(command))
  throw new UnknownCommandError(name, nearestName(name, known))
}

function namesOf({ name, aliases = [] }: Command): string[] {
  return [name, ...aliases]
}
