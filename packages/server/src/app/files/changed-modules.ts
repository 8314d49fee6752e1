import { realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * When the file of a module that we ran had last been written, in milliseconds. It belongs to Node's table of modules,
 * which is one for the process, so it is one for all apps too.
 */
const ranAs = new WeakMap<NodeJS.Module, number>()

/**
 * Takes a CommonJS module whose file has changed out of Node's table, so that an app which is loaded a second time in a
 * process (by a test, or by `sails.reloadActions()`) gets what its files say by then. A module whose file is as it was
 * stays the one that others have required.
 */
export function forgetIfChanged(file: string): void {
  const { cache } = createRequire(file)
  const name = realpathSync(file)
  const loaded = cache[name]
  const version = loaded === undefined ? undefined : ranAs.get(loaded)
  if (version !== undefined && version !== readVersion(name)) delete cache[name]
}

/** Notes what {@link forgetIfChanged} compares with. */
export function rememberVersion(file: string): void {
  const loaded = createRequire(file).cache[realpathSync(file)]
  if (loaded !== undefined && !ranAs.has(loaded)) ranAs.set(loaded, readVersion(file))
}

function readVersion(file: string): number {
  return statSync(file).mtimeMs
}
