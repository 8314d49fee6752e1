import {
  type ManagerOptions,
  type Socket,
  type SocketOptions,
  io as connect,
} from 'socket.io-client'

import { type SailsAdditions, createAdditions } from './augment-io.ts'

/** Socket.IO's `io()`, for connections that have nothing to do with Sails. */
export type SocketIoFunction = (
  url?: string,
  options?: Partial<ManagerOptions & SocketOptions>,
) => Socket

/**
 * An `io` of our own over the Socket.IO client, which others may share. Its `sails` and `socket` come to life, and
 * `io.socket` starts its tick, when one of them is first touched: importing a module must not open connections, on
 * a server that renders pages least of all.
 */
export function createLazyIo(): SocketIoFunction & SailsAdditions {
  const io: SocketIoFunction = connect.bind(undefined)
  addLazily(io)
  return io
}

function addLazily(io: SocketIoFunction): asserts io is SocketIoFunction & SailsAdditions {
  let additions: SailsAdditions | undefined
  const alive = (): SailsAdditions => (additions ??= createAdditions(connect))
  Object.defineProperties(io, {
    sails: { enumerable: true, get: () => alive().sails },
    socket: { enumerable: true, get: () => alive().socket },
  })
}
