import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { copyDictionary, mergeDefaults } from '../../hook/merge-defaults.ts'
import { InvalidNodeEnvError } from '../errors.ts'
import type { Config } from './config.ts'

/** Folders of an app, relative to `appPath`. @see Sails reference: sails.config.paths */
const PATHS = {
  tmp: '.tmp',
  config: 'config',
  controllers: 'api/controllers',
  policies: 'api/policies',
  services: 'api/services',
  adapters: 'api/adapters',
  models: 'api/models',
  hooks: 'api/hooks',
  blueprints: 'api/blueprints',
  responses: 'api/responses',
  helpers: 'api/helpers',
  views: 'views',
  layout: 'views/layout.ejs',
  public: '.tmp/public',
}

/**
 * Makes an app's configuration from what was given to `load()`: copies it, so that the caller's objects stay as they
 * are, adds `NODE_ENV` and `PORT`, and puts the core's defaults under it.
 * @throws {InvalidNodeEnvError} when `environment` is `production` and `NODE_ENV` says something else
 */
export function buildConfig(overrides: Readonly<Config>, env: NodeJS.ProcessEnv): Config {
  const config = copyDictionary(overrides)
  if (config['host'] !== undefined) config['explicitHost'] ??= config['host']
  config['environment'] ??= nonEmpty(env['NODE_ENV']) ?? 'development'
  config['port'] ??= readPort(env['PORT'])
  mergeDefaults(config, coreDefaults())
  agreeOnProduction(config, env)
  config['paths'] = resolvePaths(config)
  return config
}

/** Whether the process runs in production, which hides details from clients. Only `NODE_ENV` decides. */
export function isProduction(env: NodeJS.ProcessEnv): boolean {
  return env['NODE_ENV'] === 'production'
}

function coreDefaults(): Config {
  return {
    appPath: process.cwd(),
    port: 1337,
    hooks: {},
    hookTimeout: 40_000,
    paths: PATHS,
    routes: {},
    log: { level: 'info' },
    custom: {},
    /** Milliseconds until a request that nobody answers gets a 504; 0 for never. */
    requestTimeoutMs: 60_000,
    shutdown: {
      /** Milliseconds that open requests get to finish when the app lowers. */
      timeoutMs: 10_000,
    },
  }
}

function agreeOnProduction(config: Config, env: NodeJS.ProcessEnv): void {
  if (config['environment'] !== 'production') return
  const nodeEnv = nonEmpty(env['NODE_ENV'])
  if (nodeEnv === undefined) env['NODE_ENV'] = 'production'
  else if (nodeEnv !== 'production') throw new InvalidNodeEnvError(nodeEnv)
}

function resolvePaths(config: Config): Config {
  const { appPath, paths } = config
  if (typeof appPath !== 'string' || !isPlainObject(paths)) return {}
  return Object.fromEntries(
    Object.entries(paths).map(([name, folder]) => [
      name,
      typeof folder === 'string' ? path.resolve(appPath, folder) : folder,
    ]),
  )
}

function readPort(text: string | undefined): number | undefined {
  const port = nonEmpty(text)
  return port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
