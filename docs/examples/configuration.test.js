import { readFileSync, readdirSync } from 'node:fs'

import { createTestApp } from 'halyard/testing'
import { expect, test } from 'vitest'

import { ACTION_KEYS } from '../../packages/server/src/actions/action-settings.ts'
import { TOP_LEVEL_KEYS } from '../../packages/server/src/app/config/check-config.ts'
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
const REMOVED = new Set(['http.loadMiddleware'])

test('the example loads', async () => {
  const { request, lower } = await createTestApp(config)

  expect(await request('get', '/health')).toMatchObject({ statusCode: 200, body: 'fine' })
  await lower()
})

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
