import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'
import type { Log } from '../hook/log.ts'
import { mergeDefaults } from '../hook/merge-defaults.ts'
import { createLogger } from '../logger/create-logger.ts'
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
}

/**
 * Makes an app's configuration: what was given to `load()`, under it the files of `config/`, under those the core's
 * defaults. While files load, `sails.config` holds what is known without them: `appPath`, `environment`, `paths`.
 * @throws (rejects) as {@link readConfigFiles}, and {InvalidNodeEnvError}
 */
export async function readConfig(app: ConfigurableApp, overrides: Config): Promise<ReadConfig> {
  const given = readOverrides(overrides, process.env)
  app.config = completeConfig(given)
  app.log = createLog(app.config)
  const { appPath, paths } = app.config
  const folder = isHookOn('userconfig', given) ? paths?.['config'] : undefined
  let sources: ConfigFiles['sources'] = new Map()
  if (folder !== undefined && appPath !== undefined) {
    const files = await readConfigFiles(folder, appPath, given.environment)
    mergeDefaults(given, files.config)
    sources = files.sources
  }
  app.config = completeConfig(given)
  agreeOnProduction(app.config, process.env)
  app.log = createLog(app.config)
  return { production: isProduction(process.env), sources }
}

function createLog({ log }: Config): Log {
  return createLogger(isPlainObject(log) ? log : {}, isProduction(process.env))
}
