import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'

import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

/** How a raw client connects. */
export interface RawOptions {
  readonly eio?: 3 | 4
  readonly query?: string
  readonly headers?: Record<string, string>
  readonly path?: string
}

/** A client that shows each frame as it is on the wire. */
export interface RawClient {
  readonly webSocket: WebSocket
  /** Frames of Socket.IO that have come, without Engine.IO's open packet and pings. */
  readonly frames: string[]
  send(frame: string): void
  /** The next frame that was not asked for yet. */
  next(): Promise<string>
  /** Sends a frame and gives the next one. */
  ask(frame: string): Promise<string>
  /** Resolves when the connection has ended. */
  closed(): Promise<unknown>
}

export const SDK_QUERY = '__sails_io_sdk_version=1.2.1'

/** Opens a connection and waits until Socket.IO has said that it is connected. */
export async function connectRaw(origin: string, options: RawOptions = {}): Promise<RawClient> {
  const { eio = 4, query = SDK_QUERY, headers = {}, path = '/socket.io' } = options
  const url = `${origin.replace('http', 'ws')}${path}/?${query}&EIO=${eio}&transport=websocket`
  const webSocket = new WebSocket(url, { headers, perMessageDeflate: false })
  onTestFinished(() => webSocket.terminate())
  const client = follow(webSocket)
  await once(webSocket, 'open')
  if (eio === 4) webSocket.send('40')
  const connected = await client.next()
  if (!connected.startsWith('40')) throw new Error(`not connected: ${connected}`)
  return client
}

/** What a refused handshake is answered with. */
export async function refusedHandshake(
  origin: string,
  { query = SDK_QUERY, headers = {}, path = '/socket.io' }: RawOptions = {},
): Promise<{ status: number | undefined; body: string }> {
  const url = `${origin.replace('http', 'ws')}${path}/?${query}&EIO=4&transport=websocket`
  const webSocket = new WebSocket(url, { headers })
  onTestFinished(() => webSocket.terminate())
  webSocket.on('error', () => {})
  webSocket.on('open', () => webSocket.emit('unexpected-response', undefined, undefined))
  const [, response]: (IncomingMessage | undefined)[] = await once(webSocket, 'unexpected-response')
  if (response === undefined) return { status: 101, body: '' }
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() }
}

/** What an acknowledgement says. */
export function parseAck(frame: string): { id: number; reply: Record<string, unknown> } {
  const [, id, json] = /^43(\d+)(.*)$/s.exec(frame) ?? []
  if (id === undefined || json === undefined) throw new Error(`no acknowledgement: ${frame}`)
  const [reply] = JSON.parse(json) as [Record<string, unknown>]
  return { id: Number(id), reply }
}

function follow(webSocket: WebSocket): RawClient {
  const frames: string[] = []
  const waiting: ((frame: string) => void)[] = []
  let taken = 0
  const deliver = (): void => {
    while (taken < frames.length && waiting.length > 0) waiting.shift()?.(frames[taken++] ?? '')
  }
  webSocket.on('message', (data: Buffer, isBinary) => {
    const frame = isBinary ? `binary:${data.toString('hex')}` : data.toString()
    if (frame.startsWith('0') || frame === '3') return
    if (frame === '2') webSocket.send('3')
    else {
      frames.push(frame)
      deliver()
    }
  })
  const next = (): Promise<string> => {
    const frame = new Promise<string>((resolve) => waiting.push(resolve))
    deliver()
    return frame
  }
  return {
    webSocket,
    frames,
    next,
    send: (frame) => webSocket.send(frame),
    async ask(frame) {
      webSocket.send(frame)
      return next()
    },
    closed: () => once(webSocket, 'close'),
  }
}
