import type { Reply } from '@halyard/protocol'

import type { CollectedBody } from './collected-body.ts'
import { ForeignMessageError } from './errors.ts'
import type { MessageRuntime } from './message-runtime.ts'
import { ResponseState } from './response-state.ts'
import type { VirtualHeaders } from './virtual-headers.ts'

/** Stands for "no body", which `undefined` and `null` do not. */
export const NO_BODY: unique symbol = Symbol('no body')

/** What the response to a virtual request keeps: the answer, until it is delivered. */
export class VirtualState extends ResponseState {
  readonly deliver: (reply: Reply) => void
  headers: VirtualHeaders | undefined = undefined
  /** `writeHead()` was called: headers are as they will be. */
  headFixed: boolean = false
  /** What `send()` or `json()` was called with. */
  body: unknown = NO_BODY
  /** What was written piece by piece; wins over `body`. */
  collected: CollectedBody | undefined = undefined

  constructor(runtime: MessageRuntime, deliver: (reply: Reply) => void) {
    super(runtime)
    this.deliver = deliver
  }
}

/**
 * State of the response to a virtual request.
 * @throws {ForeignMessageError} when it answers another kind of request.
 */
export function virtualState(res: object): VirtualState {
  const state = 'responseState' in res ? res.responseState : undefined
  if (state instanceof VirtualState) return state
  throw new ForeignMessageError('response')
}
