import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { isStandardSchema } from '../../definitions/standard-schema.ts'
import { toKeyPath } from '../../helpers/helper-names.ts'
import type { AppModule } from '../../hook/app-modules.ts'
import { CODE_EXTENSIONS, listFiles } from '../files/list-files.ts'
import { loadFile } from '../files/load-file.ts'
import type { SailsApp } from '../sails.ts'
import { HelperFile, type HelperFiles } from './helper-file.ts'

/** Names of the policies of an app's files. */
export async function listPolicies(app: SailsApp): Promise<string[]> {
  const modules = await app.modules.load('policies', [])
  return modules.map(({ name }) => name)
}

/** Helpers of an app's files by the names that they are called by: `user-stuff/find-one` is `userStuff.findOne`. */
export async function listHelpers(app: SailsApp): Promise<HelperFiles> {
  const root: Record<string, unknown> = {}
  for (const module of await app.modules.load('helpers', [])) {
    const keys = toKeyPath(module.name, '/')
    let place = root
    for (const key of keys.slice(0, -1)) place = folderAt(place, key)
    place[keys.at(-1) ?? ''] = new HelperFile(module.file, orderOf(module))
  }
  return root as HelperFiles
}

/** Files of models by identity, where the models are ours. */
export async function listModels(app: SailsApp): Promise<Record<string, string>> {
  if (app.hooks['orm']?.['typesModels'] !== true) return {}
  const modules = await app.modules.load('models', [])
  const files = modules.map(({ name, file }): [string, string] => [
    name.slice(name.lastIndexOf('/') + 1).toLowerCase(),
    file,
  ])
  return Object.fromEntries(files.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Files of `config/` that give settings of the app's own, relative to it. */
export async function listCustomFiles({ config }: SailsApp): Promise<string[]> {
  const { appPath = process.cwd(), paths } = config
  const folder = paths?.['config']
  if (folder === undefined) return []
  const files = listFiles(folder, { extensions: CODE_EXTENSIONS }).filter(isOfEveryEnvironment)
  const isCustom = async (full: string): Promise<boolean> => {
    const exports = await loadFile(full, appPath).catch(() => undefined)
    return isPlainObject(exports) && isPlainObject(exports['custom'])
  }
  const found = await Promise.all(files.map(async ({ path: full }) => isCustom(full)))
  return files
    .filter((_file, index) => found[index])
    .map((file) => path.relative(appPath, file.path))
}

/** One that is there on some machines only says nothing for the others. */
function isOfEveryEnvironment({ name }: { readonly name: string }): boolean {
  return name !== 'local' && !name.startsWith('env/') && !name.startsWith('locales/')
}

/** Names of inputs as they are written, which types cannot tell; a helper with `args` says it itself. */
function orderOf({ exports }: AppModule): readonly string[] | undefined {
  if (!isPlainObject(exports) || 'args' in exports) return undefined
  const { inputs } = exports
  return isPlainObject(inputs) && !isStandardSchema(inputs) ? Object.keys(inputs) : undefined
}

function folderAt(place: Record<string, unknown>, key: string): Record<string, unknown> {
  const found = place[key]
  if (isPlainObject(found)) return found
  const made: Record<string, unknown> = {}
  place[key] = made
  return made
}
