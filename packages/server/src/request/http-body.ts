import { failAnswer, isStatus } from './answer-once.ts'
import { settleAnswerTasks } from './answer-tasks.ts'
import { defaultHeadersOf } from './default-headers.ts'
import { NumberSentError, UnserialisableBodyError } from './errors.ts'
import { weakEtag } from './etag.ts'
import { withUtf8 } from './media-types.ts'
import { responseState } from './response-state.ts'
import type { Response } from './response.ts'

const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'
const BYTES = 'application/octet-stream'

/** Another client, or a longer answer, gets a compressed one. */
const VARY = { Vary: 'Accept-Encoding' }

/** Characters that end a line in JavaScript but not in JSON. */
const LINE_ENDS = /[\u2028\u2029]/g

/** `res.send()` over HTTP: text as HTML, bytes as they are, everything else as JSON. */
export function sendBody(res: Response, body: unknown, isUntouched: boolean): void {
  if (typeof body === 'string') return sendText(res, body, HTML)
  if (body === undefined) return sendNothing(res)
  if (body === null) return finish(res, '')
  if (ArrayBuffer.isView(body)) return sendBytes(res, body)
  if (typeof body === 'number' && sendStatusInstead(res, body)) return
  sendJson(res, body, isUntouched)
}

/**
 * `res.json()` over HTTP.
 * @param isUntouched Whether nobody has replaced the methods that write a head.
 */
export function sendJson(res: Response, body: unknown, isUntouched: boolean): void {
  const text = serialise(res, body)
  if (text === FAILED) return
  if (isUntouched && text !== undefined && sendPlainJson(res, text)) return
  if (!res.hasHeader('content-type')) res.setHeader('Content-Type', JSON_TYPE)
  if (text === undefined) sendNothing(res)
  else finish(res, text)
}

/** `res.jsonp()` over HTTP: a script that calls the function named in the query's `callback`, or plain JSON. */
export function sendJsonp(res: Response, body: unknown): void {
  const { callback } = res.req.query
  if (typeof callback !== 'string' || callback === '') return sendJson(res, body, false)
  const text = serialise(res, body)
  if (text === FAILED) return
  const name = callback.replace(/[^[\]\w$.]/g, '')
  const json = (text ?? '').replace(LINE_ENDS, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Content-Type', 'text/javascript; charset=utf-8')
  // The comment keeps old browser plugins from taking the answer for something of theirs.
  finish(res, `/**/ typeof ${name} === 'function' && ${name}(${json});`)
}

function sendText(res: Response, text: string, type: string): void {
  const given = res.getHeader('Content-Type')
  res.setHeader('Content-Type', typeof given === 'string' ? withUtf8(given) : type)
  finish(res, text)
}

function sendBytes(res: Response, bytes: ArrayBufferView): void {
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', BYTES)
  finish(res, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

function sendStatusInstead(res: Response, status: number): boolean {
  const { runtime } = responseState(res)
  if (runtime.settings.numberIsStatus === true) {
    res.sendStatus(status)
    return true
  }
  runtime.handleMisuse?.(new NumberSentError(status), res.req)
  return false
}

const FAILED: unique symbol = Symbol('failed')

function serialise(res: Response, body: unknown): string | undefined | typeof FAILED {
  const { jsonSpaces } = responseState(res).runtime.settings
  try {
    return jsonSpaces === 0 ? JSON.stringify(body) : JSON.stringify(body, undefined, jsonSpaces)
  } catch (error) {
    failAnswer(res, new UnserialisableBodyError(error))
    return FAILED
  }
}

/**
 * Sends an answer that has no header but those of its JSON, as most do: the head is then written at once, which costs
 * a fifth of setting and collecting headers.
 * @returns Whether it did.
 */
function sendPlainJson(res: Response, text: string): boolean {
  const state = responseState(res)
  const length = Buffer.byteLength(text)
  const isPlain =
    state.runtime.settings.etag !== true &&
    hasBody(res) &&
    length < (state.compression?.threshold ?? Infinity) &&
    res.getHeaderNames().length === 0
  if (!isPlain) return false
  try {
    if (!settleAnswerTasks(state)) return false
    const defaults = defaultHeadersOf(res, state)
    const vary = state.compression === undefined ? undefined : VARY
    const head = { 'Content-Type': JSON_TYPE, 'Content-Length': length, ...vary, ...defaults }
    state.compression = undefined
    state.sentHead = head
    res.writeHead(res.statusCode, head)
    res.end(text)
  } catch (error) {
    state.sentHead = undefined
    failAnswer(res, error)
  }
  return true
}

/** Whether the answer has a body, as far as method and status say. Odd statuses are not judged here. */
function hasBody({ req, statusCode }: Response): boolean {
  return (
    req.method !== 'HEAD' && isStatus(statusCode) && statusCode >= 200 && !isBodiless(statusCode)
  )
}

function isBodiless(statusCode: number): boolean {
  return statusCode === 204 || statusCode === 304
}

function sendNothing(res: Response): void {
  res.end()
}

/** Ends with a body that is complete: Node then knows its length and writes head and body at once. */
function finish(res: Response, body: string | Buffer): void {
  const { settings } = responseState(res).runtime
  const { method } = res.req
  if (settings.etag === true && (method === 'GET' || method === 'HEAD') && !res.hasHeader('etag')) {
    res.setHeader('ETag', weakEtag(body))
  }
  if ((res.hasHeader('etag') || res.hasHeader('last-modified')) && res.req.fresh) {
    res.statusCode = 304
  }
  if (isBodiless(res.statusCode)) {
    res.removeHeader('Content-Type')
    res.removeHeader('Content-Length')
    res.end()
  } else if (method === 'HEAD') {
    res.setHeader('Content-Length', Buffer.byteLength(body))
    res.end()
  } else {
    res.end(body)
  }
}
