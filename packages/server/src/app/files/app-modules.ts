import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems, toProblems } from '../../errors.ts'
import type { AppModule, AppModules } from '../../hook/app-modules.ts'
import type { Config } from '../config/config.ts'
import { callBack } from '../node-callback.ts'
import { isHookOn } from '../select-hooks.ts'
import { type AppFile, findDuplicates, listFiles } from './list-files.ts'
import { toAdapterFile, toModelDefinitions } from './load-definitions.ts'
import { loadFile } from './load-file.ts'

/** Loads modules from the folders of an app. @param config Gives the configuration as it is when modules are loaded. */
export function createAppModules(config: () => Config): AppModules {
  const load = async (folder: string, options?: FolderOptions): Promise<readonly AppModule[]> =>
    loadFolder(config(), folder, options)
  return {
    load: async (folder, problems) => load(folder, { problems }),
    loadModels: (callback) => callBack(load('models').then(toModelDefinitions), callback),
    loadAdapters: (callback) => {
      const adapters = load('adapters', { depth: 1, select: toAdapterFile })
      callBack(adapters.then(toDictionary), callback)
    },
  }
}

/** Which files of a folder are run, where that is not all of them. */
interface FolderOptions {
  readonly depth?: number
  /** As {@link AppModules.load}. */
  readonly problems?: HalyardError[] | undefined
  /** Gives a file, maybe by another name, or nothing to leave it out. */
  readonly select?: (file: AppFile) => AppFile[]
}

async function loadFolder(
  config: Config,
  folder: string,
  { depth, problems, select = (file) => [file] }: FolderOptions = {},
): Promise<readonly AppModule[]> {
  const { appPath = process.cwd(), paths } = config
  const directory: unknown = isPlainObject(paths) ? paths[folder] : undefined
  if (typeof directory !== 'string' || !isHookOn('moduleloader', config)) return []
  const files = listFiles(path.resolve(appPath, directory), depth === undefined ? {} : { depth })
  return loadModules(files.flatMap(select), appPath, problems)
}

function toDictionary(modules: readonly AppModule[]): Record<string, unknown> {
  return Object.fromEntries(modules.map(({ name, exports }) => [name, exports]))
}

/**
 * Runs files one after the other, in their order.
 * @param given Gets what cannot be loaded, or has the name of another file.
 * @throws (rejects) without `given`, with all of it
 */
export async function loadModules(
  files: readonly AppFile[],
  appPath: string,
  given?: HalyardError[],
): Promise<readonly AppModule[]> {
  const problems = given ?? []
  problems.push(...findDuplicates(files, appPath))
  const modules: AppModule[] = []
  for (const { path: full, name } of files) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- in order, as their authors may have come to expect
      const exports = await loadFile(full, appPath)
      modules.push({ name, file: path.relative(appPath, full), exports })
    } catch (error) {
      problems.push(...toProblems(error))
    }
  }
  if (given === undefined) throwProblems(problems)
  return modules
}
