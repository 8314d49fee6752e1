import { createRequire } from 'node:module'

import { io as connect4 } from 'socket.io-client'
import { onTestFinished } from 'vitest'

import {
  type JWR,
  type SailsAdditions,
  type SailsSocket,
  type SocketIoClient,
  augmentIo,
} from '../src/index.ts'
import type { TestServer } from './test-server.ts'

const connect2: SocketIoClient = createRequire(import.meta.url)('socket.io-client-2')

/** Clients that can be augmented. */
export const clients: Record<string, SocketIoClient> = {
  'Socket.IO client 4': connect4,
  'Socket.IO client 2': connect2,
}

/** An augmented `io` of its own, silent, whose `io.socket` is ended with the test. */
export function createIo(client: SocketIoClient = connect4): SocketIoClient & SailsAdditions {
  const io = augmentIo((url, options) => client(url, options))
  io.sails.environment = 'production'
  endWithTest(io.socket)
  return io
}

/** A socket that is connected to the server. */
export async function connectTo(
  server: TestServer,
  options: Parameters<SailsAdditions['sails']['connect']>[0] & object = {},
  client?: SocketIoClient,
): Promise<SailsSocket> {
  const io = createIo(client)
  io.sails.autoConnect = false
  const socket = endWithTest(io.sails.connect(server.url, options))
  await heard(socket, 'connect')
  return socket
}

/** Ends a socket, and what it still tries, when the test is over. */
export function endWithTest(socket: SailsSocket): SailsSocket {
  onTestFinished(() => {
    if (socket.isConnected()) socket.disconnect()
    // Setting an option stops what a socket that is not connected tries.
    else socket.reconnection = false
  })
  return socket
}

/** Resolves with what the next event of that name carries. */
export async function heard(socket: SailsSocket, eventName: string): Promise<unknown> {
  return new Promise((resolve) => {
    const handler = (data: unknown): void => {
      socket.off(eventName, handler)
      resolve(data)
    }
    socket.on(eventName, handler)
  })
}

/** Resolves with the two arguments of a request's callback. */
export async function answered(
  ask: (callback: (...given: [unknown, JWR]) => void) => void,
): Promise<[unknown, JWR]> {
  return new Promise((resolve) => ask((...given) => resolve(given)))
}
