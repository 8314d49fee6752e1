import { IncomingMessage } from 'node:http'

import type { Socket as SocketIoSocket } from 'socket.io'

import type { VirtualRequestInit } from './connection.ts'
import { installMembers } from './install-members.ts'
import type { MessageRuntime } from './message-runtime.ts'
import { requestBytes } from './request-bytes.ts'
import { requestCookies } from './request-cookies.ts'
import { requestData } from './request-data.ts'
import { requestHeaders } from './request-headers.ts'
import { requestLife } from './request-life.ts'
import { requestOrigin } from './request-origin.ts'
import { RequestState } from './request-state.ts'
import { requestUploads } from './request-uploads.ts'
import type { InProcessRequest, SocketRequest } from './request.ts'
import { virtualStream } from './virtual-stream.ts'

/**
 * A request that came over a socket. It inherits from `IncomingMessage` without running its constructor: its stream
 * comes alive when someone reads from it.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- installMembers() puts them on the prototype
export interface SocketRequestMessage extends SocketRequest {}

export class SocketRequestMessage {
  /** @internal */
  readonly requestState: RequestState
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
  readonly socket: SocketIoSocket

  constructor(runtime: MessageRuntime, init: VirtualRequestInit, socket: SocketIoSocket) {
    this.requestState = new RequestState(runtime, init.connection, init.url)
    this.method = init.method
    this.url = init.url
    this.headers = init.headers
    this.body = init.body ?? {}
    this.socket = socket
  }

  get isSocket(): true {
    return true
  }

  get transport(): 'socket.io' {
    return 'socket.io'
  }
}

/** A request that was made by a function call. It is built as {@link SocketRequestMessage}. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- installMembers() puts them on the prototype
export interface InProcessRequestMessage extends InProcessRequest {}

export class InProcessRequestMessage {
  /** @internal */
  readonly requestState: RequestState
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
  readonly socket: undefined = undefined

  constructor(runtime: MessageRuntime, init: VirtualRequestInit) {
    this.requestState = new RequestState(runtime, init.connection, init.url)
    this.method = init.method
    this.url = init.url
    this.headers = init.headers
    this.body = init.body ?? {}
  }

  get isSocket(): undefined {
    return undefined
  }

  get transport(): 'in-process' {
    return 'in-process'
  }
}

for (const { prototype } of [SocketRequestMessage, InProcessRequestMessage]) {
  Object.setPrototypeOf(prototype, IncomingMessage.prototype)
  installMembers(
    prototype,
    requestData,
    requestHeaders,
    requestCookies,
    requestOrigin,
    requestLife,
    requestUploads,
    requestBytes,
    virtualStream,
  )
}
