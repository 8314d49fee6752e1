import type { IncomingMessage } from 'node:http'

import type { Reply } from '@halyard/protocol'

import type { AnswerCompression } from './compressed-body.ts'
import type { VirtualRequestInit } from './connection.ts'
import { HttpRequestMessage } from './http-request.ts'
import { HttpResponseMessage } from './http-response.ts'
import {
  type DefaultHeaders,
  type FailureHandler,
  MessageRuntime,
  type MisuseHandler,
  type SetTimeoutHandler,
} from './message-runtime.ts'
import type { MessageSettings } from './message-settings.ts'
import { abortRequest } from './request-life.ts'
import type { Request, RouteOptions } from './request.ts'
import type { LocalReader } from './response-locals.ts'
import { responseState } from './response-state.ts'
import type { Response } from './response.ts'
import { enterRoute } from './route-options.ts'
import { InProcessRequestMessage, SocketRequestMessage } from './virtual-request.ts'
import { VirtualResponseMessage } from './virtual-response.ts'

export type { Connection, VirtualRequestInit } from './connection.ts'
export type { MessageSettings } from './message-settings.ts'

/**
 * The classes of one app. Over HTTP they are given to `http.createServer({ IncomingMessage, ServerResponse })`;
 * virtual ones are made for each message.
 */
export interface MessageClasses {
  readonly settings: Readonly<MessageSettings>
  readonly HttpRequest: typeof HttpRequestMessage
  readonly HttpResponse: typeof HttpResponseMessage
  createVirtualRequest(init: VirtualRequestInit): Request
  /**
   * @param deliver Called with the finished answer, however the action made it; exactly once, unless it throws because
   * the body cannot be written as JSON: it is then called again with the 500 that takes the body's place. It must not
   * have sent anything when it throws.
   */
  createVirtualResponse(req: Request, deliver: (reply: Reply) => void): Response
  /** Adds or replaces a member on the requests of every transport. */
  defineRequestMember(name: string, descriptor: PropertyDescriptor & ThisType<Request>): void
  /** Adds or replaces a member on the responses of every transport. */
  defineResponseMember(name: string, descriptor: PropertyDescriptor & ThisType<Response>): void
  /** Defines what `res.locals[name]` is until somebody sets it. Called each time that it is read. */
  defineLocal(name: string, read: LocalReader): void
  /** Says which headers each answer over HTTP has unless it sets or removes them itself. */
  setDefaultHeaders(headers: DefaultHeaders): void
  /** Lets an answer over HTTP be compressed; decided when its head is sent. */
  offerCompression(res: Response, compression: AnswerCompression): void
  /**
   * Says which route runs next: its parameters, and its options, which win over those of handlers before it.
   * @internal for the pipeline
   */
  enterRoute(req: Request, params: Record<string, string>, options: Readonly<RouteOptions>): void
  /**
   * Says what `req.setTimeout(ms, callback)` and `res.setTimeout(ms, callback)` do: the pipeline keeps the deadlines.
   * @internal for the pipeline
   */
  onSetTimeout(handler: SetTimeoutHandler): void
  /**
   * Says how a request is answered whose answer could not be made: a body that is no JSON, a bad header or status, a
   * collected answer above its limit, a rejected `onAnswer` task. Until then it is a bare 500.
   * @internal for the pipeline
   */
  onFailure(handler: FailureHandler): void
  /**
   * Hears of each request whose second answer was ignored (`SecondAnswerError`) and of numbers passed to `res.send()`
   * (`NumberSentError`): something to log, nothing to answer.
   * @internal for the pipeline
   */
  onMisuse(handler: MisuseHandler): void
  /** Aborts `req.signal`, read or not: the deadline has passed, or the app lowers. */
  abort(req: Request, reason: Error): void
  /**
   * Says that the client of a virtual request is gone: `onDone` tasks hear `false`, `req.signal` is aborted, nothing
   * is delivered any more. Over HTTP this happens by itself.
   * @internal for transports
   */
  abandon(res: Response): void
}

/** Makes the classes of one app; what is defined on them does not reach another app in the process. */
export function createMessageClasses(settings: MessageSettings): MessageClasses {
  const runtime = new MessageRuntime(settings)
  class HttpRequest extends HttpRequestMessage {}
  class HttpResponse<Req extends IncomingMessage> extends HttpResponseMessage<Req> {}
  class SocketRequest extends SocketRequestMessage {}
  class InProcessRequest extends InProcessRequestMessage {}
  class VirtualResponse extends VirtualResponseMessage {}
  Object.defineProperty(HttpRequest.prototype, 'messageRuntime', { value: runtime })
  const requestClasses = [HttpRequest, SocketRequest, InProcessRequest]
  const responseClasses = [HttpResponse, VirtualResponse]

  return {
    settings,
    HttpRequest,
    HttpResponse,
    createVirtualRequest(init) {
      const { socket } = init.connection
      return socket === undefined
        ? new InProcessRequest(runtime, init)
        : new SocketRequest(runtime, init, socket)
    },
    createVirtualResponse: (req, deliver) => new VirtualResponse(req, deliver),
    defineRequestMember: (name, descriptor) => define(requestClasses, name, descriptor),
    defineResponseMember: (name, descriptor) => define(responseClasses, name, descriptor),
    defineLocal(name, read) {
      runtime.localReaders.set(name, read)
    },
    setDefaultHeaders(headers) {
      runtime.defaultHeaders = headers
    },
    offerCompression(res, compression) {
      responseState(res).compression = compression
    },
    enterRoute,
    onSetTimeout(handler) {
      runtime.handleSetTimeout = handler
    },
    onFailure(handler) {
      runtime.handleFailure = handler
    },
    onMisuse(handler) {
      runtime.handleMisuse = handler
    },
    abort: abortRequest,
    abandon(res) {
      if (res instanceof VirtualResponse) res.abandon()
    },
  }
}

function define(
  classes: readonly { readonly prototype: object }[],
  name: string,
  descriptor: PropertyDescriptor,
): void {
  for (const { prototype } of classes) {
    Object.defineProperty(prototype, name, { configurable: true, ...descriptor })
  }
}
