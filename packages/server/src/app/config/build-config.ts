import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { copyDictionary, mergeDefaults } from '../../hook/merge-defaults.ts'
import { InvalidNodeEnvError } from '../errors.ts'
import type { Config } from './config.ts'
import { expandShortcuts } from './shortcuts.ts'

/** Folders of an app, relative to `appPath`. @see Sails reference: sails.config.paths */
export const PATHS: Readonly<Record<string, string>> = {
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
 * What counts before any file is read: a copy of what was given to `load()`, so that the caller's objects stay as they
 * are, with its shortcuts written out, and `NODE_ENV` and `PORT` where it does not say otherwise.
 */
export function readOverrides(overrides: Readonly<Config>, env: NodeJS.ProcessEnv): Config {
  const config = expandShortcuts(overrides)
  if (config['host'] !== undefined) config['explicitHost'] ??= config['host']
  config['environment'] ??= nonEmpty(env['NODE_ENV'])
  config['port'] ??= readPort(env['PORT'])
  return config
}

/** The core's defaults under a configuration, and its paths made absolute. Changes nothing of what it is given. */
export function completeConfig(config: Readonly<Config>): Config {
  const complete = copyDictionary(config)
  complete['environment'] ??= 'development'
  mergeDefaults(complete, coreDefaults())
  complete['paths'] = resolvePaths(complete)
  return complete
}

/**
 * Sees to it that an app whose environment is `production` has `NODE_ENV` say so too.
 * @returns whether it has set `NODE_ENV`
 * @throws {InvalidNodeEnvError} when that says something else
 */
export function agreeOnProduction({ environment }: Config, env: NodeJS.ProcessEnv): boolean {
  const nodeEnv = nonEmpty(env['NODE_ENV'])
  if (environment !== 'production' || nodeEnv === 'production') return false
  if (nodeEnv !== undefined) throw new InvalidNodeEnvError(nodeEnv)
  env['NODE_ENV'] = 'production'
  return true
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
