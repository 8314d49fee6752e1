import type { VariantName } from '../app/variants.ts'
import { sendHttp } from '../replay/http.ts'
import { type Exchange, isRecord } from '../replay/recording.ts'
import { connectStock, type StockSocket } from '../replay/stock-io.ts'
import type { Runner, Runners, Stage } from './runner.ts'

/** How big a message may be. */
export const limits: Runners = {
  'maxHttpBufferSize: 2000, frame of about 5 kB': sendOverSocket('smallMessages', 5_000),
  'default limit, frame of 5 MB': sendOverSocket('base', 5_000_000),
  'HTTP JSON body of 90000 characters': postBody(90_000),
  'HTTP JSON body of 200000 characters': postBody(200_000),
  'HTTP JSON body of 2000000 characters': postBody(2_000_000),
}

/** Requests that are open at the same time. */
export const concurrency: Runners = {
  'three requests sent in this order: slow 200 ms, slow 50 ms, at once; replies come as they finish':
    async (stage) => {
      const socket = await connect(stage, 'base')
      const replies: string[] = []
      const ask = (url: string, name: string) => answer(socket, url).then(() => replies.push(name))
      await Promise.all([
        ask('/probe/slow?ms=200', 'slow 200 ms'),
        ask('/probe/slow?ms=50', 'slow 50 ms'),
        ask('/hello', 'at once'),
      ])
      return { replies }
    },
  'a slow request that only reads the session overwrites what a quick one wrote meanwhile (resave: true)':
    async (stage) => {
      const socket = await connect(stage, 'base')
      await answer(socket, '/probe/sessset?v=start')
      const slow = answer(socket, '/probe/sessslow?ms=100')
      await answer(socket, '/probe/sessset?v=quick')
      await slow
      const { body } = await answer(socket, '/probe/sessget')
      return { valueAfterwards: isRecord(body) ? body['v'] : body }
    },
}

/** Addresses behind a proxy. */
export const proxy: Runners = {
  'trustProxy off': whoAsks('base'),
  'trustProxy: true': whoAsks('trustProxy'),
  'trustProxy: 1': whoAsks('trustProxy1'),
  'trustProxy: 2': whoAsks('trustProxy2'),
}

interface Answer {
  readonly statusCode: unknown
  readonly body: unknown
  readonly error?: unknown
  readonly isError: boolean
}

export function answer(socket: StockSocket, url: string, data?: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    socket.request({ method: 'post', url, data }, (resData, { statusCode, body, error }) =>
      resolve({ statusCode, body, error, isError: resData instanceof Error }),
    )
  })
}

async function connect(stage: Stage, variant: VariantName): Promise<StockSocket> {
  const { port } = await stage.server(variant)
  const socket = await connectStock(`http://127.0.0.1:${port}`)
  stage.onEnd(() => socket.isConnected() && socket.disconnect())
  return socket
}

function sendOverSocket(variant: VariantName, characters: number): Runner {
  return async (stage) => {
    const socket = await connect(stage, variant)
    const reasons: unknown[] = []
    socket.on('disconnect', (reason: unknown) => reasons.push(reason))
    const { statusCode, isError } = await answer(socket, '/hello', { text: 'x'.repeat(characters) })
    const lost = { disconnectReason: reasons[0], callbackResDataIsError: isError }
    return { status: statusCode, ...(reasons.length > 0 && lost) }
  }
}

function postBody(characters: number): Runner {
  return async (stage) => {
    const { port } = await stage.server()
    const body = { text: 'x'.repeat(characters) }
    const { status, body: text } = await sendHttp(port, { method: 'POST', path: '/hello', body })
    return { status, bodyStart: text }
  }
}

function whoAsks(variant: VariantName): Runner {
  return async (stage, exchange) => {
    const { port } = await stage.server(variant)
    const headers = Object.fromEntries(
      Object.entries(Object(exchange['handshakeHeaders'])).map(([name, value]) => [
        name,
        String(value),
      ]),
    )
    const socket = await connectStock(`http://127.0.0.1:${port}`, {
      initialConnectionHeaders: headers,
    })
    stage.onEnd(() => socket.disconnect())
    const overSocket = await answer(socket, '/req')
    const overHttp = await sendHttp(port, { method: 'GET', path: '/req', headers })
    return {
      socketRequest: pick(overSocket.body, exchange, 'socketRequest'),
      httpRequest: pick(overHttp.body, exchange, 'httpRequest'),
    }
  }
}

function pick(body: unknown, exchange: Exchange, part: string): Record<string, unknown> {
  const recorded = exchange[part]
  const names = isRecord(recorded) ? Object.keys(recorded) : []
  return Object.fromEntries(names.map((name) => [name, isRecord(body) ? body[name] : undefined]))
}
