import { EventEmitter } from 'node:events'

import { failAnswer } from './answer-once.ts'
import { SourceBrokeOffError } from './errors.ts'
import { responseState } from './response-state.ts'
import type { Response } from './response.ts'

/**
 * Answers with an error when a stream that is piped into the response fails or breaks off. `readable.pipe(res)` leaves
 * that to nobody: an error event that nobody hears ends the process, and a source that is destroyed ends no answer.
 */
export function watchPipedSource(res: Response, source: unknown): void {
  if (!(source instanceof EventEmitter)) return
  let isPiped = true
  let hasFailed = false
  const fail = (error: unknown): void => {
    // The app's own listener may answer first.
    process.nextTick(() => {
      if (hasFailed || responseState(res).answered || res.destroyed) return
      hasFailed = true
      failAnswer(res, error)
    })
  }
  const failUnlessEnded = (): void => {
    if (isPiped && !isEnded(source)) fail(errorOf(source) ?? new SourceBrokeOffError())
  }
  const onUnpipe = (gone: unknown): void => {
    if (gone !== source) return
    isPiped = false
    res.off('unpipe', onUnpipe)
  }
  res.on('unpipe', onUnpipe)
  source.once('error', fail)
  if (isDestroyed(source)) failUnlessEnded()
  else source.once('close', failUnlessEnded)
}

// Streams of userland (readable-stream) are no instances of Node's.
function isDestroyed(source: EventEmitter): boolean {
  return 'destroyed' in source && source.destroyed === true
}

function isEnded(source: EventEmitter): boolean {
  return !('readableEnded' in source) || source.readableEnded === true
}

function errorOf(source: EventEmitter): unknown {
  return 'errored' in source ? source.errored : undefined
}
