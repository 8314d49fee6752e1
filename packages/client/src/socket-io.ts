import { SESSION_COOKIE_AUTH_KEY, toHandshakeQuery } from '@halyard/protocol'

import type { Settings } from './options.ts'
import { type Sdk, pageOrigin } from './platform.ts'
import { mergeHeaders } from './request.ts'
import { keepsSessionCookie } from './session-cookie.ts'

/** What we use of a Socket.IO client, version 4 or 2: its function `io`. */
export type SocketIoClient = (url: string, options: SocketIoOptions) => RawSocket

/** What we use of a Socket.IO client's socket. */
export interface RawSocket {
  readonly connected: boolean
  readonly id?: string | undefined
  /** False once the socket will not try again by itself. Version 4 only. */
  readonly active?: boolean
  /** Whether the server kept the rooms and events of the time between. Version 4 only. */
  readonly recovered?: boolean
  readonly io: { on(eventName: string, handler: (...data: unknown[]) => void): unknown }
  sendBuffer: unknown[]
  on(eventName: string, handler: (...data: unknown[]) => void): unknown
  emit(eventName: string, ...data: unknown[]): unknown
  disconnect(): unknown
}

/** What we tell a Socket.IO client. */
export interface SocketIoOptions {
  query: Record<string, string>
  transports: string[]
  reconnection: boolean
  forceNew: boolean
  withCredentials: boolean
  /** Version 4 only. */
  auth?: Record<string, unknown>
  path?: string
  reconnectionAttempts?: number
  reconnectionDelay?: number
  reconnectionDelayMax?: number
  randomizationFactor?: number
  timeout?: number
  rejectUnauthorized?: boolean
  extraHeaders?: Record<string, string>
  transportOptions?: Record<string, { extraHeaders: Record<string, string> }>
}

/** Settings of a connection in the words of Socket.IO. */
export function toSocketIoOptions(settings: Settings, sdk: Sdk): SocketIoOptions {
  const { transports, multiplex, reconnection, useCORSRouteToGetCookie } = settings
  return {
    query: Object.fromEntries(new URLSearchParams(toHandshakeQuery(sdk, settings.query))),
    transports,
    reconnection: Boolean(reconnection),
    // A shared connection may have been opened without our query, and a server then refuses our requests.
    forceNew: multiplex !== true,
    // Version 2 always sent cookies with another origin's polling; version 4 has to be asked. Servers must allow it,
    // so an app that wants no cookie gets none.
    withCredentials: pageOrigin() !== undefined && useCORSRouteToGetCookie !== false,
    ...(keepsSessionCookie(settings) && { auth: { [SESSION_COOKIE_AUTH_KEY]: true } }),
    ...tuning(settings),
    ...handshakeHeaders(settings),
  }
}

function tuning(settings: Settings): Partial<SocketIoOptions> {
  const { path, timeout, rejectUnauthorized } = settings
  const { reconnectionAttempts, reconnectionDelay, reconnectionDelayMax } = settings
  const { randomizationFactor } = settings
  return {
    ...(path !== undefined && { path }),
    ...(timeout !== undefined && { timeout }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    ...(reconnectionAttempts !== undefined && { reconnectionAttempts }),
    ...(reconnectionDelay !== undefined && { reconnectionDelay }),
    ...(reconnectionDelayMax !== undefined && { reconnectionDelayMax }),
    ...(randomizationFactor !== undefined && { randomizationFactor }),
  }
}

function handshakeHeaders({ initialConnectionHeaders }: Settings): Partial<SocketIoOptions> {
  if (!initialConnectionHeaders) return {}
  const extraHeaders = mergeHeaders(initialConnectionHeaders, undefined)
  // Version 2 reads the first in Node and the second in browsers.
  return { extraHeaders, transportOptions: { polling: { extraHeaders } } }
}
