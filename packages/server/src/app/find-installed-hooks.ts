import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../errors.ts'
import type { Log } from '../hook/log.ts'
import { readAppManifest } from './app-manifest.ts'
import type { Config } from './config/config.ts'
import { FileLoadError } from './files/errors.ts'
import { loadFile } from './files/load-file.ts'
import { isHookOn } from './select-hooks.ts'

/** Lists of package.json in which an app names the hooks that it wants. */
const DEPENDENCY_LISTS = ['dependencies', 'devDependencies', 'optionalDependencies']

/** Packages of Sails whose work is built in and which reach into its private parts; their hooks are left out. */
const BUILT_IN_PACKAGES: ReadonlySet<string> = new Set(['sails-hook-sockets'])

/** A package with a hook, and the names that the hook has. */
interface HookPackage {
  readonly packageName: string
  readonly hookName: string
  readonly configKey: string
  /** File that an ES module of it is, which `require()` does not find by the package's name. */
  readonly entry: string | undefined
}

/** The app whose hooks are looked for, and where problems go. */
export interface HookSearch {
  readonly config: Config
  readonly appPath: string
  readonly log: Log
  readonly problems: HalyardError[]
}

/**
 * Hooks among the packages that the app's package.json names: those whose own package.json says `sails.isHook`. No
 * other package is looked at. One that cannot be loaded is told among the problems.
 */
export async function findInstalledHooks(search: HookSearch): Promise<Record<string, unknown>> {
  const hooks: Record<string, unknown> = {}
  for (const name of declaredPackages(search.appPath)) {
    const found = readHookPackage(name, search)
    if (found === undefined || !isHookOn(found.hookName, search.config)) continue
    try {
      // oxlint-disable-next-line no-await-in-loop -- in the order of package.json
      hooks[found.hookName] = await loadHook(found, search.appPath)
    } catch (error) {
      search.problems.push(...toProblems(error))
    }
  }
  return hooks
}

function declaredPackages(appPath: string): string[] {
  const manifest = readAppManifest(appPath)
  const lists = DEPENDENCY_LISTS.map((list) => manifest[list])
  return [...new Set(lists.filter(isPlainObject).flatMap((list) => Object.keys(list)))]
}

function readHookPackage(
  packageName: string,
  { appPath, config, log }: HookSearch,
): HookPackage | undefined {
  const file = findManifest(packageName, appPath)
  const manifest = file === undefined ? undefined : readManifest(file, '"sails"')
  const sails = manifest?.['sails']
  if (file === undefined || !isPlainObject(sails) || sails['isHook'] !== true) return undefined
  if (BUILT_IN_PACKAGES.has(packageName)) {
    log.debug(`${packageName} is not loaded: halyard has its own hook for that.`)
    return undefined
  }
  const folder = packageName.replace(/^@[^/]+\//, '')
  const { installedHooks } = config
  const all: Record<string, unknown> = isPlainObject(installedHooks) ? installedHooks : {}
  const named = all[packageName] ?? all[folder]
  const names = isPlainObject(named) ? named : {}
  const hookName =
    text(sails['hookName']) ?? text(names['name']) ?? folder.replace(/^sails-hook-/, '')
  const entry = findEntry(path.dirname(file), manifest?.['exports'])
  return { packageName, hookName, configKey: text(names['configKey']) ?? hookName, entry }
}

/** The package.json of a package, as Node finds packages: from the app's folder upwards. */
function findManifest(packageName: string, from: string): string | undefined {
  const file = path.join(from, 'node_modules', packageName, 'package.json')
  if (existsSync(file)) return file
  const parent = path.dirname(from)
  return parent === from ? undefined : findManifest(packageName, parent)
}

/** @param mentions Text without which the file is of no interest and not parsed: most packages are no hooks. */
function readManifest(file: string, mentions = ''): Record<string, unknown> | undefined {
  try {
    const content = readFileSync(file, 'utf8')
    const manifest: unknown = content.includes(mentions) ? JSON.parse(content) : undefined
    return isPlainObject(manifest) ? manifest : undefined
  } catch {
    // A package.json that is missing or broken is npm's to report; there is no hook to find in it.
    return undefined
  }
}

/** What `import` would run, where the package says so and has nothing for `require()`. */
function findEntry(folder: string, exports: unknown): string | undefined {
  const main: unknown = isPlainObject(exports) && '.' in exports ? exports['.'] : exports
  if (!isPlainObject(main) || 'require' in main || 'default' in main) return undefined
  const entry: unknown = main['import']
  const file: unknown = isPlainObject(entry) ? entry['default'] : entry
  return typeof file === 'string' ? path.join(folder, file) : undefined
}

async function loadHook(
  { packageName, configKey, entry }: HookPackage,
  appPath: string,
): Promise<unknown> {
  const hook = await loadFile(entry ?? resolveEntry(packageName, appPath), appPath)
  if (typeof hook !== 'function') return hook
  return (sails: unknown): unknown => {
    const definition: unknown = hook(sails)
    return typeof definition === 'object' && definition !== null
      ? Object.assign(definition, { configKey })
      : definition
  }
}

/** @throws {FileLoadError} for a package without code */
function resolveEntry(packageName: string, appPath: string): string {
  const manifest = path.join(appPath, 'package.json')
  try {
    return createRequire(manifest).resolve(packageName)
  } catch (error) {
    throw new FileLoadError(packageName, `node_modules/${packageName}`, error)
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
