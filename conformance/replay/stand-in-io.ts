import { EventEmitter } from 'node:events'

import { augmentIo, type RawSocket, type SocketIoOptions } from '@halyard/client'

/** A connection that exists only as calls, as the recording's did. */
export class StandInSocket extends EventEmitter {
  connected = false
  readonly id = 'stand-in'
  readonly io: EventEmitter = new EventEmitter()
  readonly sendBuffer: unknown[] = []
  readonly sent: { event: string; payload: unknown; acknowledge: (reply: unknown) => void }[] = []

  /** What the client sends is kept; the rest are events of this emitter. */
  override emit(event: string, ...data: unknown[]): boolean {
    const [payload, acknowledge] = data
    if (typeof acknowledge !== 'function') return super.emit(event, ...data)
    this.sent.push({ event, payload, acknowledge: (reply) => void acknowledge(reply) })
    return true
  }

  open(): void {
    this.connected = true
    super.emit('connect')
  }

  disconnect(): this {
    this.connected = false
    super.emit('disconnect', 'io client disconnect')
    return this
  }
}

/** Our client over a stand-in for Socket.IO's, and what it asked of it. */
export function augmentStandIn() {
  const connections: { url: string; options: SocketIoOptions; raw: StandInSocket }[] = []
  const io = augmentIo((url: string, options: SocketIoOptions): RawSocket => {
    const raw = new StandInSocket()
    connections.push({ url, options, raw })
    return raw
  })
  io.sails.autoConnect = false
  io.sails.url = 'http://server.example'
  io.sails.environment = 'production'
  return { io, connections }
}
