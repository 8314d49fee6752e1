import { resolve } from 'node:path'

import type send from 'send'
import type { SendOptions } from 'send'

import { loadLater } from '../load-later.ts'
import { failAnswer } from './answer-once.ts'
import { FileNotSentError } from './errors.ts'
import type { Response } from './response.ts'

const sender = loadLater((require): typeof send => require('send'))

type Done = (error?: Error) => void

/** Reads `sendFile(path, callback)` and `sendFile(path, options, callback)`. */
export function readSendFileArguments(
  rest: readonly unknown[],
): [options: SendOptions, done: Done | undefined] {
  const options = rest.find((value): value is SendOptions => isObject(value)) ?? {}
  return [options, rest.find((value): value is Done => typeof value === 'function')]
}

/**
 * Answers with a file: types, ranges and conditions are read by `send`. Without `root` the path is one of the app's
 * own making; with it the path cannot leave that folder.
 */
export function sendFile(
  res: Response,
  path: string,
  options: SendOptions,
  done: Done | undefined,
): void {
  const absolute = options.root === undefined ? resolve(path) : path
  const stream = sender()(res.req, encodeURI(absolute), { ...options })
  const fail = (error: Error & { status?: number }): void => {
    const problem = toProblem(error)
    if (done === undefined) failAnswer(res, problem)
    else done(problem)
  }
  stream.on('error', fail)
  stream.on('directory', () =>
    fail(Object.assign(new Error(`${path} is a folder.`), { status: 404 })),
  )
  if (done !== undefined) stream.on('end', () => done())
  stream.pipe(res)
}

/** What the client asked wrongly is its business, what the disk does wrong is not. */
function toProblem(error: Error & { status?: number }): Error {
  const { status = 500 } = error
  return status >= 400 && status <= 499 ? new FileNotSentError(status, error) : error
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
