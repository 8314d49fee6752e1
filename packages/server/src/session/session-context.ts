import type { Log } from '../hook/log.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { CookieExchange } from './cookie-exchange.ts'
import type { SocketBinding, SocketBindings } from './session-binding.ts'
import type { SessionRecords } from './session-records.ts'
import type { SessionSettings } from './session-settings.ts'
import type { SidCookie } from './sid-cookie.ts'

/** What the sessions of one app share. */
export interface SessionContext {
  readonly settings: SessionSettings
  /** JSON of a cookie with the app's settings and no age. */
  readonly cookieText: string
  readonly records: SessionRecords
  readonly sidCookie: SidCookie
  readonly bindings: SocketBindings
  readonly exchange: CookieExchange
  readonly log: Log
  /** Answers a request with an error that a callback of the app has thrown. */
  answerError(error: unknown, req: Request, res: Response): void
  /** Tells the app that a session is no more, and signs its sockets out. */
  ended(id: string, by?: SocketBinding): void
  /** Tells the developer, once, that browsers cannot get the cookie. */
  warnOfInsecureRequest(): void
}
