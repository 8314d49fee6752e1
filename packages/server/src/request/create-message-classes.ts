import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Reply } from '@halyard/protocol'
import type { Socket as SocketIoSocket } from 'socket.io'

import type { Request, RouteOptions } from './request.ts'
import type { Response } from './response.ts'

/** What the requests and responses of one app need to know of it. */
export interface MessageSettings {
  /** The app, as `req._sails`. */
  app: object
  /** Keys of signed cookies; the first one signs. */
  secrets: readonly string[]
  /** Whether answers hide details (`NODE_ENV=production`). */
  production: boolean
  /** Tells whether to believe a proxy's address; `hop` counts from 0, nearest first. */
  trustProxy: (address: string, hop: number) => boolean
  /** Most bytes that `write()`, `pipe()` and `end()` may collect for a virtual answer; more is a 413. */
  maxCollectedBytes: number
  /** `sails.config.http`-wide pretty printing of JSON in development, in spaces; 0 for none. */
  jsonSpaces: number
}

/** What all requests of one connection share; read by virtual requests, never copied. */
export interface Connection {
  readonly transport: 'socket.io' | 'in-process'
  /** The Socket.IO socket; `undefined` in process. */
  readonly socket: SocketIoSocket | undefined
  /** Headers of the handshake. `cookie`, `origin` and `host` of a request come from here. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly remoteAddress: string
  readonly encrypted: boolean
}

/** One virtual request, checked and with lower-case header names. */
export interface VirtualRequestInit {
  /** Upper case. */
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly connection: Connection
}

/**
 * The classes of one app. Over HTTP they are given to `http.createServer({ IncomingMessage, ServerResponse })`;
 * virtual ones are made for each message.
 */
export interface MessageClasses {
  readonly HttpRequest: typeof IncomingMessage
  readonly HttpResponse: typeof ServerResponse
  createVirtualRequest(init: VirtualRequestInit): Request
  /** @param deliver Called exactly once with the finished answer, however the action made it. */
  createVirtualResponse(req: Request, deliver: (reply: Reply) => void): Response
  /** Adds or replaces a member on the requests of every transport. */
  defineRequestMember(name: string, descriptor: PropertyDescriptor & ThisType<Request>): void
  /** Adds or replaces a member on the responses of every transport. */
  defineResponseMember(name: string, descriptor: PropertyDescriptor & ThisType<Response>): void
  /**
   * Says which route runs next: its parameters, and its options, which win over those of handlers before it.
   * @internal for the pipeline
   */
  enterRoute(req: Request, params: Record<string, string>, options: Readonly<RouteOptions>): void
  /**
   * Says what `req.setTimeout(ms, callback)` and `res.setTimeout(ms, callback)` do: the pipeline keeps the deadlines.
   * @internal for the pipeline
   */
  onSetTimeout(handler: (req: Request, ms: number, callback?: () => void) => void): void
}
