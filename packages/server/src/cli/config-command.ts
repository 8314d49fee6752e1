import { inspect } from 'node:util'

import { isPlainObject } from '@halyard/protocol'

import { readConfigFiles } from '../app/config/config-files.ts'
import type { ConfigLayer } from '../app/config/config-layer.ts'
import { readRcLayers } from '../app/config/rc.ts'
import { expandShortcuts } from '../app/config/shortcuts.ts'
import { nearestName } from '../nearest-name.ts'
import { readAppConfig } from './app-config.ts'
import type { CommandContext, RunCommand } from './command.ts'
import { NoSettingNamedError, UnknownSettingError } from './errors.ts'
import { toColumns } from './help.ts'
import { print } from './print.ts'

/** Longest value that the table shows, in characters. */
const MAX_SHOWN = 80

/** Settings whose values are nobody else's business, by the last part of their names. */
const SECRET = /secret|passw|^pass$|token|credential|privatekey|apikey|encryptionkeys|^key$/i

/** A URL with a password in it. */
const PASSWORD_IN_URL = /(:\/\/[^/:@\s]*:)[^@\s]+@/

/** One value of the configuration. */
interface Setting {
  readonly key: string
  readonly value: unknown
  /** Where it was said. */
  readonly source: string
}

/** Loads the app without lifting it, and prints its settings with the place that each comes from. */
export const runConfig: RunCommand = async (context) => {
  const options = new Set<string>(context.words.filter((word) => word === '--json'))
  const words = context.words.filter((word) => !options.has(word))
  const key = readKey(words)
  const settings = await readSettings({ ...context, words: words.filter((word) => word !== key) })
  const chosen = settings.filter((one) => key === undefined || isBelow(one.key, key))
  if (key !== undefined && chosen.length === 0) {
    const known = settings.map((one) => one.key)
    throw new UnknownSettingError(key, nearestName(key, known))
  }
  const rows = chosen.map(({ value, ...one }) => ({ ...one, value: show(one.key, value) }))
  const table = rows.map((one) => [one.key, one.value.slice(0, MAX_SHOWN), one.source])
  print(options.has('--json') ? JSON.stringify(rows, undefined, 2) : toColumns(table).join('\n'))
  return 0
}

/** `list` is all settings, `get log.level` those that begin so. */
function readKey([what, name]: readonly string[]): string | undefined {
  if (what === 'list' || what === undefined || what.startsWith('-')) return undefined
  if (what !== 'get' || name === undefined || name.startsWith('-')) throw new NoSettingNamedError()
  return name
}

async function readSettings({ cwd, words, app }: CommandContext): Promise<Setting[]> {
  const config = readAppConfig(cwd, words)
  const sails = await app()
  await sails.load({ ...config, log: { ...config.log, level: 'warn' } })
  const { paths, appPath = cwd, environment } = sails.config
  const files = await readConfigFiles(paths?.['config'] ?? '', appPath, environment)
  await sails.lower()
  const layers = [...readGivenLayers(cwd, words), ...files.layers]
  return flatten({ ...sails.config, log: { ...sails.config.log, ...logLevelOf(layers) } }, '').map(
    ([key, value]) => ({ key, value, source: findSource(key, layers) }),
  )
}

/** What counts more than files: with shortcuts such as `--prod` written out, and the two variables of every host. */
function readGivenLayers(cwd: string, argv: readonly string[]): ConfigLayer[] {
  const layers = readRcLayers('sails', { cwd, argv }).map(({ source, settings }) => ({
    source,
    settings: expandShortcuts(settings),
  }))
  const { NODE_ENV: environment, PORT: port } = process.env
  return [...layers, { source: 'environment', settings: withoutEmpty({ environment, port }) }]
}

function withoutEmpty(
  settings: Readonly<Record<string, string | undefined>>,
): ConfigLayer['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => Boolean(value)))
}

/** The level that the app would have, were this not about its settings. */
function logLevelOf(layers: readonly ConfigLayer[]): { level: unknown } {
  const said = layers.map(({ settings }) => valueAt(settings, 'log.level'))
  return { level: said.find((level) => level !== undefined) ?? 'info' }
}

/** Dictionaries are taken apart, all else is a value. */
function flatten(settings: Readonly<Record<string, unknown>>, prefix: string): [string, unknown][] {
  return Object.entries(settings).flatMap(([name, value]): [string, unknown][] => {
    const key = prefix + name
    if (isPlainObject(value) && Object.keys(value).length > 0) return flatten(value, `${key}.`)
    return [[key, value]]
  })
}

function findSource(key: string, layers: readonly ConfigLayer[]): string {
  return layers.find(({ settings }) => valueAt(settings, key) !== undefined)?.source ?? 'default'
}

/** Names may hold dots themselves: `routes` and `policies` have paths as names. */
function valueAt(settings: unknown, key: string): unknown {
  if (!isPlainObject(settings)) return undefined
  if (Object.hasOwn(settings, key)) return settings[key]
  const names = Object.keys(settings).filter((name) => key.startsWith(`${name}.`))
  const values = names.map((name) => valueAt(settings[name], key.slice(name.length + 1)))
  return values.find((value) => value !== undefined)
}

function isBelow(key: string, wanted: string): boolean {
  return key === wanted || key.startsWith(`${wanted}.`)
}

/** A value on one line. */
function show(key: string, value: unknown): string {
  const isSecret = key.split('.').some((name) => SECRET.test(name))
  if (isSecret && (typeof value === 'string' || typeof value === 'object')) return '(hidden)'
  if (typeof value === 'string') return value.replace(PASSWORD_IN_URL, '$1(hidden)@')
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1 }).replaceAll(/\s+/g, ' ')
}
