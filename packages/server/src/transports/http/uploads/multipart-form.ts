import { AsyncResource } from 'node:async_hooks'
import type { Readable } from 'node:stream'

import type { Busboy, FieldInfo, FileInfo } from 'busboy'

import type { Next } from '../../../request/handler.ts'
import type { HttpRequest } from '../../../request/request.ts'
import type { Response } from '../../../request/response.ts'
import { BodyTooLargeError } from '../errors.ts'
import { createParser, toBodyError } from './create-parser.ts'
import {
  FormBrokenOffError,
  TooManyPartsError,
  UploadStalledError,
  UploadTooLargeError,
} from './errors.ts'
import { FormFields } from './form-fields.ts'
import type { UploadSettings } from './upload-settings.ts'
import { Upstream, type UpstreamForm } from './upstream.ts'

/** Whether a text is longer than what was read of it. */
type Truncation = Pick<FieldInfo, 'valueTruncated'>

/** What a form needs of the app. */
export interface FormHost extends Pick<UpstreamForm, 'track'> {
  readonly settings: UploadSettings
  /** Most bytes of all text fields together. */
  readonly maxTextBytes: number
  /** A callback of an upload has thrown. */
  onThrow(error: unknown, req: HttpRequest, res: Response): void
}

/**
 * A multipart form that is being received. Text fields go to `req.body`, files to the upstream of their field.
 *
 * The app gets the request when all of the form has come, when its first file is longer than what is kept in memory, or
 * a while after that file began. Small forms may so have their parts in any order; in a longer one, the text behind a
 * file is in `req.body` when the upload is over.
 */
export class MultipartForm implements UpstreamForm {
  readonly settings: UploadSettings
  readonly requestBytes: number
  readonly #req: HttpRequest
  readonly #res: Response
  readonly #host: FormHost
  readonly #fields: FormFields
  readonly #upstreams = new Map<string, Upstream>()
  readonly #caller = new AsyncResource('halyard.form')
  readonly #next: Next
  readonly #parser: Busboy
  readonly #stalled: NodeJS.Timeout
  readonly #breakOff = (): void => {
    if (!this.#req.complete) this.#fail(new FormBrokenOffError())
  }
  #patience: NodeJS.Timeout | undefined = undefined
  #hasPassed = false
  #isOver = false
  #failure: Error | undefined = undefined
  #fileBytes = 0
  #allowedBytes = 0

  /**
   * @param next Called once: when the app can have the request, or with what is wrong with the form.
   * @throws {BodyUnparsableError} {@link BodyUnsupportedError}
   */
  constructor(req: HttpRequest, res: Response, host: FormHost, next: Next) {
    this.settings = host.settings
    this.requestBytes = Number(req.headers['content-length'] ?? Number.NaN)
    this.#req = req
    this.#res = res
    this.#host = host
    this.#next = next
    this.#fields = new FormFields(req.headers['x-json-mpu-params'], host.maxTextBytes)
    this.#parser = createParser(req.headers, host.settings, host.maxTextBytes)
    const { maxTimeToWaitForFirstFile } = host.settings
    this.#stalled = setTimeout(() => this.#checkProgress(), maxTimeToWaitForFirstFile).unref()
    req.body = this.#fields.values
    this.#listen()
  }

