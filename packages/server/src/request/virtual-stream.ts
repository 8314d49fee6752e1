import { Readable } from 'node:stream'

import type { Request } from './request.ts'

type Names =
  | 'aborted'
  | 'complete'
  | 'httpVersion'
  | 'httpVersionMajor'
  | 'httpVersionMinor'
  | 'rawHeaders'
  | 'headersDistinct'
  | 'trailers'
  | 'trailersDistinct'
  | 'rawTrailers'
  | '_read'
  | '_destroy'

/** Where a Readable keeps itself; reading it means that someone treats the request as a stream. */
interface StreamState {
  _readableState: unknown
}

/**
 * What makes a virtual request a readable `IncomingMessage`, for Connect middleware: its stream is the body as JSON and
 * is made on first use.
 */
export const virtualStream: Partial<Pick<Request, Names>> & StreamState & ThisType<Request> = {
  get _readableState() {
    // The old form of subclassing a stream, as Node's documentation has it: it initialises an object that exists.
    Reflect.apply(Readable, this, [])
    const state: unknown = Reflect.get(this, '_readableState')
    return state
  },
  set _readableState(state) {
    Object.defineProperty(this, '_readableState', { value: state, writable: true })
  },

  _read() {
    const { body } = this
    const text = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body)
    this.push(text)
    this.push(null)
  },
  _destroy(error, callback) {
    callback(error)
  },

  get aborted() {
    return this.signal.aborted
  },
  complete: true,
  httpVersion: '1.1',
  httpVersionMajor: 1,
  httpVersionMinor: 1,
  get rawHeaders() {
    return Object.entries(this.headers).flatMap(([name, value]) => [name, String(value)])
  },
  get headersDistinct() {
    const entries = Object.entries(this.headers).map(([name, value]) => [name, [String(value)]])
    return Object.fromEntries(entries)
  },
  get trailers() {
    return {}
  },
  get trailersDistinct() {
    return {}
  },
  get rawTrailers() {
    return []
  },
}
