import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Log } from '../hook/log.ts'
import { mergeDefaults } from '../hook/merge-defaults.ts'
import { createLogger } from '../logger/create-logger.ts'
import { dependsOn, readAppManifest } from './app-manifest.ts'
import {
  agreeOnProduction,
  completeConfig,
  isProduction,
  readOverrides,
} from './config/build-config.ts'
import { type ConfigFiles, readConfigFiles } from './config/config-files.ts'
import type { Config } from './config/config.ts'
import { isHookOn } from './select-hooks.ts'

/** What of an app reading its configuration sets. */
export interface ConfigurableApp extends HookHost {
  config: Config
  log: Log
}

/** What was found beside the configuration itself. */
export interface ReadConfig {
  /** Whether answers hide details. */
  readonly production: boolean
  /** Files that settings come from. */
  readonly sources: ConfigFiles['sources']
  /** Files that could not be read. */
  readonly problems: HalyardError[]
}

/**
 * Makes an app's configuration: what was given to `load()`, under it the files of `config/`, under those the core's
 * defaults. While files load, `sails.config` holds what is known without them: `appPath`, `environment`, `paths`.
 * @throws (rejects) {InvalidNodeEnvError}
 */
export async function readConfig(app: ConfigurableApp, overrides: Config): Promise<ReadConfig> {
  const given = readOverrides(overrides, process.env)
  app.config = completeConfig(given)
  app.log = createLog(app.config, [])
  const { sources, problems } = await readFiles(app.config, given)
  app.config = completeConfig(given)
  app.config.unknownRouteTargets ??= isAppOfSails(app.config) ? 'warn' : 'refuse'
  // Without knowing which of the two is meant, nothing else can be checked.
  const hasSetNodeEnv = agreeOnProduction(app.config, process.env)
  app.log = createLog(app.config, problems)
  if (hasSetNodeEnv) {
    app.log.debug('NODE_ENV is set to "production" for this process, as config.environment says.')
  }
  return { production: isProduction(process.env), sources, problems }
}

/**
 * Whether an app was written for Sails and moved in: its package.json depends on `sails`, which is an alias of this
 * package then. Such an app is lifted as it is; what halyard would refuse in a new one is logged.
 */
function isAppOfSails({ appPath }: Config): boolean {
  return appPath !== undefined && dependsOn(readAppManifest(appPath), 'sails')
}

/** Puts what the files of `config/` say under what was given. */
async function readFiles(
  { appPath, paths }: Config,
  given: Config,
): Promise<Pick<ReadConfig, 'sources' | 'problems'>> {
  const folder = isHookOn('userconfig', given) ? paths?.['config'] : undefined
  if (folder === undefined || appPath === undefined) return { sources: new Map(), problems: [] }
  const { config, sources, problems } = await readConfigFiles(folder, appPath, given.environment)
  mergeDefaults(given, config)
  return { sources, problems: [...problems] }
}

/** A log that is set up wrongly writes as if nothing was said about it, so that the mistake can be told at all. */
function createLog({ log }: Config, problems: HalyardError[]): Log {
  const production = isProduction(process.env)
  try {
    return createLogger(isPlainObject(log) ? log : {}, production)
  } catch (error) {
    problems.push(...toProblems(error))
    return createLogger({}, production)
  }
}
