import { parseArgs } from 'node:util'

import { BadCreateOptionError } from './errors.ts'
import { PACKAGE_MANAGERS, type PackageManager } from './package-manager.ts'

/** Options of the command line with what they do. */
export const CREATE_OPTIONS: Readonly<Record<string, string>> = {
  '--template=<web|api>': 'a page with live messages, or only routes; web by default',
  '--ts, --js': 'the language, TypeScript by default',
  '--name=<name>': 'name of the package; that of the folder by default',
  '--pm=<npm|pnpm|yarn>': 'what installs packages; the one that has called this by default',
  '--no-install, --fast': 'installs no packages',
  '--yes, -y': 'asks nothing; nothing is ever asked',
}

/** Parts of an app of Sails that no new app has, so that leaving them out changes nothing. */
const ABSENT_PARTS: ReadonlySet<string> = new Set(['async', 'grunt', 'lodash', 'orm'])

/** What the words ask for. */
export interface CreateWords {
  /** As it was given. */
  readonly folder: string | undefined
  readonly name: string | undefined
  readonly template: string
  readonly language: 'ts' | 'js'
  readonly packageManager: PackageManager | undefined
  readonly installs: boolean
}

/**
 * Reads the words of a command line. Those of `sails new` are understood: `--traditional` is the template web and
 * `--no-frontend` and `--minimal` are api, in JavaScript.
 * @throws {BadCreateOptionError}
 */
export function readCreateWords(words: readonly string[]): CreateWords {
  const { values, positionals } = parse(words)
  const [folder, ...more] = positionals
  if (more.length > 0) refuse(`"${more.join(' ')}" is more than the name of one folder.`)
  if (values.ts === true && values.js === true) refuse('--ts and --js exclude each other.')
  checkWithout(values.without)
  const isPlain = values.minimal === true || values.frontend === false
  const isOfSails = isPlain || values.traditional === true
  return {
    folder,
    name: values.name,
    template: values.template ?? (isPlain ? 'api' : 'web'),
    language: values.js === true || (isOfSails && values.ts !== true) ? 'js' : 'ts',
    packageManager: toPackageManager(values.pm),
    installs: values.install !== false && values.fast !== true,
  }
}

type Parsed = ReturnType<typeof parseStrictly>

function parse(words: readonly string[]): Parsed {
  try {
    return parseStrictly(words)
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    return refuse(`${reason}.`)
  }
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- inferred from the options
function parseStrictly(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    allowNegative: true,
    options: {
      template: { type: 'string', short: 't' },
      ts: { type: 'boolean' },
      js: { type: 'boolean' },
      name: { type: 'string' },
      pm: { type: 'string' },
      install: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      fast: { type: 'boolean' },
      traditional: { type: 'boolean' },
      frontend: { type: 'boolean' },
      minimal: { type: 'boolean' },
      without: { type: 'string' },
    },
  })
}

function checkWithout(without: string | undefined): void {
  const parts = (without ?? '').split(',').filter((part) => part !== '')
  const present = parts.find((part) => !ABSENT_PARTS.has(part))
  if (present !== undefined) {
    refuse(`A new app cannot be made without "${present}". Switch hooks off in its .sailsrc.`)
  }
}

function toPackageManager(given: string | undefined): PackageManager | undefined {
  if (given === undefined) return undefined
  const found = PACKAGE_MANAGERS.find((name) => name === given)
  return found ?? refuse(`There is no way here to install packages with "${given}".`)
}

function refuse(reason: string): never {
  throw new BadCreateOptionError(reason, Object.keys(CREATE_OPTIONS))
}
