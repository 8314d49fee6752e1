import { Stream, type Readable } from 'node:stream'
import { inspect } from 'node:util'

import { isDictionary } from '../definitions/is-dictionary.ts'
import type { Response } from '../request/response.ts'
import type { CompiledExit } from './compile-exits.ts'
import { dehydrate } from './dehydrate.ts'

/** A reason why an exit cannot be answered as it is defined. */
export class UnanswerableExit extends Error {}

/**
 * Answers a request as one of an action's exits says. Errors are not for here: see `ActionRun.take`.
 * @throws {UnanswerableExit} when the definition and the output do not go together.
 */
export function answerExit(
  exit: CompiledExit,
  output: unknown,
  res: Response,
  production: boolean,
): void {
  if (isAnswered(res)) {
    // The action has answered by itself; what it began with write() is closed.
    if (!res.writableEnded) res.end()
    return
  }
  writeHeaders(exit, output, res)
  const status =
    exit.declaredStatus ?? (res.statusCode === 200 ? exit.defaultStatus : res.statusCode)
  if (exit.responseType === '') answerStandard(status, output, res, production)
  else if (exit.responseType === 'redirect') answerRedirect(status, output, res)
  else if (exit.responseType === 'view') answerView(status, exit.viewTemplatePath, output, res)
  else if (exit.responseType === 'html') answerHtml(status, output, res)
  else if (exit.responseType === 'json') res.status(status).json(output)
  else if (exit.responseType === 'status') res.status(status).send()
  else answerNamed(exit.responseType, status, output, res)
}

/** Whether the action has answered, or begun to, without an exit. */
export function isAnswered(res: Response): boolean {
  return res.headersSent || res.writableEnded
}

/** Sets `X-Exit`, and in development what the exit documents. */
export function writeHeaders(exit: CompiledExit, output: unknown, res: Response): void {
  for (const [name, value] of exit.headers) res.setHeader(name, value)
  if (output === undefined) return
  for (const [name, value] of exit.outputHeaders) res.setHeader(name, value)
}

function answerStandard(status: number, output: unknown, res: Response, production: boolean): void {
  if (output === undefined || output === null) res.sendStatus(status)
  else if (typeof output === 'string') answerText(status, output, res)
  else if (output instanceof Date) answerText(status, output.toISOString(), res)
  else if (output instanceof Error) answerErrorAsOutput(status, output, res, production)
  else if (output instanceof Stream) answerStream(status, output, res)
  else if (output instanceof Uint8Array) res.status(status).send(toBuffer(output))
  else res.status(status).json(dehydrate(output, production))
}

/** Text is never taken for HTML unless the action says that it is. */
function answerText(status: number, text: string, res: Response): void {
  if (!res.hasHeader('content-type')) res.type('text/plain')
  res.status(status).send(text)
}

function answerHtml(status: number, output: unknown, res: Response): void {
  if (!res.hasHeader('content-type')) res.type('html')
  res.status(status).send(output)
}

function answerErrorAsOutput(
  status: number,
  error: Error,
  res: Response,
  production: boolean,
): void {
  if ('toJSON' in error && typeof error.toJSON === 'function') res.status(status).json(error)
  else if (production) res.sendStatus(status)
  else answerText(status, inspect(error), res)
}

function answerStream(status: number, output: Stream, res: Response): void {
  if (!isReadable(output)) throw new UnanswerableExit('its output is a stream that cannot be read.')
  output.once('error', (error) => {
    if (res.headersSent) res.destroy(error)
    else res.serverError(error)
  })
  res.onDone((completed) => {
    if (!completed) output.destroy()
  })
  res.status(status)
  output.pipe(res)
}

function answerRedirect(status: number, output: unknown, res: Response): void {
  if (typeof output !== 'string' || output === '') {
    throw new UnanswerableExit(`a redirect needs a URL as output, but it is ${inspect(output)}.`)
  }
  res.redirect(status, output)
}

function answerView(status: number, view: string, output: unknown, res: Response): void {
  const locals = output ?? {}
  if (!isDictionary(locals)) {
    throw new UnanswerableExit(
      `the locals of a view are a dictionary, but the output is ${inspect(output)}.`,
    )
  }
  callMethod(res.status(status), 'view', [view, locals])
}

function answerNamed(method: string, status: number, output: unknown, res: Response): void {
  callMethod(res.status(status), method, output === undefined || output === null ? [] : [output])
}

function callMethod(res: Response, name: string, values: unknown[]): void {
  const method: unknown = Reflect.get(res, name)
  if (typeof method === 'function') {
    Reflect.apply(method, res, values)
    return
  }
  throw new UnanswerableExit(
    `there is no res.${name}(). Create api/responses/${name}, or use another responseType.`,
  )
}

function isReadable(stream: Stream): stream is Readable {
  return 'pipe' in stream && 'destroy' in stream && Reflect.get(stream, 'readable') !== false
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
