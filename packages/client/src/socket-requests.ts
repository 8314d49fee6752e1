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
import type { RequestMethod, VerbMethod } from './typed-requests.ts'

type Asked = Promise<JWR> | undefined

/**
 * `request()` and its shorthands. All of them check their arguments at once and throw before anything is sent;
 * without a connection the request waits in a queue. With a callback they return undefined; without one a promise
 * that resolves to the JWR and rejects with `jwr.error`. A promise that nobody looks at never becomes an unhandled
 * rejection, so that calls whose answer does not matter stay as harmless as they are in Sails.
 */
export abstract class SocketRequests<Api = Halyard.Routes> {
  protected readonly requests: Requests = new Requests(() => this.requestDefaults())

  /** Sends one packet; undefined while there is no connection. */
  protected abstract get transmit(): Transmit | undefined

  protected abstract requestDefaults(): RequestDefaults

  /**
   * Asks any route of the server. `params` fill the placeholders of `url`.
   * @throws {RequestUsageError} when an argument is missing or of a wrong type.
   * @example
   * const { body } = await io.socket.request({ method: 'get', url: '/user/3/friends', data: { limit: 15 } })
   * @see Sails reference: web-sockets/socket-client/io-socket-request
   */
  declare request: RequestMethod<Api>
  /** Asks with GET. `data` fills the placeholders of the URL, and the rest of it is sent. @throws as {@link request} */
  declare get: VerbMethod<Api, 'GET'>
  /** As {@link get}, with POST. */
  declare post: VerbMethod<Api, 'POST'>
  /** As {@link get}, with PUT. */
  declare put: VerbMethod<Api, 'PUT'>
  /** As {@link get}, with PATCH. */
  declare patch: VerbMethod<Api, 'PATCH'>
  /** As {@link get}, with DELETE. */
  declare delete: VerbMethod<Api, 'DELETE'>

  static {
    // Their types depend on the app's, which methods of a class cannot; they are methods all the same.
    const { prototype } = this
    const define = (name: string, value: Function): void => {
      Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
    }
    define('request', function request(this: SocketRequests, options: unknown, callback?: unknown) {
      return this.#send(checkRequest(options), checkCallback(callback))
    })
    for (const verb of ['get', 'post', 'put', 'patch', 'delete']) {
      define(verb, function ask(this: SocketRequests, ...given: unknown[]) {
        return this.#ask(verb, given)
      })
    }
  }

  /** {@link request} for code of ours, which does not know the app. */
  protected async ask(options: RequestOptions): Promise<JWR> {
    return this.#promise(checkRequest(options))
  }

  #ask(method: string, [url, data, callback]: unknown[]): Asked {
    const hasData = typeof data !== 'function'
    const request = checkRequest({ method, url, params: hasData ? data : undefined })
    return this.#send(request, checkCallback(hasData ? callback : data))
  }

  #send(request: CheckedRequest, answer: RequestCallback | undefined): Asked {
    if (answer === undefined) return this.#promise(request)
    this.requests.add(request, answer, this.transmit)
    return undefined
  }

  #promise(request: CheckedRequest): Promise<JWR> {
    const promise = new Promise<JWR>((resolve, reject) => {
      const answer: RequestCallback = (_resData, jwr) => {
        if (jwr.error === undefined || !request.rejects) resolve(jwr)
        else reject(jwr.error)
      }
      this.requests.add(request, answer, this.transmit)
    })
    // Front ends written for Sails call post('/seen') and forget it; in Node a lost one would end their process.
    promise.catch(() => undefined)
    return promise
  }
}
