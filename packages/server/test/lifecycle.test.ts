import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { type HookDefinition, type HookHost, Sails, type SailsApp } from '../src/index.ts'

const apps: SailsApp[] = []

/** An app that ends with its test. */
function createApp(): SailsApp {
  const app = new Sails()
  apps.push(app)
  return app
}

const quiet = { log: { level: 'silent' }, port: 0, explicitHost: '127.0.0.1' }

afterEach(async () => {
  await Promise.all(apps.splice(0).map(async (app) => app.lower()))
})

function addressOf(app: SailsApp): string {
  const address = app.httpServer?.address()
  return `http://127.0.0.1:${(address as AddressInfo).port}`
}

test('the constructor works with and without new, and each call is an app of its own', () => {
  const [one, two] = [new Sails(), Sails()]

  expect(one).not.toBe(two)
  expect(one.constructor).toBe(Sails)
  expect(one.constructor.name).toBe('Sails')
})

test('load with a callback returns the app at once and hands it over later', async () => {
  const app = createApp()

  const loaded = await new Promise((resolve, reject) => {
    const returned = app.load(quiet, (error, result) => (error ? reject(error) : resolve(result)))
    expect(returned).toBe(app)
  })

  expect(loaded).toBe(app)
})

test('a loaded app answers requests without listening', async () => {
  const app = createApp()
  await app.load({ ...quiet, routes: { 'GET /hello': (_req, res) => res.json('hi') } })

  await expect(app.request('/hello')).resolves.toMatchObject({ statusCode: 200, body: 'hi' })
  expect(app.httpServer?.listening).toBe(false)
})

test('a lifted app answers over HTTP, and is gone after lower', async () => {
  const app = createApp()
  await app.lift({ ...quiet, routes: { 'GET /hello': (_req, res) => res.json('hi') } })
  const url = `${addressOf(app)}/hello`

  expect(await (await fetch(url)).json()).toBe('hi')
  await app.lower()

  await expect(fetch(url)).rejects.toThrow()
})

test('lift tells its steps in order', async () => {
  const app = createApp()
  const heard: string[] = []
  for (const event of ['router:before', 'router:after', 'ready', 'hook:http:listening', 'lifted']) {
    app.on(event, () => heard.push(event))
  }
  const bootstrap = (): void => void heard.push('bootstrap')

  await app.lift({ ...quiet, bootstrap })

  const before = ['router:before', 'router:after', 'bootstrap']
  expect(heard).toEqual([...before, 'ready', 'hook:http:listening', 'lifted'])
})

test('lift says where the app is to be found, unless it is told to be quiet', async () => {
  const lines: string[] = []
  const custom = { log: () => undefined, info: (line: string) => void lines.push(line) }

  await createApp().lift({ ...quiet, log: { custom } })
  await createApp().lift({ ...quiet, log: { custom, noShip: true } })

  expect(lines).toEqual([
    expect.stringMatching(/Lifted at http:\/\/127\.0\.0\.1:\d+ in \d+ ms \(test\)/),
  ])
})

test('after() runs at once for what has happened, and later for what has not', async () => {
  const app = createApp()
  const heard: string[] = []
  app.after(['hook:http:loaded', 'ready'], () => heard.push('both'))

  await app.lift(quiet)
  app.after('ready', () => heard.push('late'))

  expect(heard).toEqual(['both', 'late'])
})

test('all that is wrong with an app is reported together', async () => {
  const load = createApp().load({
    ...quiet,
    port: 'eighty',
    sokets: {},
    requestTimeoutMs: -1,
  })

  await expect(load).rejects.toMatchObject({
    code: 'E_LIFT_PROBLEMS',
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'E_UNKNOWN_CONFIG_KEY' }),
      expect.objectContaining({
        message: expect.stringContaining('config.requestTimeoutMs is -1'),
      }),
    ]),
  })
})

test('all bad routes are reported together', async () => {
  const load = createApp().load({
    ...quiet,
    routes: {
      'GET /a': 'no/such-action',
      'GEET /b': () => undefined,
      'GET /c': { policy: 'none' },
    },
  })

  await expect(load).rejects.toMatchObject({
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'E_UNKNOWN_VERB' }),
      expect.objectContaining({ code: 'E_UNKNOWN_ROUTE_ACTION' }),
      expect.objectContaining({ code: 'E_UNKNOWN_ROUTE_POLICY' }),
    ]),
  })
})

