import type { AnswerCompression, CompressedBody } from './compressed-body.ts'
import { ForeignMessageError } from './errors.ts'
import type { MessageRuntime } from './message-runtime.ts'
import type { SentHead } from './sent-head.ts'

/** What a response keeps for itself, whatever door its request came through. */
export class ResponseState {
  readonly runtime: MessageRuntime
  /** `end()` was called; what comes after it is a second answer. */
  answered: boolean = false
  /** How often an answer could not be made and another took its place. */
  failures: number = 0
  /** The answer has gone out, or there is nobody to send it to. */
  done: boolean = false
  /** A second answer was reported; more of them are not. */
  misuseReported: boolean = false
  sentHead: SentHead | undefined = undefined
  /** What may compress the answer; `undefined` once that is decided. */
  compression: AnswerCompression | undefined = undefined
  compressedBody: CompressedBody | undefined = undefined
  /** Default headers that the answer shall not have, in lower case. */
  unwantedHeaders: Set<string> | undefined = undefined
  locals: Record<string, unknown> | undefined = undefined
  headerTasks: (() => void)[] | undefined = undefined
  answerTasks: (() => Promise<void> | undefined)[] | undefined = undefined
  doneTasks: ((completed: boolean) => void)[] | undefined = undefined

  constructor(runtime: MessageRuntime) {
    this.runtime = runtime
  }
}

/**
 * State of one of our own responses.
 * @throws {ForeignMessageError} when another library made the response.
 */
export function responseState(res: object): ResponseState {
  const state = 'responseState' in res ? res.responseState : undefined
  if (state instanceof ResponseState) return state
  throw new ForeignMessageError('response')
}
