import { EventEmitter } from 'node:events'

import { failAnswer } from './answer-once.ts'
import { responseState } from './response-state.ts'
import type { Response } from './response.ts'

/**
 * Answers with an error when a stream that is piped into the response fails. `readable.pipe(res)` leaves such an error
 * to nobody, and an error event that nobody hears ends the process.
 */
export function watchPipedSource(res: Response, source: unknown): void {
  if (!(source instanceof EventEmitter)) return
  source.once('error', (error) => {
    // The app's own listener may answer first.
    process.nextTick(() => {
      if (!responseState(res).answered && !res.destroyed) failAnswer(res, error)
    })
  })
}
