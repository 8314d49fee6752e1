import { io, type SailsSocket } from '@halyard/client'

import type { Door, Handshake, Peer, Seen } from './door.ts'
import { type Exchange, isRecord, type Json } from './recording.ts'
import { toWireBody } from './wire-body.ts'

/** Our client sends names of headers in lower case, once; and its JWR always has a status, 200 where none came. */
const SHOWN_OTHERWISE = new Set([
  'a different case is a different key for the SDK',
  'sendStatusCode: false, success',
  'sendStatusCode: false, 404',
])

/** Our client, on the Socket.IO client of today. */
export const ourDoor: Door = {
  name: 'our client',
  canAsk: ({ name, sdkRequest }) => sdkRequest !== undefined && !SHOWN_OTHERWISE.has(name),
  connect: async (port, handshake) => new OurPeer(await connectOurs(port, handshake)),
}

export interface ConnectOptions extends Handshake {
  readonly reconnection?: boolean
}

/** Opens a connection of its own. */
export function connectOurs(
  port: number,
  { headers, query, reconnection = false }: ConnectOptions = {},
): Promise<SailsSocket> {
  io.sails.autoConnect = false
  io.sails.environment = 'production'
  const socket = io.sails.connect(`http://127.0.0.1:${port}`, {
    reconnection,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    ...(headers && { initialConnectionHeaders: headers }),
    ...(query !== undefined && { query }),
  })
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket))
    socket.on('connect_error', reject)
  })
}

/**
 * The event that the recordings' actions send to who asks, and those of models. Messages of the protocol the client
 * keeps to itself.
 */
const HEARD = ['direct', 'user', 'company', 'pet', 'group', 'badge', 'doc', 'account']

class OurPeer implements Peer {
  readonly #socket: SailsSocket
  #events: { event: string; data: Json }[] = []

  constructor(socket: SailsSocket) {
    this.#socket = socket
    for (const event of HEARD) {
      socket.on(event, (data: unknown) => this.#events.push({ event, data }))
    }
  }

  async ask({ sdkRequest, sdkThrows }: Exchange): Promise<Seen> {
    if (!isRecord(sdkRequest)) throw new Error('Our client sends only what a request can be.')
    if (sdkThrows === true)
      return { sdkThrows: throws(() => this.#socket.request(toOptions(sdkRequest))) }
    return new Promise((resolve) => {
      this.#socket.request(toOptions(sdkRequest), (_resData, jwr) => {
        const { body, type, attachments } = toWireBody(jwr.body)
        const payload = { ...body, headers: { ...jwr.headers }, statusCode: jwr.statusCode }
        const seen: Seen = { ack: { type, ...attachments, payload } }
        resolve(jwr.error === undefined ? seen : { ...seen, jwrErrorPresent: true })
      })
    })
  }

  setHeaders(headers: Record<string, string | undefined>): void {
    this.#socket.headers = headers
  }

  async takeEvents(): Promise<{ event: string; data: Json }[]> {
    // An answer comes behind all that was sent before it.
    await this.#socket.get('/hello')
    const events = this.#events
    this.#events = []
    return events
  }

  close(): void {
    if (this.#socket.isConnected()) this.#socket.disconnect()
  }
}

type Options = Parameters<SailsSocket['request']>[0]

function toOptions(sdkRequest: Record<string, Json>): Options {
  // The recordings hold wrong requests too, which the type would refuse.
  return structuredClone(sdkRequest) as unknown as Options
}

function throws(run: () => unknown): boolean {
  try {
    run()
    return false
  } catch {
    return true
  }
}
