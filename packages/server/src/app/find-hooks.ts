import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

import type { Log } from '../hook/log.ts'
import type { Config } from './config/config.ts'
import { loadModules } from './files/app-modules.ts'
import { type AppFile, listFiles } from './files/list-files.ts'
import { findInstalledHooks } from './find-installed-hooks.ts'
import { isHookOn } from './select-hooks.ts'

/**
 * Hooks of the app's own files, `api/hooks/<name>.js` or `api/hooks/<name>/index.js`, then those of its packages. A hook
 * of the project wins over one of a package that has its name.
 * @throws (rejects) with all files that cannot be loaded
 * @see Sails concepts: extending Sails, hooks, project hooks; installable hooks
 */
export async function findHooks(config: Config, log: Log): Promise<Record<string, unknown>> {
  if (!isHookOn('userhooks', config)) return {}
  const { appPath = process.cwd(), paths } = config
  const project = await loadProjectHooks(paths?.['hooks'], config, appPath, log)
  const installed = await findInstalledHooks(config, appPath, log)
  for (const name of Object.keys(project).filter((name) => name in installed)) {
    log.warn(
      `The hook "${name}" of a package is not loaded, because the project has one of that name.`,
    )
  }
  return { ...installed, ...project }
}

async function loadProjectHooks(
  folder: string | undefined,
  config: Config,
  appPath: string,
  log: Log,
): Promise<Record<string, unknown>> {
  if (folder === undefined || !existsSync(folder)) return {}
  const files = listFiles(folder, { depth: 1 }).flatMap((file) => toHookFile(file))
  warnOfEmptyFolders(folder, files, log)
  const wanted = files.filter(({ name }) => isHookOn(name.toLowerCase(), config))
  const modules = await loadModules(wanted, appPath)
  return Object.fromEntries(modules.map(({ name, exports }) => [name.toLowerCase(), exports]))
}

/** A folder's hook is its `index`; other files in it belong to that. */
function toHookFile({ path: full, name }: AppFile): AppFile[] {
  if (!name.includes('/')) return [{ path: full, name }]
  const [folder = '', file] = name.split('/')
  return file === 'index' ? [{ path: full, name: folder }] : []
}

function warnOfEmptyFolders(folder: string, files: readonly AppFile[], log: Log): void {
  const names = new Set(files.map(({ name }) => name))
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || names.has(entry.name)) continue
    const hook = path.join(path.basename(path.dirname(folder)), path.basename(folder), entry.name)
    log.warn(`There is no hook in ${hook}. Write it into ${path.join(hook, 'index.js')}.`)
  }
}
