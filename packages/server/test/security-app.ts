import { SDK_VERSION_KEY } from '@halyard/protocol'
import { type ManagerOptions, type Socket, type SocketOptions, io } from 'socket.io-client'
import { onTestFinished } from 'vitest'

import { SailsApp } from '../src/app/sails.ts'

/** An HTTP answer, with the cookie to send next time. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  /** Text for a `cookie` header: what the answer has set, else what was sent. */
  readonly cookie: string | undefined
}

/** What to ask over HTTP. */
export interface HttpOptions {
  readonly cookie?: string | undefined
  readonly headers?: Record<string, string>
  readonly data?: unknown
}

/** The reply to a virtual request. */
export interface SocketAnswer {
  readonly statusCode: number
  readonly headers: Record<string, unknown>
  readonly body: unknown
}

/** A lifted app, and what tests ask it with. Ends with the test. */
export interface SecurityApp {
  readonly app: SailsApp
  readonly origin: string
  readonly http: (address: string, options?: HttpOptions) => Promise<HttpAnswer>
  readonly connect: (options?: Partial<ManagerOptions & SocketOptions>) => Promise<TestSocket>
}

/** A connected Socket.IO client. */
export interface TestSocket {
  readonly client: Socket
  readonly ask: (
    address: string,
    data?: unknown,
    headers?: Record<string, string>,
  ) => Promise<SocketAnswer>
}

/** Lifts an app on a port of its own. */
export async function liftApp(config: Record<string, unknown> = {}): Promise<SecurityApp> {
  const app = new SailsApp()
  onTestFinished(async () => app.lower({ hardShutdown: true }))
  await app.lift({ port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' }, ...config })
  const address = app.httpServer?.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const origin = `http://127.0.0.1:${port}`
  return {
    app,
    origin,
    http: async (address, options = {}) => askHttp(origin, address, options),
    connect: async (options = {}) => connect(origin, options),
  }
}

async function askHttp(
  origin: string,
  address: string,
  { cookie, headers = {}, data }: HttpOptions,
): Promise<HttpAnswer> {
  const [method = 'GET', path = '/'] = address.split(' ')
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(data === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  })
  const text = await response.text()
  const [set] = response.headers.getSetCookie()
  return {
    status: response.status,
    headers: response.headers,
    body: parse(text),
    cookie: set?.split(';')[0] ?? cookie,
  }
}

async function connect(
  origin: string,
  options: Partial<ManagerOptions & SocketOptions>,
): Promise<TestSocket> {
  const query = { [SDK_VERSION_KEY]: '1.2.1', ...options.query }
  const client = io(origin, { transports: ['websocket'], forceNew: true, ...options, query })
  onTestFinished(() => void client.close())
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })
  return {
    client,
    async ask(address, data = {}, headers = {}) {
      const [method = 'GET', url = '/'] = address.split(' ')
      const answer: unknown = await client.emitWithAck(method.toLowerCase(), { url, data, headers })
      return answer as SocketAnswer
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
