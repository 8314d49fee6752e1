import { AlreadyAugmentedError, ClientOptionError, NoSocketIoClientError } from './errors.ts'
import { createLog } from './log.ts'
import type { SocketOptions } from './options.ts'
import { type Sdk, describeSdk, isDeployed } from './platform.ts'
import { SailsSocket } from './sails-socket.ts'
import type { SocketIoClient } from './socket-io.ts'

/** `io.sails`: options of all sockets, and the way to make one. */
export interface IoSails extends SocketOptions {
  /** Whether `io.socket` connects by itself, one timer tick after loading. Also spelt `autoconnect`. @default true */
  autoConnect: boolean
  autoconnect?: boolean | undefined
  /** `production` silences the console. */
  environment: string
  /** `false` lets options of a connected socket change; they count from its next connection. @default true */
  strict: boolean
  readonly sdk: Sdk
  /**
   * Makes another socket and starts to connect it. Options that it is not given are those of `io.sails`.
   * @throws {ClientOptionError | NoServerUrlError} when an option is bad or there is no server.
   */
  connect<Api = Halyard.Routes>(url?: string | null, options?: SocketOptions): SailsSocket<Api>
  connect<Api = Halyard.Routes>(options?: SocketOptions): SailsSocket<Api>
}

/** What augmenting adds to a Socket.IO client. */
export interface SailsAdditions {
  sails: IoSails
  /** Exists at once; connects by itself unless `io.sails.autoConnect` is false. */
  socket: SailsSocket
}

/** Options that the script element may give. */
export type InitialOptions = Partial<Omit<IoSails, 'connect' | 'sdk'>>

/**
 * Gives a Socket.IO client (version 4, or 2) its `io.sails` and `io.socket`.
 *
 * @throws {NoSocketIoClientError} when there is no client.
 * @throws {AlreadyAugmentedError} when this one has been augmented before.
 * @example
 * const io = require('@halyard/client')(require('socket.io-client'))
 * io.sails.url = 'http://localhost:1337'
 */
export function augmentIo<Client extends SocketIoClient>(
  client: Client,
  initialOptions: InitialOptions = {},
): Client & SailsAdditions {
  if (typeof client !== 'function') throw new NoSocketIoClientError(client)
  if ('sails' in client && client.sails) throw new AlreadyAugmentedError()
  return Object.assign(client, createAdditions(client, initialOptions))
}

/** Makes `io.sails` and `io.socket` for a client without attaching them to it. */
export function createAdditions(
  client: SocketIoClient,
  initialOptions: InitialOptions = {},
): SailsAdditions {
  const sails = createIoSails(client, initialOptions)
  const socket = new SailsSocket({ client, common: sails, log: createLog(sails) })
  SailsSocket.connectSoon(socket, () => sails.autoConnect && sails.autoconnect !== false)
  return { sails, socket }
}

function createIoSails(client: SocketIoClient, initialOptions: InitialOptions): IoSails {
  const sails: IoSails = {
    autoConnect: true,
    reconnection: false,
    useCORSRouteToGetCookie: true,
    environment: isDeployed() ? 'production' : 'development',
    transports: ['websocket'],
    strict: true,
    sdk: describeSdk(),
    connect: (...given: unknown[]) => {
      const socket = new SailsSocket(
        { client, common: sails, log: createLog(sails) },
        toOptions(given),
      )
      socket.reconnect()
      return socket
    },
    ...initialOptions,
  }
  return sails
}

/** Options of `connect(url, options)`; the address may stand in either, and the argument wins. */
function toOptions([first, second]: unknown[]): SocketOptions {
  const options = isOptions(first) ? first : (second ?? {})
  if (!isOptions(options)) throw new ClientOptionError('options', 'an object', options)
  if (isOptions(first) || first === undefined || first === null) return options
  if (typeof first !== 'string') throw new ClientOptionError('url', 'a string', first)
  return { ...options, url: first || options.url }
}

function isOptions(value: unknown): value is SocketOptions {
  return typeof value === 'object' && value !== null
}
