export type { HasQuery, IsPattern, KnownUrl, PathsFor, RouteFor } from './api-address.ts'
export type {
  DataOf,
  ExitsOf,
  GoodExitsOf,
  InputsOf,
  OutputOf,
  ParamsOf,
  UnnamedFailureOf,
} from './api-request.ts'
export type { ApiExit, ApiRoute, GoodStatus, UnnamedFailure, Wire } from './api.ts'
export {
  DEFAULT_EVENT_NAME,
  PARSE_ERROR_EVENT,
  RESERVED_EVENT_NAMES,
  SESSION_COOKIE_EVENT,
} from './events.ts'
export { type FilledUrl, fillUrl } from './fill-url.ts'
export {
  PARSE_ERROR_CODE,
  type ParseErrorReply,
  type Reply,
  isParseErrorReply,
  isReply,
} from './reply.ts'
export { type RequestPayload, isPlainObject, isRequestPayload } from './request-payload.ts'
export {
  ASSUMED_SDK_VERSION,
  OLDEST_SDK_VERSION,
  SDK_LANGUAGE_KEY,
  SDK_PLATFORM_KEY,
  SDK_VERSION,
  SDK_VERSION_KEY,
  type SdkMetadata,
  isSupportedSdkVersion,
  toHandshakeQuery,
} from './sdk.ts'
export {
  COOKIE_PATH,
  SESSION_COOKIE_AUTH_KEY,
  type SessionCookieClaim,
  type SessionCookieOffer,
  isSessionCookieClaim,
  isSessionCookieOffer,
} from './session-cookie.ts'
export { VERBS, type Verb, isVerb } from './verbs.ts'