test('unknown targets can be left out with a warning instead', async () => {
  const app = createApp()

  await app.load({ ...quiet, unknownRouteTargets: 'warn', routes: { 'GET /a': 'no/such-action' } })

  await expect(app.request('/a')).rejects.toMatchObject({ status: 404 })
})

test('a port in use is told to the caller, and nothing stays open', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const app = createApp()

  await expect(app.lift({ ...quiet, port })).rejects.toMatchObject({ code: 'E_PORT_BUSY', port })
  expect(app.phase).toBe('lowered')
  await new Promise((resolve) => other.close(resolve))
})

test('a failing bootstrap fails the lift with the very error', async () => {
  const failure = new Error('no database')

  const lift = createApp().lift({ ...quiet, bootstrap: () => Promise.reject(failure) })

  await expect(lift).rejects.toBe(failure)
})

test('a bootstrap with a callback is waited for', async () => {
  const app = createApp()
  let done = false
  const bootstrap = (callback: () => void): void => {
    setImmediate(() => {
      done = true
      callback()
    })
  }

  await app.lift({ ...quiet, bootstrap })

  expect(done).toBe(true)
})

test('an app can be loaded once, and not again after it was lowered', async () => {
  const app = createApp()
  await app.load(quiet)

  await expect(app.load(quiet)).rejects.toMatchObject({ code: 'E_APP_ALREADY_LOADED' })
  await app.lower()
  await expect(app.load(quiet)).rejects.toMatchObject({ code: 'E_APP_LOWERED' })
})

test('lower is harmless before load and a second time, with and without callback', async () => {
  const app = createApp()

  await app.lower()
  await new Promise((resolve) => app.lower(resolve))

  expect(app.phase).toBe('lowered')
})

test('lower lets an open request finish and refuses new ones', async () => {
  const app = createApp()
  let finish: () => void = () => undefined
  const slow = (_req: unknown, res: { json: (body: string) => void }): void => {
    finish = () => res.json('done')
  }
  await app.lift({ ...quiet, routes: { 'GET /slow': slow } })
  const answer = fetch(`${addressOf(app)}/slow`)
  await new Promise((resolve) => app.once('router:route', resolve))

  const lowered = app.lower()
  const refused = app.request('/slow')
  finish()

  await expect(refused).rejects.toMatchObject({ status: 503 })
  expect(await (await answer).json()).toBe('done')
  await lowered
})

test('a hook that ends itself on lower, as those of Sails do, ends once and after open requests', async () => {
  const app = createApp()
  const heard: string[] = []
  const database = (sails: HookHost): HookDefinition => ({
    initialize() {
      sails.once('lower', sails.hooks['database']?.['teardown'] as () => void)
    },
    teardown(done) {
      heard.push('database ended')
      done()
    },
  })
  let finish: () => void = () => undefined
  const slow = (_req: unknown, res: { json: (body: string) => void }): void => {
    finish = () => res.json('done')
  }
  await app.load({ ...quiet, hooks: { database }, routes: { 'GET /slow': slow } })
  const answer = app.request('/slow').then(() => heard.push('answered'))

  const lowered = app.lower()
  setImmediate(() => finish())
  await Promise.all([answer, lowered])

  expect(heard).toEqual(['answered', 'database ended'])
})

test('an open request that takes too long gets a 503 when the app lowers', async () => {
  const app = createApp()
  await app.lift({ ...quiet, routes: { 'GET /never': () => undefined } })
  const answer = fetch(`${addressOf(app)}/never`)
  await new Promise((resolve) => app.once('router:route', resolve))

  await app.lower({ delay: 20 })

  expect((await answer).status).toBe(503)
})

test('fifteen apps, lifted and lowered, leave no listener on the process', async () => {
  const count = (): number[] =>
    ['SIGINT', 'SIGTERM', 'SIGUSR2', 'exit'].map((event) => process.listenerCount(event))
  const before = count()

  for (let turn = 0; turn < 15; turn++) {
    const app = createApp()
    await app.lift(quiet)
    await app.lower()
  }

  expect(count()).toEqual(before)
})

