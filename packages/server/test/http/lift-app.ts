import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

import { onTestFinished } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { type SailsApp, Sails } from '../../src/app/sails.ts'

/** An answer over HTTP. */
export interface HttpAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  bytes: Buffer
  /** `text` as JSON, or `undefined` when it is none. */
  body: unknown
}

/** A request over HTTP; a body that is neither text nor bytes is sent as JSON. */
export interface Asked {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: unknown
}

/** A lifted app, with a client for it. */
export interface LiftedApp {
  app: SailsApp
  port: number
  ask: (path: string, asked?: Asked) => Promise<HttpAnswer>
}

/** Lifts an app on a free port and lowers it when the test is over. */
export async function liftApp(config: Config): Promise<LiftedApp> {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  await app.lift({
    port: 0,
    explicitHost: '127.0.0.1',
    globals: false,
    log: { level: 'silent' },
    ...config,
  })
  const port = portOf(app)
  return { app, port, ask: (path, asked) => ask(port, path, asked) }
}

/** Port that an app listens on. */
export function portOf(app: SailsApp): number {
  const address = app.httpServer?.address()
  if (typeof address !== 'object' || address === null) throw new Error('The app is not listening.')
  return address.port
}

function ask(port: number, path: string, asked: Asked = {}): Promise<HttpAnswer> {
  const { method = asked.body === undefined ? 'GET' : 'POST' } = asked
  const body = toBytes(asked.body)
  const headers = { ...headersFor(asked, body), ...asked.headers }
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method, agent: false, headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString()
        const { statusCode: status = 0, headers: received } = res
        resolve({ status, headers: received, text, bytes, body: toJson(text) })
      })
    })
    req.on('error', reject)
    req.end(body)
  })
}

function toBytes(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Node frames the body of a DELETE only when told to. */
function headersFor(asked: Asked, bytes: Buffer | undefined): OutgoingHttpHeaders {
  if (bytes === undefined) return {}
  const isChunked = asked.headers?.['transfer-encoding'] !== undefined
  const isRaw = typeof asked.body === 'string' || Buffer.isBuffer(asked.body)
  return {
    ...(isChunked ? {} : { 'content-length': bytes.length }),
    ...(isRaw ? {} : { 'content-type': 'application/json' }),
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
