import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../../errors.ts'
import { copyDictionary, mergeDefaults } from '../../hook/merge-defaults.ts'
import { BadConfigFileError } from '../errors.ts'
import { type AppFile, CODE_EXTENSIONS, DATA_EXTENSIONS, listFiles } from '../files/list-files.ts'
import { loadFile } from '../files/load-file.ts'
import type { ConfigLayer } from './config-layer.ts'
import type { Config } from './config.ts'

/** What the files of a `config/` folder say. */
export interface ConfigFiles {
  /** Their settings, merged. */
  readonly config: Config
  /** The file that each key at the top comes from, relative to the app; of several the one that wins. */
  readonly sources: ReadonlyMap<string, string>
  /** Each file by itself, the strongest first. */
  readonly layers: readonly ConfigLayer[]
  /** Files that cannot be read, or hold no settings: {FileLoadError} {BadConfigFileError}. */
  readonly problems: readonly HalyardError[]
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
  const load = async (isWanted: (name: string) => boolean): Promise<readonly ConfigLayer[]> =>
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

function mergeFiles(weakestFirst: readonly ConfigLayer[]): Omit<ConfigFiles, 'problems'> {
  const config: Config = {}
  const sources = new Map<string, string>()
  const layers = weakestFirst.toReversed()
  for (const { source, settings } of layers) {
    for (const key of Object.keys(settings)) if (!sources.has(key)) sources.set(key, source)
    mergeDefaults(config, settings)
  }
  return { config, sources, layers }
}

async function loadConfigFiles(
  files: readonly AppFile[],
  appPath: string,
  problems: HalyardError[],
): Promise<readonly ConfigLayer[]> {
  const settled = await Promise.allSettled(
    files.map(async ({ path: full }) => loadConfigFile(full, appPath)),
  )
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value]
    problems.push(...toProblems(one.reason))
    return []
  })
}

async function loadConfigFile(full: string, appPath: string): Promise<ConfigLayer> {
  const source = path.relative(appPath, full)
  const settings = await loadFile(full, appPath)
  if (!isPlainObject(settings)) throw new BadConfigFileError(source, settings)
  return { source, settings: copyDictionary(settings) }
}

function readEnvironment(local: readonly ConfigLayer[]): string | undefined {
  const environment = local.at(-1)?.settings['environment']
  return typeof environment === 'string' ? environment : undefined
}

function withoutEnvironment({ source, settings }: ConfigLayer): ConfigLayer {
  const { environment: _ignored, ...others } = settings
  return { source, settings: others }
}
