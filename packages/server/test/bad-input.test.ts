import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { describe, expect, onTestFinished, test } from 'vitest'

import {
  type Config,
  HalyardError,
  LiftProblemsError,
  type Request,
  type Response,
  Sails,
} from '../src/index.ts'
import { createTestApp, overEachTransport } from '../src/testing/index.ts'
import { liftApp } from './http/lift-app.ts'

const handler = (): void => undefined

/** All that a configuration is refused for. */
async function problemsOf(config: unknown): Promise<readonly HalyardError[]> {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  const loading = app.load({ log: { level: 'silent' }, ...(config as Config) })
  const failure: unknown = await loading.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (failure instanceof LiftProblemsError) return failure.problems
  return failure instanceof HalyardError ? [failure] : []
}

/** Configuration, code, and what the sentence says: the offending value, then what to do. */
type Case = [what: string, config: unknown, code: string, ...says: string[]]

describe('refused at lift, with what was found and what to do:', () => {
  test.each<Case>([
    ['a verb that is none', { 'GEET /a': handler }, 'E_UNKNOWN_VERB', '"GEET /a"', 'Write one of'],
    ['a path without slash', { 'GET a': handler }, 'E_NO_LEADING_SLASH', '"GET a"', 'Write "/a"'],
    ['a pattern that is none', { 'r|(|': handler }, 'E_BAD_ROUTE_REGEX', '"r|(|"', 'Correct'],
    [
      'a parameter named length',
      { '/a/:length': handler },
      'E_ROUTE_WITH_LENGTH',
      '"/a/:length"',
      'another name',
    ],
    [
      'a path that is too long',
      { [`/${'a'.repeat(20_000)}`]: handler },
      'E_ROUTE_TOO_LONG',
      'Shorten',
    ],
    ['a number as target', { '/a': 7 }, 'E_UNKNOWN_ROUTE_TARGET', '"/a"', '7', 'Give it'],
    ['null as target', { '/a': null }, 'E_UNKNOWN_ROUTE_TARGET', '"/a"', 'null', 'Give it'],
    ['an empty action', { '/a': '' }, 'E_NOT_ACTION_TARGET', '"/a"'],
    ['an action that is no name', { '/a': 'x y/z' }, 'E_NOT_ACTION_TARGET', '"/a"', 'x y/z'],
    ['an old blueprint', { '/a': { blueprint: 'find' } }, 'E_BLUEPRINT_TARGET', '"/a"', "'user/"],
    [
      'an unknown action',
      { '/a': 'user/fnid' },
      'E_UNKNOWN_ROUTE_ACTION',
      '"/a"',
      '"user/fnid"',
      'Did you mean "user/find"?',
    ],
    [
      'an unknown action in an array',
      { '/a': [{ policy: 'isadmin' }, 'no/such'] },
      'E_UNKNOWN_ROUTE_ACTION',
      '"no/such"',
      'Create',
    ],
    [
      'an unknown policy',
      { '/a': [{ policy: 'isAdmim' }, handler] },
      'E_UNKNOWN_ROUTE_POLICY',
      '"/a"',
      'isadmim',
      'Did you mean "isadmin"?',
    ],
    [
      'an unknown response',
      { '/a': { response: 'notFund' } },
      'E_UNKNOWN_ROUTE_RESPONSE',
      '"/a"',
      'notFund',
      'Did you mean res.notFound()?',
    ],
    [
      'two routes with one address',
      { 'GET /a': handler, 'get /A/': handler },
      'E_DUPLICATE_ROUTE',
      '"GET /a"',
      '"get /A/"',
      'Remove one',
    ],
    [
      'a cors setting of a route',
      { '/a': { cors: { allowOrigns: '*' } } },
      'E_INVALID_SECURITY_CONFIG',
      '"/a"',
      '"allowOrigns"',
      'allowOrigins',
    ],
  ])('%s', async (_what, routes, code, ...says) => {
    const problems = await problemsOf({
      routes,
      policies: { moduleDefinitions: { isAdmin: handler } },
      controllers: { moduleDefinitions: { 'user/find': handler } },
    })

    expect(problems.map((problem) => problem.code)).toEqual([code])
    for (const text of says) expect(problems[0]?.message).toContain(text)
  })

  test.each<Case>([
    ['a section', { sokets: {} }, 'E_UNKNOWN_CONFIG_KEY', 'sokets', 'Did you mean config.sockets?'],
    ['the port', { port: 'eighty' }, 'E_INVALID_HTTP_CONFIG', "'eighty'", '0 to 65535'],
    ['routes', { routes: [] }, 'E_BAD_CONFIG', 'config.routes', '[]', 'dictionary'],
    ['a time', { requestTimeoutMs: -1 }, 'E_BAD_CONFIG', 'requestTimeoutMs', '-1', 'milliseconds'],
    [
      'a key of http',
      { http: { chache: 5 } },
      'E_UNKNOWN_CONFIG_KEY',
      'config.http.chache',
      'config.http.cache?',
    ],
    ['http', { http: 'x' }, 'E_BAD_CONFIG', "config.http is 'x'", 'dictionary'],
    [
      'a key of shutdown',
      { shutdown: { timeout: 5 } },
      'E_UNKNOWN_CONFIG_KEY',
      'shutdown.timeout',
      'shutdown.timeoutMs',
    ],
    [
      'a key of security',
      { security: { crsf: true } },
      'E_UNKNOWN_CONFIG_KEY',
      'security.crsf',
      'security.csrf',
    ],
    ['a level of the log', { log: { level: 'lots' } }, 'E_BAD_LOG_CONFIG', 'lots'],
    [
      'a key of log',
      { log: { levle: 'info', level: 'silent' } },
      'E_UNKNOWN_CONFIG_KEY',
      'log.levle',
      'log.level',
    ],
    ['globals', { globals: true }, 'E_BAD_GLOBAL_CONFIG'],
    [
      'a key of sockets',
      { sockets: { onlyAllowOrigin: [] } },
      'E_UNKNOWN_SOCKETS_KEY',
      'onlyAllowOrigin',
      'Did you mean "onlyAllowOrigins"?',
    ],
    [
      'transports',
      { sockets: { transports: ['carrier pigeon'] } },
      'SAILS:HOOK:SOCKETS:CONFIG',
      'transports',
      'carrier pigeon',
      "'websocket'",
    ],
    ['origins', { sockets: { onlyAllowOrigins: 'x' } }, 'E_INVALID_ONLY_ALLOW_ORIGINS', 'array'],
    [
      'an origin',
      { sockets: { onlyAllowOrigins: ['example.com/x'] } },
      'E_INVALID_ORIGIN',
      'example.com/x',
      'Write',
    ],
    ['sockets', { sockets: 5 }, 'SAILS:HOOK:SOCKETS:CONFIG', '5', 'dictionary'],
    [
      'an adapter',
      { sockets: { adapter: 'no-such-adapter' } },
      'E_SOCKETS_ADAPTER',
      'no-such-adapter',
    ],
    [
      'a number of sockets',
      { sockets: { maxOpenRequests: 0 } },
      'SAILS:HOOK:SOCKETS:CONFIG',
      'maxOpenRequests',
      '0',
    ],
    [
      'a key of session',
      { session: { secrt: 'x' } },
      'E_UNKNOWN_SESSION_SETTING',
      '"secrt"',
      'session.secret',
    ],
    [
      'the name of the cookie',
      { session: { name: 'a b' } },
      'E_INVALID_SESSION_CONFIG',
      'session.name',
      'a b',
    ],
    [
      'a switch of session',
      { session: { rolling: 'yes' } },
      'E_INVALID_SESSION_CONFIG',
      'rolling',
      'yes',
      'true or false',
    ],
    [
      'a time of session',
      { session: { storeTimeoutMs: -5 } },
      'E_INVALID_SESSION_CONFIG',
      'storeTimeoutMs',
      '-5',
    ],
    [
      'isSessionDisabled',
      { session: { isSessionDisabled: true } },
      'E_INVALID_SESSION_CONFIG',
      'isSessionDisabled',
      'function',
    ],
    [
      'cookie.secure',
      { session: { cookie: { secure: 'yes' } } },
      'E_SESSION_BAD_COOKIE_SECURE',
      'yes',
      'true or false',
    ],
    [
      'a store',
      { session: { adapter: 'no-such-store' } },
      'E_SESSION_ADAPTER',
      'no-such-store',
      'npm install',
    ],
    ['session', { session: 'yes' }, 'E_INVALID_SESSION_CONFIG', 'yes'],
    [
      'a key of cors',
      { security: { cors: { allowOrigns: '*' } } },
      'E_INVALID_SECURITY_CONFIG',
      '"allowOrigns"',
      'allowOrigins',
    ],
    [
      'an origin of cors',
      { security: { cors: { allowOrigins: ['x'] } } },
      'E_INVALID_SECURITY_CONFIG',
      "'x'",
      'Write',
    ],
    [
      'a switch of cors',
      { security: { cors: { allRoutes: 'yes' } } },
      'E_INVALID_SECURITY_CONFIG',
      'allRoutes',
      'yes',
    ],
    [
      'any origin with cookies',
      { security: { cors: { allRoutes: true, allowCredentials: true } } },
      'E_INVALID_SECURITY_CONFIG',
      'credentials',
    ],
    ['csrf', { security: { csrf: 'yes' } }, 'E_INVALID_SECURITY_CONFIG', 'yes'],
    ['a policy', { policies: { '*': 'isAdmin' } }, 'E_UNKNOWN_POLICY', '"isAdmin"', 'Create'],
    [
      'a policy that is no function',
      { policies: { moduleDefinitions: { a: 7 } } },
      'E_INVALID_POLICY',
      '"a"',
    ],
    ['a hook', { hooks: { mine: 7 } }, 'E_MALFORMED_HOOK', 'mine', 'number'],
    ['the bootstrap', { bootstrap: 7 }, 'E_BAD_BOOTSTRAP', '7', 'Use a function'],
    [
      'a secret without sessions',
      { hooks: { session: false }, session: { secret: 7 } },
      'E_BAD_CONFIG',
      'session.secret',
    ],
    ['trustProxy', { http: { trustProxy: 'nonsense' } }, 'E_HTTP_BAD_TRUSTPROXY', 'nonsense'],
    [
      'a middleware',
      { http: { middleware: { order: ['nope'] } } },
      'E_INVALID_HTTP_CONFIG',
      'nope',
    ],
    [
      'a limit of bodies',
      { http: { bodyParser: { limit: 'lots' } } },
      'E_INVALID_HTTP_CONFIG',
      'lots',
    ],
  ])('%s', async (_what, config, code, ...says) => {
    const problems = await problemsOf(config)

    expect(problems.map((problem) => problem.code)).toEqual([code])
    for (const text of says) expect(problems[0]?.message).toContain(text)
  })

  test('all of a configuration together, and how routes are written, each once', async () => {
    const config = {
      port: -1,
      sokets: {},
      routes: { 'GEET /a': handler, 'GET /c': handler, 'get /C': handler },
      sockets: { transports: 5, onlyAllowOrigin: [] },
      session: { secrt: 1, rolling: 'yes' },
      security: { cors: { allowOrigins: 5, nope: 1 }, csrf: 'yes' },
    }

    const codes = (await problemsOf(config)).map(({ code }) => code)

    expect(codes.toSorted()).toEqual(
      [
        'E_INVALID_HTTP_CONFIG',
        'E_UNKNOWN_CONFIG_KEY',
        'E_UNKNOWN_VERB',
        'E_DUPLICATE_ROUTE',
        'SAILS:HOOK:SOCKETS:CONFIG',
        'E_UNKNOWN_SOCKETS_KEY',
        'E_UNKNOWN_SESSION_SETTING',
        'E_INVALID_SESSION_CONFIG',
        ...Array.from({ length: 3 }, () => 'E_INVALID_SECURITY_CONFIG'),
      ].toSorted(),
    )
  })
})

