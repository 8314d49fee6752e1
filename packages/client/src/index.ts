import { type SailsAdditions, augmentIo } from './augment-io.ts'
import { type SocketIoFunction, createLazyIo } from './lazy-io.ts'

/** The client of this page or process: `io.socket` to ask and listen, `io.sails` to set options. */
export const io: SocketIoFunction & SailsAdditions = createLazyIo()

export { augmentIo, augmentIo as 'module.exports' }
export type { InitialOptions, IoSails, SailsAdditions } from './augment-io.ts'
export {
  AlreadyAugmentedError,
  AlreadyConnectedError,
  ClientOptionError,
  HalyardError,
  HandlerUsageError,
  JwrNoStreamError,
  NoServerUrlError,
  NoSocketIoClientError,
  NotConnectedError,
  OptionLockedError,
  ReconnectFailedError,
  RequestUsageError,
  ScriptAttributeError,
  SessionCookieError,
} from './errors.ts'
export { JWR, type PlainJwr } from './jwr.ts'
export type { SocketIoFunction } from './lazy-io.ts'
export type { ConnectionOptions, RequestDefaults, SocketOptions } from './options.ts'
export type { Sdk } from './platform.ts'
export {
  BadReplyError,
  RequestAbortedError,
  RequestFailedError,
  RequestLostError,
  RequestQueueFullError,
  DeadlinePassedError,
  RequestUnsendableError,
  SocketDisconnectedError,
} from './request-errors.ts'
export type { RequestCallback, RequestData, RequestHeaders, RequestOptions } from './request.ts'
export type { SailsSocket } from './sails-socket.ts'
export type { Resync, ServerEvents, SessionCookieOutcome, SocketEvents } from './socket-events.ts'
export type { RawSocket, SocketIoClient, SocketIoOptions } from './socket-io.ts'
export type {
  Answer,
  RequestMethod,
  TypedRequest,
  TypedVerb,
  UntypedRequest,
  UntypedVerb,
  VerbMethod,
} from './typed-requests.ts'
