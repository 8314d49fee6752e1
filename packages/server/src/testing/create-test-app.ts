import type { Agent } from 'node:http'

import type { Config } from '../app/config/config.ts'
import { Sails, type SailsApp } from '../app/sails.ts'
import { RequestFailedError } from '../transports/in-process/errors.ts'
import { createInProcessAgent } from '../transports/in-process/in-process-agent.ts'
import { type TestSocket, connectSocket } from './socket-door.ts'
import {
  type TestReply,
  type TestRequest,
  type UntypedTestRequest,
  toTestRequest,
  withoutWireHeaders,
} from './test-reply.ts'

/** What an app for a test is made of; as a function where its routes need the app itself. */
export type TestConfig = Config | ((app: SailsApp) => Config)

/** An app for one test, without a port. */
export interface TestApp<Api = Halyard.Routes> {
  readonly app: SailsApp
  /** Asks a route in process. Every status resolves. */
  readonly request: TestRequest<Api>
  /**
   * Connects a Socket.IO client in process: its requests have `isSocket`, it can be in rooms and hears events.
   * @param headers Headers of the handshake: `cookie`, `origin` ...
   * @throws (rejects) {NoSocketClientError} when the package socket.io-client is not installed
   */
  readonly connect: (headers?: Record<string, string>) => Promise<TestSocket<Api>>
  readonly lower: () => Promise<void>
}

/**
 * Loads an app that answers function calls and listens nowhere: no port, no log, no file.
 *
 * `Api` are its routes, by default those that `halyard types` has written; `createTestApp<{}>()` asks routes of the test's
 * own in an app that has such a file.
 * @param config As for `sails.load()`, or a function of the app that returns it.
 * @throws (rejects) as `sails.load()` does
 * @example
 * const { request, lower } = await createTestApp({ routes: { 'GET /hello': (req, res) => res.json('hi') } })
 * const { statusCode, body } = await request('get', '/hello')
 */
export async function createTestApp<Api = Halyard.Routes>(
  config: TestConfig = {},
): Promise<TestApp<Api>> {
  const app = new Sails()
  await app.load(forTests(configFor(app, config)))
  return {
    app,
    request: toTestRequest<Api>(createInProcessRequest(app)),
    connect: async (headers) => connectSocket<Api>(toPlace(app), headers),
    lower: async () => app.lower(),
  }
}

/** The configuration with defaults that suit a test. Only an app whose folder is named has files. */
export function forTests(config: Config): Config {
  const { hooks, appPath } = config
  const given = { log: { level: 'silent' as const }, environment: 'test', ...config }
  if (appPath !== undefined || hooks === false) return given
  return { ...given, hooks: { moduleloader: false, userconfig: false, userhooks: false, ...hooks } }
}

/** The configuration of one app, whichever form it was given in. */
export function configFor(app: SailsApp, config: TestConfig): Config {
  return typeof config === 'function' ? config(app) : config
}

/** Asks a loaded app by function calls. */
export function createInProcessRequest(app: SailsApp): UntypedTestRequest {
  return async (method, url, data, headers = {}) => {
    try {
      return toReply(await app.request({ method, url, data, headers }))
    } catch (error) {
      if (!(error instanceof RequestFailedError)) throw error
      const { status, headers: replyHeaders, body } = error
      return toReply({ statusCode: status, headers: replyHeaders, body })
    }
  }
}

function toPlace({ httpServer }: SailsApp): { url: string; agent?: Agent } {
  const url = 'http://in-process'
  return httpServer === undefined ? { url } : { url, agent: createInProcessAgent(httpServer) }
}

function toReply({ statusCode, headers, body }: TestReply): TestReply {
  return { statusCode, headers: withoutWireHeaders(headers), body }
}
