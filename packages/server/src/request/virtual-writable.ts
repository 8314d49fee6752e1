import { responseState } from './response-state.ts'
import type { Response } from './response.ts'

type Names =
  | '_write'
  | 'addTrailers'
  | 'appendHeader'
  | 'assignSocket'
  | 'chunkedEncoding'
  | 'closed'
  | 'connection'
  | 'cork'
  | 'destroyed'
  | 'detachSocket'
  | 'errored'
  | 'flushHeaders'
  | 'sendDate'
  | 'setDefaultEncoding'
  | 'setHeaders'
  | 'shouldKeepAlive'
  | 'socket'
  | 'strictContentLength'
  | 'uncork'
  | 'useChunkedEncodingByDefault'
  | 'writable'
  | 'writableAborted'
  | 'writableCorked'
  | 'writableFinished'
  | 'writableHighWaterMark'
  | 'writableLength'
  | 'writableNeedDrain'
  | 'writableObjectMode'
  | 'writeContinue'
  | 'writeEarlyHints'
  | 'writeProcessing'

/** Members that Node's types hide; published middleware (compression, express-session) calls some of them. */
interface HiddenMembers {
  readonly _header: string | null
  _implicitHeader(): void
  getRawHeaderNames(): string[]
  writeHeader: Response['writeHead']
}

/**
 * What is left of `ServerResponse` for an answer without a connection: no trailers, no early hints, no socket, and a
 * buffer that never fills.
 */
export const virtualWritable: Pick<Response, Names> & HiddenMembers & ThisType<Response> = {
  get _header() {
    return this.headersSent ? 'sent' : null
  },
  _implicitHeader() {
    this.writeHead(this.statusCode)
  },
  _write(chunk: unknown, encoding, callback) {
    this.write(chunk, encoding, callback)
  },

  getRawHeaderNames() {
    return this.getHeaderNames()
  },
  writeHeader(statusCode, headers) {
    return this.writeHead(statusCode, headers)
  },
  appendHeader(name, value) {
    return this.append(name, typeof value === 'string' ? value : [...value])
  },
  setHeaders(headers) {
    headers.forEach((value, name) => this.setHeader(name, value))
    return this
  },

  get writable() {
    return !responseState(this).answered
  },
  get writableFinished() {
    return responseState(this).done && responseState(this).answered
  },
  get writableAborted() {
    return responseState(this).done && !responseState(this).answered
  },
  get destroyed() {
    return responseState(this).done
  },
  get closed() {
    return responseState(this).done
  },
  errored: null,
  socket: null,
  connection: null,
  chunkedEncoding: false,
  sendDate: false,
  shouldKeepAlive: false,
  strictContentLength: false,
  useChunkedEncodingByDefault: false,
  writableCorked: 0,
  writableHighWaterMark: 16_384,
  writableLength: 0,
  writableNeedDrain: false,
  writableObjectMode: false,

  addTrailers: doNothing,
  assignSocket: doNothing,
  cork: doNothing,
  detachSocket: doNothing,
  flushHeaders: doNothing,
  setDefaultEncoding() {
    return this
  },
  uncork: doNothing,
  writeContinue: doNothing,
  writeEarlyHints(_hints, callback) {
    callback?.()
  },
  writeProcessing: doNothing,
}

function doNothing(): void {}
