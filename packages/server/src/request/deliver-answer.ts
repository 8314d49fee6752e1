import type { Reply } from '@halyard/protocol'

import { failAnswer } from './answer-once.ts'
import { runAnswerTasks, runDoneTasks } from './answer-tasks.ts'
import { UnserialisableBodyError } from './errors.ts'
import type { Response } from './response.ts'
import { NO_BODY, virtualState } from './virtual-state.ts'

/** Delivers a complete virtual answer, once all that it waits for is done. */
export function deliverWhenReady(res: Response): void {
  try {
    const waiting = runAnswerTasks(virtualState(res))
    if (waiting === undefined) deliver(res)
    else waiting.then(() => deliver(res)).catch((error: unknown) => failAnswer(res, error))
  } catch (error) {
    failAnswer(res, error)
  }
}

/** Ends a virtual answer: it was delivered, or the client is gone. */
export function closeAnswer(res: Response, completed: boolean): void {
  const state = virtualState(res)
  if (state.done) return
  runDoneTasks(state, completed)
  // Middleware expects these events after `end()` has returned, as Node does it.
  if (res.listenerCount('finish') + res.listenerCount('close') > 0) {
    process.nextTick(emitEnd, res, completed)
  }
}

function deliver(res: Response): void {
  const state = virtualState(res)
  if (state.done) return
  if (!state.headFixed) res.writeHead(res.statusCode)
  try {
    state.deliver(toReply(res))
  } catch (error) {
    failAnswer(res, new UnserialisableBodyError(error))
    return
  }
  closeAnswer(res, true)
}

function toReply(res: Response): Reply {
  const { collected, body: value, headers: given } = virtualState(res)
  const { statusCode } = res
  const headers = given?.toReplyHeaders(res.req.transport === 'in-process') ?? {}
  const body =
    collected === undefined ? value : collected.toBody(res.getHeader('content-type')?.toString())
  return body === NO_BODY ? { headers, statusCode } : { body, headers, statusCode }
}

function emitEnd(res: Response, completed: boolean): void {
  if (completed) res.emit('finish')
  res.emit('close')
}