  /** The files of a field; the same object each time. */
  file(field: string): Upstream {
    const known = this.#upstreams.get(field)
    if (known !== undefined) return known
    const upstream = new Upstream(field, this)
    this.#upstreams.set(field, upstream)
    if (this.#failure !== undefined) upstream.destroy(this.#failure)
    else if (this.#isOver) upstream.noMoreFiles()
    return upstream
  }

  onBytes(count: number): void {
    this.#fileBytes += count
    const max = Math.max(this.settings.maxRequestBytes, this.#allowedBytes)
    if (this.#fileBytes > max) this.#fail(new UploadTooLargeError('request', max))
  }

  onFull(): void {
    this.#pass()
  }

  allow(maxBytes: number): void {
    this.#allowedBytes += maxBytes
  }

  track(work: Promise<unknown>): void {
    this.#host.track(work)
  }

  onThrow(error: unknown): void {
    this.#host.onThrow(error, this.#req, this.#res)
  }

  #listen(): void {
    const req = this.#req
    const parser = this.#parser
    const { maxFiles, maxFields } = this.settings
    parser.on('field', (name, value, info) => this.#takeField(name, value, info))
    parser.on('file', (field, source, info) => this.#takeFile(field, source, info))
    parser.on('filesLimit', () => this.#fail(new TooManyPartsError('files', maxFiles)))
    parser.on('fieldsLimit', () => this.#fail(new TooManyPartsError('fields', maxFields)))
    parser.on('error', (error) => this.#fail(toBodyError(error)))
    parser.on('close', () => this.#finish())
    req.on('data', () => this.#stalled.refresh())
    // Not of the request: once it is answered, Node no longer tells it that its connection has ended.
    req.socket.once('close', this.#breakOff)
    const { signal } = req
    signal.addEventListener('abort', () => this.#fail(toError(signal.reason)), { once: true })
    this.#res.onDone(() => this.#dropUnclaimed())
    req.pipe(parser)
  }

  #takeField(name: string, value: string, { valueTruncated }: Truncation): void {
    if (this.#isOver) return
    try {
      if (valueTruncated) throw new BodyTooLargeError(this.#host.maxTextBytes)
      this.#fields.add(name, value)
    } catch (error) {
      this.#fail(toError(error))
    }
  }

  #takeFile(field: string, source: Readable, { filename, mimeType }: FileInfo): void {
    // The parser breaks it off when the form ends too soon, which it says of itself too.
    source.on('error', () => undefined)
    if (this.#isOver || field in Object.prototype) {
      source.resume()
    } else if (filename) {
      this.#startPatience()
      this.file(field).add(source, { field, filename: cleanName(filename), type: mimeType })
      if (this.#res.writableEnded) this.#dropUnclaimed()
    } else {
      this.#takeNameless(field, source)
    }
  }

  /** Without a name it is no file, as in Skipper: browsers send such a part when the user has chosen none. */
  #takeNameless(field: string, source: Readable): void {
    const chunks: Buffer[] = []
    let length = 0
    source.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= this.#host.maxTextBytes) chunks.push(chunk)
    })
    source.on('end', () => {
      const valueTruncated = length > this.#host.maxTextBytes
      this.#takeField(field, Buffer.concat(chunks).toString(), { valueTruncated })
    })
  }

  #startPatience(): void {
    const { maxWaitTimeBeforePassingControlToApp } = this.settings
    this.#patience ??= setTimeout(() => this.#pass(), maxWaitTimeBeforePassingControlToApp).unref()
  }

  #checkProgress(): void {
    if (this.#isOver) return
    // Somebody of ours is slow, not the client.
    if (this.#parser.writableNeedDrain) this.#stalled.refresh()
    else this.#fail(new UploadStalledError(this.settings.maxTimeToWaitForFirstFile))
  }

  #pass(error?: Error): void {
    if (this.#hasPassed) return
    this.#hasPassed = true
    this.#caller.runInAsyncScope(this.#next, undefined, error)
  }

  #finish(): void {
    if (this.#isOver) return
    this.#stop()
    for (const upstream of this.#upstreams.values()) upstream.noMoreFiles()
    this.#pass()
  }

  #fail(error: Error): void {
    if (this.#isOver) return
    this.#failure = error
    for (const upstream of this.#upstreams.values()) upstream.destroy(error)
    this.#stop()
    this.#discardRest()
    this.#pass(error)
  }

  /** The request is answered: nobody will ask for what nobody has asked for. */
  #dropUnclaimed(): void {
    for (const upstream of this.#upstreams.values()) if (!upstream.isTaken) upstream.destroy()
    const isWanted = [...this.#upstreams.values()].some(({ isTaken }) => isTaken)
    if (isWanted || this.#isOver) return
    this.#stop()
    this.#discardRest()
  }

  #stop(): void {
    this.#isOver = true
    clearTimeout(this.#stalled)
    clearTimeout(this.#patience)
    this.#req.socket.off('close', this.#breakOff)
  }

  /** The client can finish sending and read the answer. */
  #discardRest(): void {
    this.#req.unpipe(this.#parser)
    this.#req.resume()
    this.#parser.destroy()
  }
}

/** What no name of a file needs, and terminals and logs obey. */
function cleanName(filename: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the ones to remove
  return filename.replaceAll(/[\u0000-\u001F\u007F]/g, '')
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
