import { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

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
import type { RequestMembers } from './request.ts'
import type { TextMembers } from './texts.ts'

/** A request that came over HTTP: Node's own, with the members of every request on its prototype. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- installMembers() puts them on the prototype
export interface HttpRequestMessage extends RequestMembers, TextMembers {}

export class HttpRequestMessage extends IncomingMessage {
  /** @internal on the prototype of each app's own class */
  declare readonly messageRuntime: MessageRuntime
  declare method: string
  declare url: string
  /** @internal */
  readonly requestState: RequestState
  body: unknown = undefined

  constructor(socket: Socket) {
    super(socket)
    this.requestState = new RequestState(this.messageRuntime)
  }

  get isSocket(): undefined {
    return undefined
  }

  get transport(): 'http' {
    return 'http'
  }

  /** The pipeline's deadline, which answers; not that of the TCP connection, which only cuts. */
  override setTimeout(ms: number, callback?: () => void): this {
    this.requestState.runtime.handleSetTimeout?.(this, ms, callback)
    return this
  }
}

installMembers(
  HttpRequestMessage.prototype,
  requestData,
  requestHeaders,
  requestCookies,
  requestOrigin,
  requestLife,
  requestUploads,
  requestBytes,
)