test('all targets of routes are refused together, and so are all policies', async () => {
  const routes = { '/a': 'no/such', '/b': { policy: 'none' }, '/c': { response: 'none' }, '/d': 7 }

  expect((await problemsOf({ routes })).map(({ code }) => code)).toEqual([
    'E_UNKNOWN_ROUTE_ACTION',
    'E_UNKNOWN_ROUTE_POLICY',
    'E_UNKNOWN_ROUTE_RESPONSE',
    'E_UNKNOWN_ROUTE_TARGET',
  ])
  expect(await problemsOf({ policies: { '*': 'one', 'user/*': 'two' } })).toHaveLength(2)
})

test('the message of several problems has them all, numbered', async () => {
  const loading = new Sails().load({ sokets: {}, routes: { a: handler }, log: { level: 'silent' } })

  await expect(loading).rejects.toThrow(
    /2 problems:\n {2}1\. \[E_UNKNOWN_CONFIG_KEY\].*\n {2}2\. \[E_NO_L/,
  )
})

test('misspelt keys and unknown targets can be let through', async () => {
  expect(
    await problemsOf({ sokets: {}, http: { chache: 1 }, unknownConfigKeys: 'ignore' }),
  ).toEqual([])
  expect(await problemsOf({ routes: { '/a': 'no/such' }, unknownRouteTargets: 'warn' })).toEqual([])
})

test('a port in use is named, with the way out, and the app can be made again', async () => {
  const other = createServer()
  onTestFinished(() => void other.close())
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const config = { port, explicitHost: '127.0.0.1', log: { level: 'silent' } }

  const error: unknown = await new Sails().lift(config).catch((reason: unknown) => reason)

  expect(error).toMatchObject({ code: 'E_PORT_BUSY', port })
  expect(String(error)).toContain(`Port ${port} of 127.0.0.1 is in use. End the program`)
})

describe('wrong arguments to sails.sockets', () => {
  test.each<[call: string, given: unknown[], code: string, says: string]>([
    ['join', [null, 'a'], 'E_NOT_A_SOCKET', 'null'],
    ['join', ['id', ''], 'E_BAD_ROOM', 'empty string'],
    ['join', ['id', { a: 1 }], 'E_BAD_ROOM', 'an object'],
    ['join', [], 'E_BAD_ROOM', 'undefined'],
    ['leave', [{}, 'a'], 'E_NOT_A_SOCKET', 'an object'],
    ['leave', ['id', 5], 'E_BAD_ROOM', '5'],
    ['leaveAll', [undefined], 'E_BAD_ROOM', 'undefined'],
    ['addRoomMembersToRooms', ['a', 7], 'E_BAD_ROOM', '7'],
    ['removeRoomMembersFromRooms', [7, 'a'], 'E_BAD_ROOM', '7'],
    ['broadcast', [undefined, 'x', {}], 'E_BAD_ROOM', 'undefined'],
    ['broadcast', ['a', 'disconnect', {}], 'E_RESERVED_EVENT', '"disconnect"'],
    ['broadcast', [{}, 'x'], 'E_BAD_ROOM', 'an object'],
    ['blast', ['connect', {}], 'E_RESERVED_EVENT', '"connect"'],
    ['get', [5], 'E_NOT_A_SOCKET', '5'],
    ['get', ['nobody'], 'E_NO_SUCH_SOCKET', '"nobody"'],
  ])('%s(%j) is a coded error that quotes it', async (call, given, code, says) => {
    const { app, lower } = await createTestApp()
    onTestFinished(lower)
    const method: unknown = Reflect.get(app.sockets, call)
    if (typeof method !== 'function') throw new Error(`no sails.sockets.${call}()`)

    const outcome = Promise.resolve().then(() => Reflect.apply(method, app.sockets, given))
    const error: unknown = await outcome.catch((reason: unknown) => reason)

    expect(error).toMatchObject({ code })
    expect(String(error)).toContain(says)
    expect(String(error)).toContain(
      `sails.sockets.${call}()`.slice(
        0,
        call === 'get' && code === 'E_NO_SUCH_SOCKET' ? 0 : undefined,
      ),
    )
  })
})

overEachTransport('a request', (lift, transport) => {
  const echo = {
    '/echo': (req: Request, res: Response) => res.json(req.body),
    '/user/:id': (req: Request, res: Response) => res.json(req.params),
  }

  test('of a URL that cannot be decoded is a 400 that quotes it', async () => {
    const request = await lift({ routes: echo })

    expect(await request('get', '/user/%E0%A4%A')).toMatchObject({
      statusCode: 400,
      body: { code: 'E_UNDECODABLE_URL', message: expect.stringContaining('"%E0%A4%A"') },
    })
  })

  test.each(['__proto__', 'constructor'])('cannot change prototypes by %s', async (key) => {
    const request = await lift({ routes: echo })
    const data: unknown = JSON.parse(`{"a":{"${key}":{"prototype":{"polluted":1},"polluted":1}}}`)

    const { statusCode, body } = await request('post', '/echo', data).catch((error: unknown) => ({
      statusCode: 400,
      body: { code: (error as HalyardError).code },
    }))

    expect([statusCode, (body as { code: string }).code]).toEqual([400, 'E_UNSAFE_DATA'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test.skipIf(transport.name === 'http')('whose headers are no strings is refused', async () => {
    const request = await lift({ routes: echo })
    const headers = { 'x-count': {} } as unknown as Record<string, string>

    const outcome = await request('get', '/echo', {}, headers).catch((error: unknown) => error)

    expect(JSON.stringify(outcome)).toMatch(/E_BAD_VIRTUAL_REQUEST|E_REQUEST_USAGE/)
  })
})

test.each([
  ['{"a":', 'application/json', 400, 'E_BODY_UNPARSABLE'],
  ['{"a":1}}', 'application/json', 400, 'E_BODY_UNPARSABLE'],
  ['\u0000', 'application/json', 400, 'E_BODY_UNPARSABLE'],
  ['{"__proto__":{"a":1}}', 'application/json', 400, 'E_UNSAFE_DATA'],
  ['"x"'.padEnd(3_000_000), 'application/json', 413, 'E_BODY_TOO_LARGE'],
])('a body over HTTP that cannot be taken is answered: %#', async (body, type, status, code) => {
  const { ask } = await liftApp({
    routes: { 'POST /': (_req: Request, res: Response) => res.ok() },
  })

  const answer = await ask('/', { method: 'POST', body, headers: { 'content-type': type } })

  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
})
