import type { Log } from './log.ts'
import {
  CONNECTION_OPTION_NAMES,
  type ConnectionOptions,
  REQUEST_DEFAULT_NAMES,
  type RequestDefaults,
  type Settings,
  type SocketOptions,
} from './options.ts'
import type { Sdk } from './platform.ts'
import type { SocketIoClient } from './socket-io.ts'
import { SocketRequests } from './socket-requests.ts'

/** What all sockets of one `io` share. */
export interface SocketContext {
  readonly client: SocketIoClient
  /** `io.sails`: read whenever a socket has no option of its own. */
  readonly common: SocketOptions & { readonly sdk: Sdk; strict: boolean }
  readonly log: Log
}

/** A socket's options as its properties: its own, and where it has none, those in use or those of `io.sails`. */
export abstract class SocketWithOptions<Api = Halyard.Routes> extends SocketRequests<Api> {
  declare url: ConnectionOptions['url']
  declare transports: ConnectionOptions['transports']
  declare path: ConnectionOptions['path']
  declare query: ConnectionOptions['query']
  declare initialConnectionHeaders: ConnectionOptions['initialConnectionHeaders']
  declare useCORSRouteToGetCookie: ConnectionOptions['useCORSRouteToGetCookie']
  declare sessionCookie: ConnectionOptions['sessionCookie']
  declare reconnection: ConnectionOptions['reconnection']
  declare reconnectionAttempts: ConnectionOptions['reconnectionAttempts']
  declare reconnectionDelay: ConnectionOptions['reconnectionDelay']
  declare reconnectionDelayMax: ConnectionOptions['reconnectionDelayMax']
  declare randomizationFactor: ConnectionOptions['randomizationFactor']
  declare timeout: ConnectionOptions['timeout']
  declare multiplex: ConnectionOptions['multiplex']
  declare rejectUnauthorized: ConnectionOptions['rejectUnauthorized']
  declare headers: RequestDefaults['headers']
  declare requestTimeoutMs: RequestDefaults['requestTimeoutMs']
  declare maxQueuedRequests: RequestDefaults['maxQueuedRequests']
  declare resubscribe: RequestDefaults['resubscribe']

  protected readonly context: SocketContext
  protected readonly ownOptions: SocketOptions = {}
  /** Those of the latest connection; undefined before the first. */
  protected settings: Settings | undefined

  static {
    for (const name of CONNECTION_OPTION_NAMES) {
      Object.defineProperty(this.prototype, name, {
        get(this: SocketWithOptions) {
          return this.ownOptions[name] ?? this.settings?.[name]
        },
        set(this: SocketWithOptions, value: unknown) {
          this.beforeChange(name, value)
          Object.assign(this.ownOptions, { [name]: value })
        },
      })
    }
    for (const name of REQUEST_DEFAULT_NAMES) {
      Object.defineProperty(this.prototype, name, {
        get(this: SocketWithOptions) {
          return this.ownOptions[name] ?? this.context.common[name]
        },
        set(this: SocketWithOptions, value: unknown) {
          Object.assign(this.ownOptions, { [name]: value })
        },
      })
    }
  }

  constructor(context: SocketContext, options: SocketOptions = {}) {
    super()
    this.context = context
    for (const name of [...CONNECTION_OPTION_NAMES, ...REQUEST_DEFAULT_NAMES]) {
      Object.assign(this.ownOptions, { [name]: options[name] })
    }
  }

  /** Refuses the change of an option that a connection has read, or makes way for it. */
  protected abstract beforeChange(name: keyof ConnectionOptions, value: unknown): void

  protected requestDefaults(): RequestDefaults {
    return this
  }
}
