import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import type { Log } from '../hook/log.ts'
import type { Config } from './config/config.ts'
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
}

/**
 * Hooks among the packages that the app's package.json names: those whose own package.json says `sails.isHook`. No
 * other package is looked at.
 * @throws (rejects) {FileLoadError} for a hook that cannot be loaded
 */
export async function findInstalledHooks(
  config: Config,
  appPath: string,
  log: Log,
): Promise<Record<string, unknown>> {
  const hooks: Record<string, unknown> = {}
  for (const name of declaredPackages(appPath)) {
    const found = readHookPackage(name, appPath, config, log)
    if (found === undefined || !isHookOn(found.hookName, config)) continue
    // oxlint-disable-next-line no-await-in-loop -- in the order of package.json
    hooks[found.hookName] = await loadHook(found, appPath)
  }
  return hooks
}

function declaredPackages(appPath: string): string[] {
  const manifest = readManifest(path.join(appPath, 'package.json'))
  const lists = DEPENDENCY_LISTS.map((list) => manifest?.[list])
  return [...new Set(lists.filter(isPlainObject).flatMap((list) => Object.keys(list)))]
}

function readHookPackage(
  packageName: string,
  appPath: string,
  config: Config,
  log: Log,
): HookPackage | undefined {
  const file = findManifest(packageName, appPath)
  const sails = file === undefined ? undefined : readManifest(file, '"sails"')?.['sails']
  if (!isPlainObject(sails) || sails['isHook'] !== true) return undefined
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
  return { packageName, hookName, configKey: text(names['configKey']) ?? hookName }
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

async function loadHook(
  { packageName, configKey }: HookPackage,
  appPath: string,
): Promise<unknown> {
  const entry = createRequire(path.join(appPath, 'package.json')).resolve(packageName)
  const hook = await loadFile(entry, appPath)
  if (typeof hook !== 'function') return hook
  return (sails: unknown): unknown => {
    const definition: unknown = hook(sails)
    return typeof definition === 'object' && definition !== null
      ? Object.assign(definition, { configKey })
      : definition
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