test('globals are there while the app lives, and gone afterwards', async () => {
  const app = createApp()
  const globals = { sails: true, models: false, _: false, async: false }

  await app.load({ ...quiet, globals })
  expect(Reflect.get(globalThis, 'sails')).toBe(app)
  await app.lower()

  expect(Reflect.get(globalThis, 'sails')).toBeUndefined()
})

test.each([true, { sails: true }, { sails: 1, models: true, _: false, async: false }])(
  'globals %j are refused',
  async (globals) => {
    await expect(createApp().load({ ...quiet, globals: globals as false })).rejects.toMatchObject({
      code: 'E_BAD_GLOBAL_CONFIG',
    })
  },
)

test('a hook of the configuration loads, sees its config and takes a built-in one’s place', async () => {
  const app = createApp()
  const policies = (sails: HookHost) => ({
    defaults: { __configKey__: { greeting: 'hello' } },
    routes: {
      before: {
        'GET /hook': (_req: unknown, res: { json: (b: unknown) => void }) =>
          res.json(sails.config['policies']),
      },
    },
  })

  await app.load({ ...quiet, hooks: { policies, session: false } })

  expect(Object.keys(app.hooks)).not.toContain('session')
  await expect(app.request('/hook')).resolves.toMatchObject({ body: { greeting: 'hello' } })
})

test('actions can be added, listed and reloaded', async () => {
  const app = createApp()
  const definitions = { 'kept/here': () => undefined }
  await app.load({ ...quiet, controllers: { moduleDefinitions: definitions } })
  app.registerAction(() => undefined, 'by/hand')
  expect(Object.keys(app.getActions())).toEqual(expect.arrayContaining(['by/hand', 'kept/here']))

  await app.reloadActions()

  expect(Object.keys(app.getActions())).toContain('kept/here')
  expect(Object.keys(app.getActions())).not.toContain('by/hand')
  expect(Object.keys(app.getActions())).toContain('security/grant-csrf-token')
})

test('the route and URL of an action are found, placeholders filled', async () => {
  const app = createApp()
  const definitions = { 'user/show': () => undefined }
  const routes = { 'POST /x/:id': 'user/show', 'GET /y': 'user/show' }
  await app.load({ ...quiet, routes, controllers: { moduleDefinitions: definitions } })

  expect(app.getRouteFor('UserController.show')).toEqual({ url: '/x/:id', method: 'post' })
  expect(app.getUrlFor('user/show', { id: 7, tab: 'a b' })).toBe('/x/7?tab=a+b')
  expect(() => app.getRouteFor('no/where')).toThrow(
    expect.objectContaining({ code: 'E_NOT_FOUND' }),
  )
  expect(() => app.getRouteFor(7)).toThrow(expect.objectContaining({ code: 'E_USAGE' }))
})

test('the environment follows NODE_ENV, and production must agree with it', async () => {
  const app = createApp()
  await app.load(quiet)
  expect(app.config['environment']).toBe(process.env['NODE_ENV'])

  await expect(createApp().load({ ...quiet, environment: 'production' })).rejects.toMatchObject({
    code: 'E_INVALID_NODE_ENV',
  })
})

test('what a hook binds for a target of its own stands behind the policies in front of it', async () => {
  const app = createApp()
  app.on('route:typeUnknown', ({ path, target, verb }) => {
    app.router.bind(
      path,
      (_req: unknown, res: { json: (b: unknown) => void }) => res.json(target),
      verb,
    )
  })
  const refuse = (_req: unknown, res: { forbidden: () => void }): void => res.forbidden()

  await app.load({
    ...quiet,
    policies: { moduleDefinitions: { refuse } },
    routes: { 'GET /open': { banner: 'a' }, 'GET /shut': [{ policy: 'refuse' }, { banner: 'a' }] },
  })

  await expect(app.request('/open')).resolves.toMatchObject({ body: { banner: 'a' } })
  await expect(app.request('/shut')).rejects.toMatchObject({ status: 403 })
})
