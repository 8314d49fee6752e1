import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

import { mergeDefaults } from '../../hook/merge-defaults.ts'
import { readCommandLine } from './command-line.ts'
import type { ConfigLayer } from './config-layer.ts'
import type { Config } from './config.ts'
import { readDotEnv } from './dot-env.ts'
import { readEnvConfig } from './env-config.ts'
import { parseRc } from './parse-rc.ts'

/** Where settings are looked for; each defaults to that of the process. */
export interface RcSources {
  /** Folder in which, and above which, the nearest `.sailsrc` is looked for. */
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Words of the command line, without the program and the script. */
  readonly argv?: readonly string[]
  readonly home?: string
}

/**
 * Settings from around the app, to be given to `lift()`. The first that says something wins: the command line
 * (`--log.level=debug`), environment variables (`sails_log__level=debug`), the file of `--config`, that of
 * `sails_config`, the nearest `.sailsrc`, those of the home folder and of the system. Variables that a file `.env` in the
 * working directory names are set in the environment first, unless they are there already.
 * @param namespace Prefix of the variables and the middle of the files' names. @default 'sails'
 * @throws {BadRcFileError} `E_BAD_RC_FILE`
 * @example sails.lift(rc('sails'))
 */
export function rc(namespace = 'sails', sources: RcSources = {}): Config {
  const config: Config = {}
  for (const { settings } of readRcLayers(namespace, sources)) mergeDefaults(config, settings)
  return config
}

/**
 * What {@link rc} is made of, the strongest first.
 * @throws {BadRcFileError}
 */
export function readRcLayers(namespace: string, sources: RcSources): ConfigLayer[] {
  const { cwd = process.cwd(), env = process.env, home = homedir() } = sources
  const { argv = process.argv.slice(2) } = sources
  readDotEnv(cwd, env)
  const { config: named, ...fromCommandLine } = readCommandLine(argv)
  const files = findFiles(namespace, [named, env[`${namespace}_config`]], cwd, home)
  return [
    { source: 'command line', settings: fromCommandLine },
    { source: 'environment', settings: readEnvConfig(namespace, env) },
    ...files.map((file) => ({ source: file, settings: readRcFile(file) })),
  ]
}

function findFiles(
  namespace: string,
  named: readonly unknown[],
  cwd: string,
  home: string,
): string[] {
  const own = named
    .filter((file): file is string => typeof file === 'string' && file !== '')
    .map((file) => path.resolve(cwd, file))
  return [
    ...own,
    ...nearest(`.${namespace}rc`, cwd),
    path.join(home, `.${namespace}rc`),
    path.join(home, `.${namespace}`, 'config'),
    path.join(home, '.config', namespace),
    path.join(home, '.config', namespace, 'config'),
    `/etc/${namespace}rc`,
    `/etc/${namespace}/config`,
  ]
}

function nearest(name: string, from: string): string[] {
  const file = path.join(from, name)
  if (readText(file) !== undefined) return [file]
  const parent = path.dirname(from)
  return parent === from ? [] : nearest(name, parent)
}

function readRcFile(file: string): Record<string, unknown> {
  const text = readText(file)
  return text === undefined ? {} : parseRc(text, file)
}

/** A file that is not there, or is a folder, says nothing. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

// `require('halyard/accessible/rc')` gives the function itself.
export { rc as 'module.exports' }
