import type { IncomingHttpHeaders } from 'node:http'

import { WebSocket } from 'ws'

import type { Handshake } from './door.ts'

/** The query that sails.io.js 1.2.1 sends from Node. */
const SDK_QUERY =
  '__sails_io_sdk_version=1.2.1&__sails_io_sdk_platform=node&__sails_io_sdk_language=javascript'

/** A WebSocket that shows the frames of Engine.IO as they come. */
export interface RawSocket {
  /** Text frames, and Buffers for attachments, in order. */
  next(): Promise<string | Buffer>
  /** Frames that have come and were not taken. */
  waiting(): readonly (string | Buffer)[]
  /** Takes those. */
  takeAll(): (string | Buffer)[]
  /** Gives frames back that were taken too early. */
  putBack(frames: readonly (string | Buffer)[]): void
  send(frame: string): void
  close(): void
  /** Of the answer to the upgrade. */
  readonly headers: IncomingHttpHeaders
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>
}

/** What the server answered in place of an upgrade. */
export class UpgradeRefusedError extends Error {
  readonly status: number
  readonly body: string

  constructor(status: number, body: string) {
    super(`The server refused the connection: ${status} ${body}`)
    this.status = status
    this.body = body
  }
}

/**
 * Opens a WebSocket on any address.
 * @throws (rejects) {UpgradeRefusedError}
 */
export function openRawSocket(
  url: string,
  headers: Record<string, string> = {},
): Promise<RawSocket> {
  const ws = new WebSocket(url, { headers, perMessageDeflate: false })
  const arrived: (string | Buffer)[] = []
  let wake: (() => void) | undefined
  ws.on('message', (data: Buffer, isBinary) => {
    arrived.push(isBinary ? data : data.toString())
    wake?.()
  })
  let headersOfUpgrade: IncomingHttpHeaders = {}
  ws.on('upgrade', (res) => {
    headersOfUpgrade = res.headers
  })
  const closed = new Promise<void>((resolve) => ws.once('close', () => resolve()))
  const socket: RawSocket = {
    async next() {
      while (arrived.length === 0) {
        if (ws.readyState === WebSocket.CLOSED) throw new Error('The connection is closed.')
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), closed])
      }
      return arrived.shift() ?? ''
    },
    waiting: () => arrived,
    takeAll: () => arrived.splice(0),
    putBack: (frames) => void arrived.unshift(...frames),
    send: (frame) => ws.send(frame),
    close: () => ws.terminate(),
    get headers() {
      return headersOfUpgrade
    },
    closed,
  }
  return new Promise((resolve, reject) => {
    ws.once('open', () => resolve(socket))
    ws.once('error', reject)
    ws.once('unexpected-response', (_req, res) => {
      let body = ''
      res.on('data', (chunk: Buffer) => (body += chunk.toString()))
      res.on('end', () => reject(new UpgradeRefusedError(res.statusCode ?? 0, body)))
    })
  })
}

/** Connects as far as Socket.IO's connect packet, in either protocol. */
export async function connectRaw(
  port: number,
  eio: 3 | 4,
  handshake: Handshake = {},
): Promise<RawSocket> {
  const query = [
    handshake.query,
    handshake.sdk === false ? '' : SDK_QUERY,
    `EIO=${eio}`,
    'transport=websocket',
  ]
  const url = `ws://127.0.0.1:${port}/socket.io/?${query.filter(Boolean).join('&')}`
  const socket = await openRawSocket(url, handshake.headers)
  await socket.next()
  if (eio === 4) socket.send('40')
  await socket.next()
  return socket
}
