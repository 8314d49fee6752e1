import { isPlainObject } from '@halyard/protocol'

import type { HalyardError } from '../../errors.ts'
import { nearestName } from '../../nearest-name.ts'
import { BadConfigError, UnknownConfigKeyError } from '../errors.ts'
import type { Config } from './config.ts'

/** Settings at the top of the configuration that are not the section of a hook. */
export const TOP_LEVEL_KEYS: readonly string[] = [
  'actions',
  'appPath',
  'beforeShutdown',
  'blueprints',
  'bootstrap',
  'bootstrapTimeout',
  'compat',
  'controllers',
  'custom',
  'datastores',
  'environment',
  'explicitHost',
  'generators',
  'globals',
  'helpers',
  'hooks',
  'hookTimeout',
  'http',
  'i18n',
  'installedHooks',
  'liftTimeout',
  'loadHooks',
  'log',
  'models',
  'orm',
  'paths',
  'policies',
  'port',
  'process',
  'requestTimeoutMs',
  'responses',
  'routes',
  'security',
  'session',
  'shutdown',
  'sockets',
  'ssl',
  'unknownConfigKeys',
  'unknownRouteTargets',
  'views',
]

/**
 * Checks what belongs to no hook: the core's own values, and keys at the top that look like a misspelt one of ours.
 * Other unknown keys are left alone: hooks and apps have sections of their own.
 */
export function checkConfig(config: Config, hookConfigKeys: readonly string[]): HalyardError[] {
  return [...unknownKeys(config, hookConfigKeys), ...badValues(config)]
}

function unknownKeys(config: Config, hookConfigKeys: readonly string[]): HalyardError[] {
  if (config['unknownConfigKeys'] === 'ignore') return []
  const known = new Set([...TOP_LEVEL_KEYS, ...hookConfigKeys, 'host', 'dontLift'])
  return Object.keys(config).flatMap((key) => {
    const meant = known.has(key) ? undefined : nearestName(key, TOP_LEVEL_KEYS)
    return meant === undefined ? [] : [new UnknownConfigKeyError(key, meant)]
  })
}

function badValues(config: Config): HalyardError[] {
  const problems: HalyardError[] = []
  const expect = (path: string, value: unknown, isRight: boolean, expected: string): void => {
    if (!isRight) problems.push(new BadConfigError(path, value, expected))
  }
  const { port, routes, shutdown, loadHooks, unknownConfigKeys, unknownRouteTargets } = config
  expect('port', port, isPort(port), 'a whole number from 0 to 65535')
  expect('routes', routes, isPlainObject(routes), 'a dictionary from addresses to targets')
  expect('requestTimeoutMs', config['requestTimeoutMs'], isMs(config['requestTimeoutMs']), MS)
  const timeoutMs = isPlainObject(shutdown) ? shutdown['timeoutMs'] : undefined
  expect('shutdown.timeoutMs', timeoutMs, isMs(timeoutMs), MS)
  const listIsRight = loadHooks === undefined || loadHooks === false || Array.isArray(loadHooks)
  expect('loadHooks', loadHooks, listIsRight, 'a list of names of hooks')
  expectOneOf('unknownConfigKeys', unknownConfigKeys, ['refuse', 'ignore'])
  expectOneOf('unknownRouteTargets', unknownRouteTargets, ['refuse', 'warn'])
  return problems

  function expectOneOf(path: string, value: unknown, choices: readonly string[]): void {
    const isRight = value === undefined || choices.some((choice) => choice === value)
    expect(path, value, isRight, choices.map((choice) => `"${choice}"`).join(' or '))
  }
}

const MS = 'a number of milliseconds, 0 or more'

function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}

function isPort(value: unknown): boolean {
  const port = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535
}
