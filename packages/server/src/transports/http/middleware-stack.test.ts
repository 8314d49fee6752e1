import { expect, test, vi } from 'vitest'

import type { HttpMiddleware } from './http-middleware.ts'
import { type BuiltIns, parseMiddleware } from './middleware-stack.ts'

const pass: HttpMiddleware = (_req, _res, next) => next()

const own: HttpMiddleware = (_req, _res, next) => next()

const builtIns: BuiltIns = {
  cookieParser: undefined,
  session: undefined,
  bodyParser: pass,
  compress: undefined,
  poweredBy: pass,
  www: pass,
  favicon: pass,
}

function namesOf(config: unknown): { before: string[]; after: string[] } {
  const { before, after } = parseMiddleware(config, builtIns, () => undefined)
  return { before: before.map(({ name }) => name), after: after.map(({ name }) => name) }
}

test('without settings the built-in middleware stand around the router', () => {
  expect(namesOf(undefined)).toEqual({
    before: ['cookieParser', 'session', 'bodyParser', 'compress', 'poweredBy'],
    after: ['www', 'favicon'],
  })
})

test('own middleware stands where the order says', () => {
  const order = ['cookieParser', 'audit', 'session', 'router', 'www', 'last']

  expect(namesOf({ order, audit: pass, last: pass })).toEqual({
    before: ['cookieParser', 'audit', 'session'],
    after: ['www', 'last'],
  })
})

test('false and null switch a built-in off, a function replaces it', () => {
  const { before, after } = parseMiddleware(
    { poweredBy: false, favicon: null, www: own },
    builtIns,
    () => undefined,
  )

  expect(before.map(({ name }) => name)).not.toContain('poweredBy')
  expect(after).toEqual([{ name: 'www', middleware: own, isOwn: true }])
})

test('an order without router has it at the end', () => {
  expect(namesOf({ order: ['session', 'www'] })).toEqual({ before: ['session', 'www'], after: [] })
})

test('all wrong names are reported together', () => {
  expect(() => namesOf({ order: ['router', 'ghost', 'other'], unlisted: pass })).toThrow(
    /unlisted[^]*ghost[^]*other/,
  )
})

test.each([
  ['a middleware that is not in the order', { unlisted: pass }],
  ['a name without middleware', { order: ['router', 'ghost'] }],
  ['an order that is no list of names', { order: 'router' }],
  ['something else than a function', { order: ['router', 'mine'], mine: 'helmet' }],
])('%s is a coded error', (_what, config) => {
  expect(() => namesOf(config)).toThrow(expect.objectContaining({ code: 'E_INVALID_HTTP_CONFIG' }))
})

test('names of Sails 0.12 are ignored with a notice', () => {
  const notice = vi.fn<(message: string) => void>()

  const { before } = parseMiddleware(
    { order: ['startRequestTimer', 'methodOverride', '$custom', 'router', '404'] },
    builtIns,
    notice,
  )

  expect(before).toEqual([])
  expect(notice).toHaveBeenCalledTimes(4)
})
