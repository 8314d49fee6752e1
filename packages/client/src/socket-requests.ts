import type { JWR } from './jwr.ts'
import type { RequestDefaults } from './options.ts'
import {
  type CheckedRequest,
  type RequestCallback,
  type RequestOptions,
  checkCallback,
  checkRequest,
} from './request.ts'
import { Requests, type Transmit } from './requests.ts'

/** Body of a request made by a verb's method; nothing, `null` and `undefined` count as `{}`. */
export type RequestData = object | null | undefined

type Asked = Promise<JWR> | undefined

/**
 * `request()` and its shorthands. All of them check their arguments at once and throw before anything is sent;
 * without a connection the request waits in a queue. With a callback they return undefined; without one a promise
 * that resolves to the JWR and rejects with `jwr.error`. A promise that nobody looks at never becomes an unhandled
 * rejection, so that calls whose answer does not matter stay as harmless as they are in Sails.
 */
export abstract class SocketRequests {
  protected readonly requests: Requests = new Requests(() => this.requestDefaults())

  /** Sends one packet; undefined while there is no connection. */
  protected abstract get transmit(): Transmit | undefined

  protected abstract requestDefaults(): RequestDefaults

  /**
   * Asks any route of the server.
   * @throws {RequestUsageError} when an argument is missing or of a wrong type.
   * @example
   * const { body } = await io.socket.request({ method: 'get', url: '/user/3/friends', data: { limit: 15 } })
   * @see Sails reference: web-sockets/socket-client/io-socket-request
   */
  request<Body>(options: RequestOptions, callback: RequestCallback<Body>): void
  request<Body = unknown>(options: RequestOptions): Promise<JWR<Body>>
  request(options: unknown, callback?: unknown): Asked {
    const request = checkRequest(options)
    const answer = checkCallback(callback)
    if (answer === undefined) return this.#promise(request)
    this.requests.add(request, answer, this.transmit)
    return undefined
  }

  get<Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  get<Body>(url: string, callback: RequestCallback<Body>): void
  get<Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
  get(...given: unknown[]): Asked {
    return this.#ask('get', given)
  }

  post<Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  post<Body>(url: string, callback: RequestCallback<Body>): void
  post<Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
  post(...given: unknown[]): Asked {
    return this.#ask('post', given)
  }

  put<Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  put<Body>(url: string, callback: RequestCallback<Body>): void
  put<Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
  put(...given: unknown[]): Asked {
    return this.#ask('put', given)
  }

  patch<Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  patch<Body>(url: string, callback: RequestCallback<Body>): void
  patch<Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
  patch(...given: unknown[]): Asked {
    return this.#ask('patch', given)
  }

  delete<Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  delete<Body>(url: string, callback: RequestCallback<Body>): void
  delete<Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
  delete(...given: unknown[]): Asked {
    return this.#ask('delete', given)
  }

  #ask(method: string, [url, data, callback]: unknown[]): Asked {
    const hasData = typeof data !== 'function'
    const request = checkRequest({ method, url, data: hasData ? data : undefined })
    const answer = checkCallback(hasData ? callback : data)
    if (answer === undefined) return this.#promise(request)
    this.requests.add(request, answer, this.transmit)
    return undefined
  }

  #promise(request: CheckedRequest): Promise<JWR> {
    const promise = new Promise<JWR>((resolve, reject) => {
      const answer: RequestCallback = (_resData, jwr) => {
        if (jwr.error === undefined) resolve(jwr)
        else reject(jwr.error)
      }
      this.requests.add(request, answer, this.transmit)
    })
    // Front ends written for Sails call post('/seen') and forget it; in Node a lost one would end their process.
    promise.catch(() => undefined)
    return promise
  }
}
