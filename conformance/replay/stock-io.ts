import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type StockCallback = (resData: unknown, jwres: Record<string, unknown>) => void

/** A packet of Socket.IO, as its version 2 hands it around. */
export interface Packet {
  readonly type: number
  readonly id?: number
  readonly data?: unknown[]
}

/** The parts of a SailsSocket that tests use. */
export interface StockSocket {
  headers: Record<string, unknown>
  _raw: {
    id: string
    io: {
      packet(packet: Packet): void
      on(event: 'packet', listener: (packet: Packet) => void): void
    }
    emit(...args: unknown[]): void
    on(event: string, listener: (...args: unknown[]) => void): void
  }
  request(options: unknown, callback?: StockCallback): unknown
  get(url: string, ...rest: unknown[]): unknown
  post(url: string, ...rest: unknown[]): unknown
  put(url: string, ...rest: unknown[]): unknown
  patch(url: string, ...rest: unknown[]): unknown
  delete(url: string, ...rest: unknown[]): unknown
  on(event: string, listener: (...args: never[]) => void): unknown
  isConnected(): boolean
  disconnect(): unknown
  reconnect(): unknown
}

export interface StockIo {
  socket: StockSocket
  sails: Record<string, unknown> & {
    connect(url: string, options?: Record<string, unknown>): StockSocket
  }
}

/** The published client, sails.io.js 1.2.1 over socket.io-client 2.5, that opens nothing by itself. */
export function createStockIo(): StockIo {
  const augment: (io: unknown) => StockIo = require('sails.io.js')
  // The SDK writes itself into the client module, and refuses to do it twice.
  const file = require.resolve('socket.io-client-2')
  delete require.cache[file]
  const io = augment(require(file))
  io.sails['autoConnect'] = false
  io.sails['environment'] = 'production'
  return io
}

/** Opens a connection of its own. */
export function connectStock(
  url: string,
  options: Record<string, unknown> = {},
): Promise<StockSocket> {
  const socket = createStockIo().sails.connect(url, { multiplex: false, ...options })
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket))
    socket.on('connect_error', (error: Error) => reject(error))
  })
}
