import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

import type { Request } from './request.ts'
import type { SentAnswer } from './sent-answer.ts'

/** Settings of a cookie. @see Express reference: res.cookie */
export interface CookieOptions {
  path?: string
  domain?: string
  expires?: Date
  /** Milliseconds. */
  maxAge?: number
  httpOnly?: boolean
  secure?: boolean
  sameSite?: boolean | 'lax' | 'strict' | 'none'
  signed?: boolean
  encode?: (value: string) => string
}

/** What every response offers, whatever door the request came through. @see Sails reference: res */
export interface ResponseMembers {
  statusCode: number
  readonly req: Request
  readonly headersSent: boolean
  readonly writableEnded: boolean
  readonly finished: boolean
  /** What views see. Made on first use. */
  locals: Record<string, unknown>

  status(code: number): this
  send<Body>(body?: Body): this & SentAnswer<Body>
  json<Body>(body?: Body): this & SentAnswer<Body>
  jsonp(body?: unknown): this
  sendStatus(code: number): this
  redirect(url: string): void
  redirect(status: number, url: string): void
  location(url: string): this

  set(name: string, value: unknown): this
  set(headers: Record<string, unknown>): this
  header(name: string, value: unknown): this
  header(headers: Record<string, unknown>): this
  get(name: string): OutgoingHttpHeader | undefined
  append(name: string, value: string | string[]): this
  vary(field: string | string[]): this
  type(type: string): this
  charset?: string
  attachment(filename?: string): this
  download(path: string, filename?: string): void
  sendFile(
    path: string,
    options?: Record<string, unknown>,
    callback?: (error?: Error) => void,
  ): void
  sendfile(
    path: string,
    options?: Record<string, unknown>,
    callback?: (error?: Error) => void,
  ): void
  format(handlers: Record<string, () => void>): this
  links(links: Record<string, string>): this
  cookie(name: string, value: unknown, options?: CookieOptions): this
  clearCookie(name: string, options?: CookieOptions): this

  setHeader(name: string, value: number | string | readonly string[]): this
  getHeader(name: string): OutgoingHttpHeader | undefined
  getHeaders(): OutgoingHttpHeaders
  getHeaderNames(): string[]
  hasHeader(name: string): boolean
  removeHeader(name: string): void
  setHeaders(headers: Headers | Map<string, number | string | readonly string[]>): this
  appendHeader(name: string, value: string | readonly string[]): this
  writeHead(statusCode: number, headers?: OutgoingHttpHeaders): this
  write(chunk: unknown, ...rest: unknown[]): boolean
  end(chunk?: unknown, ...rest: unknown[]): this
  /** Ends without an answer: cuts the connection, or over a socket answers nothing more. */
  destroy(error?: Error): this
  setDefaultEncoding(encoding: BufferEncoding): this

  /**
   * Calls back once, synchronously, just before the headers are fixed: the last moment to set one.
   * @internal for built-in hooks
   */
  onHeaders(task: () => void): void
  /**
   * Calls back once before the answer is let go; an answer waits for the promise. A rejection makes it a 500
   * (or the error's own status) when headers have not gone out.
   * @internal for built-in hooks
   */
  onAnswer(task: () => Promise<void> | undefined): void
  /**
   * Calls back once when all is over: answered, or the client went away (`completed` false).
   * @internal for built-in hooks
   */
  onDone(task: (completed: boolean) => void): void

  setTimeout(ms: number, callback?: () => void): this

  /**
   * Forgets the answer made so far, so that an error's answer can take its place. When part of it has left the process
   * the connection is cut instead: nobody shall take the part for the whole.
   * @returns Whether another answer can be sent.
   * @internal
   */
  retract(): boolean
}

/**
 * What an action answers with. Over HTTP it is Node's own `ServerResponse`. Standard and custom responses
 * (`res.ok()`, `res.notFound()` ...) are added by the responses hook, {@link StandardResponses}.
 */
export interface Response
  extends
    ResponseMembers,
    StandardResponses,
    ViewMembers,
    Omit<ServerResponse, keyof ResponseMembers | keyof StandardResponses> {}

/** @see Sails reference: res.ok, res.badRequest, res.forbidden, res.notFound, res.serverError */
export interface StandardResponses {
  ok(data?: unknown): void
  badRequest(data?: unknown): void
  forbidden(): void
  notFound(): void
  serverError(error?: unknown): void
  /** @deprecated since Sails 1.0 */
  negotiate(error: unknown): void
}

/** Called with the error, or with `null` and the HTML. */
export type RenderCallback = (error: Error | null, html?: string) => void

/** What the views hook adds to responses. */
export interface ViewMembers {
  /**
   * Answers with a view: a file of the views folder, its layout around it. Without a path it is the view named like
   * the action. A view that cannot be rendered is answered by `serverError`, or handed to the callback.
   * @returns a promise only if something was waited for
   * @see Sails reference: res.view
   */
  view(path: string, callback: RenderCallback): void
  view(path?: string, locals?: object): Promise<void> | undefined
  view(locals: object): Promise<void> | undefined
  view(path: string, locals: object, callback: RenderCallback): void
  view(locals: object, callback: RenderCallback): void
  /** As in Express: no layout unless a local or the template names one, and no guessing of paths. */
  render(path: string, callback: RenderCallback): void
  render(path: string, locals?: object): Promise<void> | undefined
  render(path: string, locals: object, callback: RenderCallback): void
}
