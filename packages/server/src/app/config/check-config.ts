import { isPlainObject } from '@halyard/protocol'

import { BLUEPRINTS_KEYS } from '../../blueprints/blueprints-config.ts'
import type { HalyardError } from '../../errors.ts'
import { HELPER_KEYS } from '../../helpers/helper-usage.ts'
import type { PreparedHook } from '../../hook/prepare-hooks.ts'
import { I18N_KEYS } from '../../i18n/i18n-settings.ts'
import { nearestName } from '../../nearest-name.ts'
import { VIEWS_KEYS } from '../../views/views-settings.ts'
import { BadBootstrapError, BadConfigError, UnknownConfigKeyError } from '../errors.ts'
import { PATHS } from './build-config.ts'
import type { ConfigFiles } from './config-files.ts'
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
  'methodNotAllowed',
  'models',
  'orm',
  'paths',
  'policies',
  'port',
  'process',
  'pubsub',
  'requestTimeoutMs',
  'responses',
  'routes',
  'security',
  'session',
  'shutdown',
  'sockets',
  'ssl',
  'types',
  'unknownConfigKeys',
  'unknownRouteTargets',
  'views',
]

/** Hooks that Sails documents, whether or not this app has them. */
const DOCUMENTED_HOOKS: readonly string[] = [
  'blueprints',
  'controllers',
  'grunt',
  'helpers',
  'http',
  'i18n',
  'logger',
  'moduleloader',
  'orm',
  'policies',
  'pubsub',
  'request',
  'responses',
  'security',
  'services',
  'session',
  'sockets',
  'userconfig',
  'userhooks',
  'views',
]

/** Settings of sections that may hold keys of the app's own too: only what looks like a misspelt one is refused. */
export const SECTION_KEYS: Readonly<Record<string, readonly string[]>> = {
  blueprints: BLUEPRINTS_KEYS,
  compat: ['doubleEncodedStrings', 'headerCase', 'numberIsStatus', 'singleIdMessages'],
  helpers: HELPER_KEYS,
  http: [
    ...[
      'bodyParser',
      'cache',
      'compression',
      'cookieParser',
      'dotfiles',
      'etag',
      'immutable',
      'middleware',
    ],
    ...['precompressed', 'serverOptions', 'trustProxy', 'uploads'],
  ],
  i18n: I18N_KEYS,
  log: ['colors', 'custom', 'format', 'inspect', 'inspectOptions', 'level', 'noShip'],
  pubsub: ['maxSubscriptions'],
  security: ['cors', 'csrf', 'headers'],
  paths: Object.keys(PATHS),
  shutdown: ['timeoutMs'],
  views: VIEWS_KEYS,
}

/** Sections that are dictionaries, and that no hook checks. */
const DICTIONARIES = ['compat', 'controllers', 'http', 'log', 'security', 'shutdown']

/**
 * Checks what belongs to no hook: the core's own values, and keys at the top that look like a misspelt one of ours.
 * Other unknown keys are left alone: hooks and apps have sections of their own.
 * @param sources Files that keys at the top come from, for messages.
 */
export function checkConfig(
  config: Config,
  hooks: readonly PreparedHook[],
  sources: ConfigFiles['sources'] = new Map(),
): HalyardError[] {
  return [
    ...(config['unknownConfigKeys'] === 'ignore' ? [] : unknownKeys(config, hooks, sources)),
    ...badSections(config),
    ...badValues(config),
  ]
}

function unknownKeys(
  config: Config,
  hooks: readonly PreparedHook[],
  sources: ConfigFiles['sources'],
): HalyardError[] {
  const ofHooks = hooks.map(({ configKey }) => configKey)
  const top = misspelt(config, TOP_LEVEL_KEYS, ['', sources], [...ofHooks, 'host', 'dontLift'])
  const inSections = Object.entries(SECTION_KEYS).flatMap(([section, keys]) => {
    const settings = config[section]
    return isPlainObject(settings) ? misspelt(settings, keys, [`${section}.`, sources]) : []
  })
  return [...top, ...inSections, ...unknownHooks(config, hooks)]
}

function misspelt(
  settings: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  [path, sources]: readonly [path: string, sources: ConfigFiles['sources']],
  alsoKnown: readonly string[] = [],
): HalyardError[] {
  const known = new Set([...keys, ...alsoKnown])
  return Object.keys(settings).flatMap((key) => {
    const meant = known.has(key) ? undefined : nearestName(key, keys)
    if (meant === undefined || !isMisspelt(key, meant)) return []
    const [section = ''] = (path + key).split('.')
    return [new UnknownConfigKeyError(path + key, path + meant, sources.get(section))]
  })
}

/** Short names come near each other by chance: a section `dog` of the app is no misspelt `log`, but `lgo` is. */
function isMisspelt(key: string, meant: string): boolean {
  return key.length > 4 || sortLetters(key) === sortLetters(meant)
}

function sortLetters(text: string): string {
  return text.toLowerCase().split('').toSorted().join('')
}

/** Names of hooks that are to be switched off, or are all that is to load, and that no hook has. */
function unknownHooks(
  { hooks, loadHooks }: Config,
  prepared: readonly PreparedHook[],
): HalyardError[] {
  const known = new Set([...DOCUMENTED_HOOKS, ...prepared.map(({ key }) => key)])
  const off = isPlainObject(hooks) ? Object.keys(hooks).map((name) => ['hooks.', name]) : []
  const only = Array.isArray(loadHooks)
    ? loadHooks.map((name) => ['loadHooks: ', String(name)])
    : []
  const isKnown = (name: string): boolean =>
    [...known].some((one) => one.toLowerCase() === name.toLowerCase())
  return [...off, ...only].flatMap(([path = '', name = '']) => {
    const meant = isKnown(name) ? undefined : nearestName(name, known)
    return meant === undefined || !isMisspelt(name, meant)
      ? []
      : [new UnknownConfigKeyError(path + name, path + meant)]
  })
}

function badSections(config: Config): HalyardError[] {
  return DICTIONARIES.flatMap((section) => {
    const value = config[section]
    if (value === undefined || isPlainObject(value)) return []
    return [new BadConfigError(section, value, 'a dictionary of settings')]
  })
}

function badValues(config: Config): HalyardError[] {
  const problems: HalyardError[] = []
  const expect = (path: string, value: unknown, isRight: boolean, expected: string): void => {
    if (!isRight) problems.push(new BadConfigError(path, value, expected))
  }
  const { bootstrap, routes, shutdown, loadHooks, unknownConfigKeys, unknownRouteTargets } = config
  if (bootstrap !== undefined && bootstrap !== null && typeof bootstrap !== 'function')
    problems.push(new BadBootstrapError(bootstrap))
  expect('routes', routes, isPlainObject(routes), 'a dictionary from addresses to targets')
  expect('requestTimeoutMs', config['requestTimeoutMs'], isMs(config['requestTimeoutMs']), MS)
  if (isPlainObject(shutdown)) {
    const { timeoutMs } = shutdown
    expect('shutdown.timeoutMs', timeoutMs, isMs(timeoutMs), MS)
  }
  const listIsRight = loadHooks === undefined || loadHooks === false || Array.isArray(loadHooks)
  expect('loadHooks', loadHooks, listIsRight, 'a list of names of hooks')
  const { methodNotAllowed } = config
  const isSwitch = methodNotAllowed === undefined || typeof methodNotAllowed === 'boolean'
  expect('methodNotAllowed', methodNotAllowed, isSwitch, 'true or false')
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
