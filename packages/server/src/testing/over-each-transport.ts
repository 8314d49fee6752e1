import type { Config } from '../app/config/config.ts'
import { Sails, type SailsApp } from '../app/sails.ts'
import { type TestConfig, configFor, createInProcessRequest, forTests } from './create-test-app.ts'
import { NoTestRunnerError } from './errors.ts'
import { createHttpRequest, urlOf } from './http-door.ts'
import { connectSocket } from './socket-door.ts'
import { type TestRequest, type UntypedTestRequest, toTestRequest } from './test-reply.ts'

/** The transports, each of which runs the same test text. */
export const TRANSPORTS = ['http', 'socket', 'in-process'] as const

/** One of {@link TRANSPORTS}. */
export type TransportName = (typeof TRANSPORTS)[number]

/** Starts an app and gives the way to ask it. It is lowered when the test is over. */
export type LiftForTest = <Api = Halyard.Routes>(config?: TestConfig) => Promise<TestRequest<Api>>

/** What tests over each transport get. */
export interface TransportUnderTest {
  readonly name: TransportName
  /** The app that was lifted last. */
  readonly app: SailsApp
}

/** Functions of the test runner. */
export interface TestRunner {
  readonly describe: (title: string, define: () => void) => unknown
  readonly afterEach: (clean: () => Promise<void>) => unknown
}

/**
 * Runs one test text over HTTP, over a socket and in process. HTTP and sockets are real: the app listens on a free port
 * of the loopback interface.
 * @param define Gets `lift(config)`, which resolves with `request(method, url, data?, headers?)`.
 * @param runner @default the runner's global `describe` and `afterEach`
 * @throws {NoTestRunnerError} when there are none
 * @example
 * overEachTransport('hello', (lift) => {
 *   test('is answered', async () => {
 *     const request = await lift({ routes: { 'GET /hello': (req, res) => res.json('hi') } })
 *
 *     expect(await request('get', '/hello')).toMatchObject({ statusCode: 200, body: 'hi' })
 *   })
 * })
 */
export function overEachTransport(
  title: string,
  define: (lift: LiftForTest, transport: TransportUnderTest) => void,
  runner: TestRunner = globalRunner(),
): void {
  for (const name of TRANSPORTS) {
    runner.describe(`${title} over ${name}`, () => {
      const endings: (() => Promise<void>)[] = []
      let current = new Sails()
      runner.afterEach(async () => {
        await Promise.all(endings.splice(0).map(async (end) => end()))
      })
      const lift: LiftForTest = async <Api>(config: TestConfig = {}) => {
        const app = new Sails()
        current = app
        endings.push(async () => app.lower({ hardShutdown: true }))
        return toTestRequest<Api>(await OPEN[name](app, forTests(configFor(app, config)), endings))
      }
      define(lift, {
        name,
        get app() {
          return current
        },
      })
    })
  }
}

type Open = (
  app: SailsApp,
  config: Config,
  endings: (() => Promise<void>)[],
) => Promise<UntypedTestRequest>

const OPEN: Record<TransportName, Open> = {
  async http(app, config) {
    await liftOnFreePort(app, config)
    return createHttpRequest(app)
  },
  async socket(app, config, endings) {
    await liftOnFreePort(app, config)
    const socket = await connectSocket<{}>({ url: urlOf(app) })
    endings.push(async () => socket.disconnect())
    return socket.request
  },
  async 'in-process'(app, config) {
    await app.load(config)
    return createInProcessRequest(app)
  },
}

async function liftOnFreePort(app: SailsApp, config: Config): Promise<void> {
  await app.lift({ explicitHost: '127.0.0.1', ...config, port: 0 })
}

function globalRunner(): TestRunner {
  return { describe: globalFunction('describe'), afterEach: globalFunction('afterEach') }
}

function globalFunction(name: 'describe' | 'afterEach'): never {
  const found: unknown = Reflect.get(globalThis, name)
  if (typeof found !== 'function') throw new NoTestRunnerError(name)
  return found as never
}
