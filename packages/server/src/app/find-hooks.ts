import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

import type { HalyardError } from '../errors.ts'
import type { Log } from '../hook/log.ts'
import type { Config } from './config/config.ts'
import { loadModules } from './files/app-modules.ts'
import { type AppFile, listFiles } from './files/list-files.ts'
import { type HookSearch, findInstalledHooks } from './find-installed-hooks.ts'
import { isHookOn } from './select-hooks.ts'

/**
 * Hooks of the app's own files, `api/hooks/<name>.js` or `api/hooks/<name>/index.js`, then those of its packages. A hook
 * of the project wins over one of a package that has its name.
 * @param problems Gets files that cannot be loaded.
 * @see Sails concepts: extending Sails, hooks, project hooks; installable hooks
 */
export async function findHooks(
  config: Config,
  log: Log,
  problems: HalyardError[],
): Promise<Record<string, unknown>> {
  if (!isHookOn('userhooks', config)) return {}
  const { appPath = process.cwd(), paths } = config
  const app = { config, appPath, log, problems }
  const project = await loadProjectHooks(paths?.['hooks'], app)
  const installed = await findInstalledHooks(app)
  for (const name of Object.keys(project).filter((name) => name in installed)) {
    log.warn(
      `The hook "${name}" of a package is not loaded, because the project has one of that name.`,
    )
  }
  // The order of the keys is that in which hooks are prepared: first those of the project.
  return { ...project, ...installed, ...project }
}

async function loadProjectHooks(
  folder: string | undefined,
  { config, appPath, log, problems }: HookSearch,
): Promise<Record<string, unknown>> {
  if (folder === undefined || !existsSync(folder)) return {}
  const files = listFiles(folder, { depth: 1 }).flatMap((file) => toHookFile(file))
  warnOfEmptyFolders(folder, files, log)
  const wanted = files.filter(({ name }) => isHookOn(name, config))
  const modules = await loadModules(wanted, appPath, problems)
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
