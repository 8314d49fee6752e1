import { expect, test } from 'vitest'

import { LiftProblemsError } from '../../errors.ts'
import { type SurroundingConfig, readSocketConfig } from './socket-config.ts'

test('an empty section gives the documented defaults, and limits', () => {
  expect(read({})).toMatchObject({
    path: '/socket.io',
    transports: ['websocket'],
    pingInterval: 25_000,
    pingTimeout: 60_000,
    maxHttpBufferSize: 1_000_000,
    maxOpenRequests: 64,
    maxDepth: 64,
    allowForeignOrigins: false,
    adapter: undefined,
  })
})

test('a key that looks misspelt is refused, with the one that may be meant', () => {
  expect(() => read({ transport: ['websocket'] })).toThrow(
    expect.objectContaining({
      code: 'E_UNKNOWN_SOCKETS_KEY',
      message: expect.stringContaining('"transports"'),
    }),
  )
})

test('keys of the app, and misspelt ones where the app asks for it, are left alone', () => {
  expect(() => read({ anything: 1 })).not.toThrow()
  expect(() => read({ transport: 1 }, { ignoreUnknownKeys: true })).not.toThrow()
})

test('all problems are told at once', () => {
  const wrong = { path: 'x', pingInterval: -1, transports: [], sendStatusCode: 'yes', pathh: 1 }

  expect(codesOf(() => read(wrong))).toEqual([
    'E_UNKNOWN_SOCKETS_KEY',
    'SAILS:HOOK:SOCKETS:CONFIG',
    'SAILS:HOOK:SOCKETS:CONFIG',
    'SAILS:HOOK:SOCKETS:CONFIG',
    'SAILS:HOOK:SOCKETS:CONFIG',
  ])
})

test.each([
  ['pingInterval', '5000'],
  ['maxHttpBufferSize', 0],
  ['maxDepth', 1_001],
  ['transports', ['webtransport']],
  ['beforeConnect', 'yes'],
  ['afterDisconnect', 5],
  ['allowRequest', () => {}],
  ['rateLimit', { perSecond: 0 }],
])('%s: %o is refused', (key, value) => {
  expect(codesOf(() => read({ [key]: value }))).toEqual(['SAILS:HOOK:SOCKETS:CONFIG'])
})

test.each([
  ['no array', 'http://a.example', 'E_INVALID_ONLY_ALLOW_ORIGINS'],
  ['an origin without scheme', ['a.example'], 'E_INVALID_ORIGIN'],
  ['the own port of its scheme', ['https://a.example:443'], 'E_INVALID_ORIGIN'],
  ['a path', ['https://a.example/x'], 'E_INVALID_ORIGIN'],
  ['a slash at its end', ['https://a.example/'], 'E_INVALID_ORIGIN'],
  ['something that is no text', [5], 'E_INVALID_ORIGIN'],
])('onlyAllowOrigins with %s is refused', (_, onlyAllowOrigins, code) => {
  expect(codesOf(() => read({ onlyAllowOrigins }))).toEqual([code])
})

test('`file://` is an origin that may be listed', () => {
  expect(read({ onlyAllowOrigins: ['file://'] }).onlyAllowOrigins).toHaveLength(1)
})

test('true and false for beforeConnect count as left out', () => {
  expect(read({ beforeConnect: true }).beforeConnect).toBeUndefined()
})

test.each([
  [{}, ['E_ORIGINS_REQUIRED']],
  [{ beforeConnect: false }, ['E_ORIGINS_REQUIRED']],
  [{ onlyAllowOrigins: ['https://a.example'] }, []],
  [{ beforeConnect: () => true }, []],
  [{ allowForeignOrigins: false }, []],
])('in production %o gives %o', (sockets, codes) => {
  expect(codesOf(() => read(sockets, { isProduction: true }))).toEqual(codes)
})

test('old names are taken, with a warning', () => {
  const warnings: string[] = []
  const warn = (message: string): void => void warnings.push(message)

  const config = read({ authorization: parseInt, maxBufferSize: 5 }, { warn })

  expect(config).toMatchObject({ beforeConnect: parseInt, maxHttpBufferSize: 5 })
  expect(warnings).toHaveLength(2)
})

test('an old name beside the new one is refused', () => {
  const both = { onDisconnect: () => {}, afterDisconnect: () => {} }

  expect(codesOf(() => read(both))).toEqual(['SAILS:HOOK:SOCKETS:CONFIG'])
})

test.each([
  [{}, 'redis://127.0.0.1:6379'],
  [{ host: 'r.example', port: '7000', pass: 'p@ss', db: 2 }, 'redis://:p%40ss@r.example:7000/2'],
  [{ host: '::1' }, 'redis://[::1]:6379'],
  [{ url: 'rediss://:x@r.example:6380/1', host: 'other' }, 'rediss://:x@r.example:6380/1'],
])('Redis by %o is at %s', (settings, url) => {
  for (const adapter of ['redis', '@sailshq/socket.io-redis', 'socket.io-redis']) {
    expect(read({ adapter, ...settings }).adapter).toMatchObject({ kind: 'redis', url })
  }
})

test.each([{ db: -1 }, { db: 'x' }, { port: 0 }, { url: 'http://x' }, { pubClient: {} }])(
  'Redis by %o is refused',
  (settings) => {
    expect(codesOf(() => read({ adapter: 'redis', ...settings }))).toContain(
      'SAILS:HOOK:SOCKETS:CONFIG',
    )
  },
)

test('an adapter of Socket.IO can be given itself', () => {
  const { adapter } = read({ adapter: 'memory', adapterModule: parseInt })

  expect(adapter).toMatchObject({ kind: 'module', module: parseInt })
})

function read(
  section: Record<string, unknown>,
  surrounding: Partial<SurroundingConfig> = {},
): ReturnType<typeof readSocketConfig> {
  return readSocketConfig(section, {
    isProduction: false,
    ignoreUnknownKeys: false,
    warn: () => {},
    ...surrounding,
  })
}

function codesOf(work: () => unknown): unknown[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof LiftProblemsError) return error.problems.map(({ code }) => code)
    return [error instanceof Error && 'code' in error ? error.code : error]
  }
}
