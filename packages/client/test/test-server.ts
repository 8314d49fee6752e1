import { type Server as HttpServer, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { VERBS } from '@halyard/protocol'
import { Server, type Socket } from 'socket.io'
import { onTestFinished } from 'vitest'

/** What a socket asked, and how to answer it. */
export interface Asked {
  verb: string
  payload: { url: string; headers: Record<string, string>; data: unknown; method: string }
  socket: Socket
  ack: (reply?: unknown) => void
}

export interface TestServer {
  url: string
  port: number
  io: Server
  /** Everything that was asked, in order. */
  asked: Asked[]
  /** Socket.IO frames as they came in, without Engine.IO's packet type. */
  frames: string[]
  close(): Promise<void>
}

export interface TestServerOptions {
  /** Answers a request; by default with the URL as body. */
  answer?: (asked: Asked) => void
  port?: number
  path?: string
  transports?: ('websocket' | 'polling')[]
  refuse?: boolean
  serve?: Parameters<typeof createServer>[1]
}

/** A bare Socket.IO server that speaks the wire protocol of a Sails server, on a free port of this machine. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const http = createServer(options.serve)
  const { path = '/socket.io', transports = ['websocket', 'polling'] } = options
  const io = new Server(http, { path, transports, allowEIO3: true, serveClient: false })
  const asked: Asked[] = []
  const frames: string[] = []
  if (options.refuse === true) io.use((_socket, next) => next(new Error('not you')))
  io.engine.on('connection', (engineSocket) => {
    engineSocket.on('data', (frame: unknown) => frames.push(String(frame)))
  })
  io.on('connection', (socket) => listen(socket, asked, options.answer ?? echoUrl))
  const port = await listenOn(http, options.port ?? 0)
  const close = async (): Promise<void> => io.close()
  onTestFinished(close)
  return { url: `http://127.0.0.1:${port}`, port, io, asked, frames, close }
}

function listen(socket: Socket, asked: Asked[], answer: (asked: Asked) => void): void {
  for (const verb of VERBS) {
    socket.on(verb, (payload, ack = () => undefined) => {
      const request = { verb, payload, socket, ack }
      asked.push(request)
      answer(request)
    })
  }
}

function echoUrl({ payload, ack }: Asked): void {
  ack({ body: payload.url, headers: {}, statusCode: 200 })
}

async function listenOn(http: HttpServer, port: number): Promise<number> {
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}
