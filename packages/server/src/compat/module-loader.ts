// Stands for `sails/lib/hooks/moduleloader`, with which scripts read an app's configuration or its files without loading
// the app.
import path from 'node:path'

import { completeConfig } from '../app/config/build-config.ts'
import { readConfigFiles } from '../app/config/config-files.ts'
import type { Config } from '../app/config/config.ts'
import { createAppModules } from '../app/files/app-modules.ts'
import { findHooks } from '../app/find-hooks.ts'
import { type NodeCallback, callBack } from '../app/node-callback.ts'
import { type HalyardError, throwProblems } from '../errors.ts'
import type { AppModule, LoadedCallback } from '../hook/app-modules.ts'
import { createLogger } from '../logger/create-logger.ts'

/** What stands for the app: as much of its configuration as the script knows. */
interface LoaderHost {
  readonly config: Config
}

/** Reads files of an app. Each member takes a Node-style callback. */
export interface ModuleLoader {
  /** The settings of `config/`, merged for `config.environment`. */
  loadUserConfig: (callback: NodeCallback<Config>) => void
  /** Functions of the hooks of the project and of its packages, by name. */
  loadUserHooks: (callback: NodeCallback<Record<string, unknown>>) => void
  loadModels: (callback: LoadedCallback) => void
  loadAdapters: (callback: LoadedCallback) => void
  loadPolicies: (callback: LoadedCallback) => void
  loadServices: (callback: LoadedCallback) => void
  loadResponses: (callback: LoadedCallback) => void
}

/** @param host The app, or a dictionary with the `config` that is known: `{ config: { appPath } }`. */
export function createModuleLoader(host: LoaderHost): ModuleLoader {
  const config = (): Config => completeConfig(host.config)
  const modules = createAppModules(config)
  const load =
    (folder: string) =>
    (callback: LoadedCallback): void =>
      callBack(modules.load(folder).then(toDictionary), callback)
  return {
    loadUserConfig: (callback) => callBack(readUserConfig(config()), callback),
    loadUserHooks: (callback) => callBack(readUserHooks(config()), callback),
    loadModels: modules.loadModels,
    loadAdapters: modules.loadAdapters,
    loadPolicies: load('policies'),
    loadServices: load('services'),
    loadResponses: load('responses'),
  }
}

export { createModuleLoader as 'module.exports' }

async function readUserConfig({
  appPath = process.cwd(),
  paths,
  environment,
}: Config): Promise<Config> {
  const folder = paths?.['config'] ?? path.join(appPath, 'config')
  const { config, problems } = await readConfigFiles(folder, appPath, environment)
  throwProblems(problems)
  return { ...config, environment: environment ?? config.environment ?? 'development' }
}

function toDictionary(files: readonly AppModule[]): Record<string, unknown> {
  return Object.fromEntries(files.map(({ name, exports }) => [name.toLowerCase(), exports]))
}

async function readUserHooks(config: Config): Promise<Record<string, unknown>> {
  const problems: HalyardError[] = []
  const hooks = await findHooks(config, createLogger(), problems)
  throwProblems(problems)
  return hooks
}
