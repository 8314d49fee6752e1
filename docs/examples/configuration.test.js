import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { createTestApp } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import { ACTION_KEYS } from '../../packages/server/src/actions/action-settings.ts'
import { SECTION_KEYS, TOP_LEVEL_KEYS } from '../../packages/server/src/app/config/check-config.ts'
import { CORS_DEFAULTS } from '../../packages/server/src/cors/read-cors.ts'
import { HELPER_KEYS } from '../../packages/server/src/helpers/helper-usage.ts'
import { I18N_KEYS } from '../../packages/server/src/i18n/i18n-settings.ts'
import { SESSION_COOKIE_KEYS } from '../../packages/server/src/session/cookie-settings.ts'
import { SESSION_KEYS } from '../../packages/server/src/session/session-settings.ts'
import { KNOWN_KEYS } from '../../packages/server/src/transports/socket/known-config-keys.ts'
import { VIEWS_KEYS } from '../../packages/server/src/views/views-settings.ts'
import { config } from './configuration.js'

const SOURCES = new URL('../../packages/server/src/', import.meta.url)
const page = readFileSync(new URL('../configuration.md', import.meta.url), 'utf8')
const inTables = [...page.matchAll(/^\| `([\w.]+)` +\|/gm)].map((match) => match[1])
const withoutEffect = /These are known and do nothing[^]*?\n\n/.exec(page)?.[0] ?? ''

/** Settings that Sails 1.0 has removed: they are refused, with what to write instead. */
const REMOVED = new Set([
  ...['blueprints.jsonp', 'http.loadMiddleware', 'session.routesDisabled', 'sockets.allowRequest'],
])
const root = path.join(import.meta.dirname, '../..')

test('the example loads', async () => {
  const { request, lower } = await createTestApp(config)

  expect(await request('get', '/health')).toMatchObject({ statusCode: 200, body: 'fine' })
  await lower()
})

test('every setting with a line is known to the check', () => {
  const checked = new Set([
    ...[...TOP_LEVEL_KEYS, 'host'],
    ...Object.entries(SECTION_KEYS).flatMap(([section, keys]) =>
      keys.map((key) => `${section}.${key}`),
    ),
  ])
  const lines = inTables.filter((key) => {
    const [section, ...rest] = key.split('.')
    return rest.length === 0 || (rest.length === 1 && section in SECTION_KEYS)
  })

  expect(lines.filter((key) => !checked.has(key))).toEqual([])
})

test('defineConfig() takes every setting with a line, and no other', async () => {
  const errors = await compile(`
    import type { AppConfig } from ${JSON.stringify(path.join(root, 'packages/server/dist/index.js'))}
    type At<Value, Path> = Path extends [infer Key, ...infer Rest]
      ? NonNullable<Value> extends infer Section ? Section extends (...values: never[]) => unknown ? never
        : Key extends keyof Section ? At<Section[Key], Rest> : never : never
      : Value
    type Keys<Value> = Value extends string | number | boolean | readonly unknown[] | ((...values: never[]) => unknown) ? never
      : keyof { [Key in keyof Value as string extends Key ? never : Key]: 1 }
    type Differences<One, Other> = [Exclude<One, Other>, Exclude<Other, One>]
    type No = [onlyInTypes: never, onlyOnThePage: never]
    ${sectionsOnPage().map(toTypeCheck).join('\n')}
  `)

  expect(errors).toBe('')
})

function sectionsOnPage() {
  const sections = new Map()
  for (const key of [...inTables, ...withoutEffectKeys()].filter((one) => !REMOVED.has(one))) {
    const names = key.split('.')
    const section = names.slice(0, -1).join('.')
    sections.set(section, [...(sections.get(section) ?? []), names.at(-1)])
  }
  return [...sections]
}

function withoutEffectKeys() {
  const [list = ''] = withoutEffect.split('. ')
  return [...list.matchAll(/`(\w+)`/g)].map((match) => match[1])
}

function toTypeCheck([section, keys], index) {
  const place = JSON.stringify(section === '' ? [] : section.split('.'))
  const names = keys.map((key) => JSON.stringify(key)).join(' | ')
  return `export const section${index}: No = {} as Differences<Keys<NonNullable<At<AppConfig, ${place}>>>, ${names}>`
}

/** What the compiler says of a text. */
async function compile(text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'halyard-types-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, 'check.mts'), text)
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext']
  const places = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules/@types')]
  const words = [...options, ...places, '--target', 'es2023', 'check.mts']
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  return promisify(execFile)(process.execPath, [tsc, ...words], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  )
}

test('every setting that is known has a line', () => {
  const known = [
    ...TOP_LEVEL_KEYS.filter((key) => !withoutEffect.includes(`\`${key}\``)),
    ...[...KNOWN_KEYS].map((key) => `sockets.${key}`),
    ...SESSION_KEYS.map((key) => `session.${key}`),
    ...SESSION_COOKIE_KEYS.map((key) => `session.cookie.${key}`),
    ...VIEWS_KEYS.map((key) => `views.${key}`),
    ...I18N_KEYS.map((key) => `i18n.${key}`),
    ...HELPER_KEYS.map((key) => `helpers.${key}`),
    ...ACTION_KEYS.map((key) => `actions.${key}`),
    ...Object.keys(CORS_DEFAULTS).map((key) => `security.cors.${key}`),
  ]

  expect(known.filter((key) => !inTables.includes(key))).toEqual([])
})

test('every setting that the sources read by name has a line', () => {
  const read = readdirSync(SOURCES, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, SOURCES), 'utf8').matchAll(
        /\b(http|compat|shutdown|log)\['(\w+)'\]/g,
      ),
    ])
    .map(([, section, key]) => `${section}.${key}`)

  expect(read.length).toBeGreaterThan(5)
  expect(read.filter((key) => !inTables.includes(key) && !REMOVED.has(key))).toEqual([])
})

test('no setting has two lines', () => {
  expect(inTables.filter((key, index) => inTables.indexOf(key) !== index)).toEqual([])
})
