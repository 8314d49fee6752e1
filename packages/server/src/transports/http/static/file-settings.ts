import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../../../errors.ts'
import { InvalidHttpConfigError } from '../errors.ts'

/** Where asset pipelines put what browsers get. @see Sails reference: sails.config.paths */
const BUILT_FOLDER = '.tmp/public'

const DOTFILES = ['ignore', 'deny', 'allow'] as const

/** How static files are served. */
export interface FileSettings {
  /** Absolute path of their folder. */
  readonly folder: string
  /** Milliseconds that clients may keep them. */
  readonly cacheMs: number
  /** Whether files whose names hold a hash are kept for a year. */
  readonly immutable: boolean
  /** What becomes of files and folders that begin with a dot: 404, 403, or they are served. */
  readonly dotfiles: (typeof DOTFILES)[number]
  /** Whether `app.js.br` and `app.js.gz` are served in place of `app.js`. */
  readonly precompressed: boolean
}

/** Reads `paths.public` and what `http` says of files. Adds what is wrong to `problems`. */
export function parseFileSettings(
  config: Readonly<Record<string, unknown>>,
  problems: HalyardError[],
): FileSettings {
  const http = isPlainObject(config['http']) ? config['http'] : {}
  const { cache = 0, dotfiles = 'ignore' } = http
  const known = DOTFILES.find((name) => name === dotfiles)
  if (known === undefined) refuse('dotfiles', dotfiles, DOTFILES.map(showValue).join(' or '))
  const isCacheRight = cache === null || (typeof cache === 'number' && cache >= 0)
  if (!isCacheRight) refuse('cache', cache, 'a number of milliseconds')
  return {
    folder: findPublicFolder(config),
    cacheMs: typeof cache === 'number' ? cache : 0,
    immutable: readSwitch('immutable', true),
    dotfiles: known ?? 'ignore',
    precompressed: readSwitch('precompressed', false),
  }

  function readSwitch(key: string, otherwise: boolean): boolean {
    const value = http[key] ?? otherwise
    if (typeof value !== 'boolean') refuse(key, value, 'true or false')
    return value === true
  }
  function refuse(key: string, value: unknown, wanted: string): void {
    const found = `config.http.${key} is ${showValue(value)}.`
    problems.push(new InvalidHttpConfigError(`${found} Use ${wanted}.`))
  }
}

/**
 * Absolute path of `paths.public`, from the app's folder. Its default is `.tmp/public`, where a build puts the files;
 * when nothing has been built it is `assets`.
 * @param isBuilt Whether something builds `.tmp/public` while the app is up, as `sails-hook-grunt` does.
 */
export function findPublicFolder(
  config: Readonly<Record<string, unknown>>,
  isBuilt = false,
): string {
  const { appPath, paths } = config
  const root = typeof appPath === 'string' ? appPath : process.cwd()
  const { public: given = BUILT_FOLDER } = isPlainObject(paths) ? paths : {}
  const folder = resolve(root, String(given))
  if (isBuilt || folder !== resolve(root, BUILT_FOLDER) || existsSync(folder)) return folder
  const assets = resolve(root, 'assets')
  return existsSync(assets) ? assets : folder
}
