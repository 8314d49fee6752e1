import type { HalyardError } from '../errors.ts'
import { CookieSignatures } from './cookie-signatures.ts'
import type { MessageSettings } from './message-settings.ts'
import type { Request } from './request.ts'
import type { LocalReader } from './response-locals.ts'
import type { Response } from './response.ts'

/** Keeps the deadline of a request. */
export type SetTimeoutHandler = (req: Request, ms: number, callback?: () => void) => void

/** Answers a request whose answer could not be made. */
export type FailureHandler = (error: unknown, req: Request, res: Response) => void

/** Hears of an answer that was ignored or is likely not what its author meant. */
export type MisuseHandler = (misuse: HalyardError, req: Request) => void

/** Headers that an answer over HTTP has unless it has its own; names in lower case. */
export type DefaultHeaders = (req: Request) => Readonly<Record<string, string>>

/** What all messages of one app share: its settings and who is to be told what. */
export class MessageRuntime {
  readonly settings: MessageSettings
  readonly signatures: CookieSignatures
  /** Locals that hooks have defined, by name. */
  readonly localReaders: Map<string, LocalReader> = new Map()
  defaultHeaders: DefaultHeaders | undefined = undefined
  handleSetTimeout: SetTimeoutHandler | undefined = undefined
  handleFailure: FailureHandler = answerBare500
  handleMisuse: MisuseHandler | undefined = undefined

  constructor(settings: MessageSettings) {
    this.settings = settings
    this.signatures = new CookieSignatures(settings.secrets)
  }
}

/** Used until the pipeline has said how errors are answered. */
function answerBare500(_error: unknown, _req: Request, res: Response): void {
  res.sendStatus(500)
}
