import type { Agent } from 'node:http'

import { SDK_VERSION, toHandshakeQuery } from '@halyard/protocol'

import { NoSocketClientError } from './errors.ts'
import {
  type TestReply,
  type TestRequest,
  toTestRequest,
  withoutWireHeaders,
} from './test-reply.ts'

/** A client that is connected to an app by a WebSocket. */
export interface TestSocket<Api = Halyard.Routes> {
  /** Changes with each connection. */
  readonly id: string
  readonly request: TestRequest<Api>
  /** Next event of that name: its data. */
  next(eventName: string): Promise<unknown>
  on(eventName: string, listener: (data: unknown) => void): void
  disconnect(): void
}

/** The part of socket.io-client's socket that is used here. */
interface ClientSocket {
  id?: string | undefined
  emit(event: string, ...values: unknown[]): unknown
  on(event: string, listener: (data: unknown) => void): unknown
  once(event: string, listener: (data: unknown) => void): unknown
  disconnect(): unknown
}

/** Where an app is to be found. */
export interface ServerPlace {
  readonly url: string
  /** Makes the connections; without one they are real TCP. */
  readonly agent?: Agent
}

/**
 * Connects a client with a connection of its own.
 * @param headers Headers of the handshake: `cookie`, `origin` ...
 * @throws (rejects) {NoSocketClientError} when socket.io-client is not installed; the error of a refused handshake
 */
export async function connectSocket<Api = Halyard.Routes>(
  place: ServerPlace,
  headers: Record<string, string> = {},
): Promise<TestSocket<Api>> {
  const socket = await openSocket(place, headers)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('connect_error', reject)
  })
  return {
    id: socket.id ?? '',
    request: toTestRequest<Api>(
      async (method, url, data, requestHeaders = {}) =>
        new Promise((resolve) => {
          const payload = {
            method: method.toLowerCase(),
            url,
            data: data ?? {},
            headers: requestHeaders,
          }
          socket.emit(method.toLowerCase(), payload, (reply: TestReply) => {
            resolve({
              statusCode: reply.statusCode,
              headers: withoutWireHeaders(reply.headers),
              body: reply.body,
            })
          })
        }),
    ),
    next: async (eventName) => new Promise((resolve) => void socket.once(eventName, resolve)),
    on: (eventName, listener) => void socket.on(eventName, listener),
    disconnect: () => void socket.disconnect(),
  }
}

async function openSocket(
  { url, agent }: ServerPlace,
  extraHeaders: Record<string, string>,
): Promise<ClientSocket> {
  const { io } = await import('socket.io-client').catch((error: unknown) => {
    throw new NoSocketClientError(error)
  })
  const sdk = { version: SDK_VERSION, platform: 'node', language: 'javascript' }
  return io(url, {
    transports: ['websocket'],
    query: Object.fromEntries(new URLSearchParams(toHandshakeQuery(sdk))),
    extraHeaders,
    reconnection: false,
    forceNew: true,
    ...(agent === undefined ? {} : { agent: agent as unknown as string }),
  })
}
