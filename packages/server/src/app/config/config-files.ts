import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../../errors.ts'
import { copyDictionary, mergeDefaults } from '../../hook/merge-defaults.ts'
import { BadConfigFileError } from '../errors.ts'
import { type AppFile, CODE_EXTENSIONS, DATA_EXTENSIONS, listFiles } from '../files/list-files.ts'
import { loadFile } from '../files/load-file.ts'
import type { Config } from './config.ts'

/** What the files of a `config/` folder say. */
export interface ConfigFiles {
  /** Their settings, merged. */
  readonly config: Config
  /** The file that each key at the top comes from, relative to the app; of several the one that wins. */
  readonly sources: ReadonlyMap<string, string>
  /** Files that cannot be read, or hold no settings: {FileLoadError} {BadConfigFileError}. */
  readonly problems: readonly HalyardError[]
}

interface LoadedFile {
  readonly file: string
  readonly settings: Record<string, unknown>
}

/**
 * Reads an app's `config/` folder. The first that says something wins: `local`, `env/<environment>`, the files of the
 * folder `env/<environment>/`, then all others, of which later paths win. Folders' names mean nothing, `locales/` aside.
 * @param environment What the app was told to run in; without it `config/local` may say it.
 * @see Sails concepts: configuration
 */
export async function readConfigFiles(
  folder: string,
  appPath: string,
  environment: string | undefined,
): Promise<ConfigFiles> {
  const extensions = [...CODE_EXTENSIONS, ...DATA_EXTENSIONS]
  const files = listFiles(folder, { extensions }).filter(({ name }) => !name.startsWith('locales/'))
  const problems: HalyardError[] = []
  const load = async (isWanted: (name: string) => boolean): Promise<readonly LoadedFile[]> =>
    loadConfigFiles(
      files.filter(({ name }) => isWanted(name)),
      appPath,
      problems,
    )

  const local = await load((name) => name === 'local')
  const chosen = environment ?? readEnvironment(local) ?? 'development'
  const others = await load((name) => name !== 'local' && !name.startsWith('env/'))
  const envFolder = await load((name) => name.startsWith(`env/${chosen}/`))
  const envFile = await load((name) => name === `env/${chosen}`)
  // Who says it here would be heard too late: files for another environment are read by then.
  const heard = [...others, ...envFolder, ...envFile].map(withoutEnvironment)
  return { ...mergeFiles([...heard, ...local]), problems }
}

function mergeFiles(weakestFirst: readonly LoadedFile[]): Omit<ConfigFiles, 'problems'> {
  const config: Config = {}
  const sources = new Map<string, string>()
  for (const { file, settings } of weakestFirst.toReversed()) {
    for (const key of Object.keys(settings)) if (!sources.has(key)) sources.set(key, file)
    mergeDefaults(config, settings)
  }
  return { config, sources }
}

async function loadConfigFiles(
  files: readonly AppFile[],
  appPath: string,
  problems: HalyardError[],
): Promise<readonly LoadedFile[]> {
  const settled = await Promise.allSettled(
    files.map(async ({ path: full }) => loadConfigFile(full, appPath)),
  )
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value]
    problems.push(...toProblems(one.reason))
    return []
  })
}

async function loadConfigFile(full: string, appPath: string): Promise<LoadedFile> {
  const file = path.relative(appPath, full)
  const settings = await loadFile(full, appPath)
  if (!isPlainObject(settings)) throw new BadConfigFileError(file, settings)
  return { file, settings: copyDictionary(settings) }
}

function readEnvironment(local: readonly LoadedFile[]): string | undefined {
  const environment = local.at(-1)?.settings['environment']
  return typeof environment === 'string' ? environment : undefined
}

function withoutEnvironment({ file, settings }: LoadedFile): LoadedFile {
  const { environment: _ignored, ...others } = settings
  return { file, settings: others }
}
