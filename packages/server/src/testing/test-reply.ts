import {
  type ExitsOf,
  type GoodStatus,
  type InputsOf,
  type KnownUrl,
  type OutputOf,
  type PathsFor,
  type RouteFor,
  type UnnamedFailureOf,
  fillUrl,
} from '@halyard/protocol'

/** What a request was answered with, the same for every transport. */
export interface TestReply {
  statusCode: number
  /** Names in lower case; those that only one transport adds (`date`, `content-length` ...) are left out. */
  headers: Record<string, unknown>
  /** JSON is parsed; `undefined` when there was no body. */
  body: unknown
}

/**
 * Asks a route, whatever the transport. Every status resolves. Values of `data` that placeholders of the URL name are
 * put there. Checked against the routes of the app where `halyard types` has written them; `{}` as `Api` takes any.
 */
export type TestRequest<Api = Halyard.Routes> = [keyof Api] extends [never]
  ? UntypedTestRequest
  : TypedTestRequest<Api>

/** Asks routes of which no type tells. */
export type UntypedTestRequest = (
  method: string,
  url: string,
  data?: unknown,
  headers?: Record<string, string>,
) => Promise<TestReply>

/** Asks routes of one app. What is wrong on purpose is written `as never`. */
export interface TypedTestRequest<Api> {
  <const Method extends string, const Url extends PathsFor<Api, Method> | (string & {})>(
    method: Method,
    url: KnownUrl<Api, Method, Url>,
    ...rest: {} extends InputsOf<Api, Method, Url>
      ? [data?: InputsOf<Api, Method, Url> | undefined, headers?: Record<string, string>]
      : [data: InputsOf<Api, Method, Url>, headers?: Record<string, string>]
  ): Promise<TypedTestReply<RouteFor<Api, Method, Url>>>
}

/** The answer of a known route: `statusCode` tells the type of `body`. */
export type TypedTestReply<Route> =
  | (TestReply & { statusCode: GoodStatus; body: OutputOf<Route> })
  | ExitReply<ExitsOf<Route>>
  | (TestReply & { statusCode: UnnamedFailureOf<Route> })

type ExitReply<Exit> = Exit extends { readonly statusCode: infer Status; readonly body: infer Body }
  ? TestReply & { statusCode: Status; body: Body }
  : never

/** Makes a request of what asks one door, which gets a URL without placeholders. */
export function toTestRequest<Api>(ask: UntypedTestRequest): TestRequest<Api> {
  const request: UntypedTestRequest = async (method, url, data, headers) => {
    const filled = fillUrl(url, data)
    return ask(method, filled.url, filled.rest, headers)
  }
  return request as TestRequest<Api>
}

/** What HTTP itself adds to an answer. */
const OF_THE_WIRE: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

/** Leaves out what says nothing about the app's answer. */
export function withoutWireHeaders(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_WIRE.has(name)))
}
