import type {
  DataOf,
  ExitsOf,
  GoodExitsOf,
  GoodStatus,
  InputsOf,
  KnownUrl,
  OutputOf,
  ParamsOf,
  PathsFor,
  RouteFor,
  UnnamedFailureOf,
} from '@halyard/protocol'

import type { JWR } from './jwr.ts'
import type { RequestFailedError, RequestLostError } from './request-errors.ts'
import type { RequestCallback, RequestData, RequestOptions } from './request.ts'

/** `get()` and its kin: checked against the routes of an app, or without such a type for any server. */
export type VerbMethod<Api, Method extends string> = [keyof Api] extends [never]
  ? UntypedVerb
  : TypedVerb<Api, Method>

/** `request()`, checked against the routes of an app, or without such a type for any server. */
export type RequestMethod<Api> = [keyof Api] extends [never] ? UntypedRequest : TypedRequest<Api>

/** A verb's method for servers of which no type tells. */
export interface UntypedVerb {
  <Body>(url: string, data: RequestData, callback: RequestCallback<Body>): void
  <Body>(url: string, callback: RequestCallback<Body>): void
  <Body = unknown>(url: string, data?: RequestData): Promise<JWR<Body>>
}

/** `request()` for servers of which no type tells. */
export interface UntypedRequest {
  <Body>(options: RequestOptions, callback: RequestCallback<Body>): void
  <Body = unknown>(options: RequestOptions): Promise<JWR<Body>>
}

/**
 * A verb's method for one app. `data` holds values for the placeholders of the URL and what else the route takes.
 * One signature for all forms, so that what is wrong is said of the argument that is wrong.
 */
export interface TypedVerb<Api, Method extends string> {
  <
    const Url extends PathsFor<Api, Method> | (string & {}),
    Second extends Callback<Api, Method, Url> | undefined,
    Third extends Callback<Api, Method, Url> | undefined,
  >(
    url: KnownUrl<Api, Method, Url>,
    ...given: Given<InputsOf<Api, Method, Url>, Second, Third>
  ): [undefined, undefined] extends [Second, Third]
    ? Promise<JWR<OutputOf<RouteFor<Api, Method, Url>>>>
    : void
}

/** `request()` for one app. */
export interface TypedRequest<Api> {
  <
    const Url extends PathsFor<Api, Method> | (string & {}),
    Answered extends Callback<Api, Method, Url> | undefined,
    const Method extends string = 'GET',
    const Rejects extends boolean = true,
  >(
    options: TypedOptions<Api, Method, Url, Rejects>,
    callback?: Answered,
  ): undefined extends Answered
    ? Promise<
        Rejects extends true
          ? JWR<OutputOf<RouteFor<Api, Method, Url>>>
          : Answer<RouteFor<Api, Method, Url>>
      >
    : void
}

/** The answer to a request that may have failed. `error` tells whether it did, `exit` and `statusCode` how. */
export type Answer<Route> =
  | (JWR<OutputOf<Route>> & {
      readonly error?: undefined
      readonly exit: 'success' | GoodExitsOf<Route> | undefined
      readonly statusCode: GoodStatus
    })
  | ExitAnswer<ExitsOf<Route>>
  | UnnamedAnswer<UnnamedFailureOf<Route>>

type ExitAnswer<Exit> = Exit extends { readonly body: infer Body }
  ? JWR<Body> & Exit & { readonly error: RequestFailedError }
  : never

type UnnamedAnswer<Status> =
  | (JWR & { readonly statusCode: Status; readonly exit: undefined | 'error' } & {
      readonly error: RequestFailedError
    })
  | (JWR<null> & { readonly statusCode: 0; readonly exit: undefined } & {
      readonly error: RequestLostError
    })

/** As in Sails `resData` is the output unless `jwres.error` is there. */
type Callback<Api, Method extends string, Url extends string> = (
  resData: OutputOf<RouteFor<Api, Method, Url>>,
  jwres: Answer<RouteFor<Api, Method, Url>>,
) => void

type Given<Data, Second, Third> = {} extends Data
  ? [data?: Data | Second | null, callback?: Third]
  : [data: Data, callback?: Third]

type TypedOptions<Api, Method extends string, Url extends string, Rejects> = Omit<
  RequestOptions,
  'method' | 'url' | 'data' | 'params' | 'rejects'
> & {
  /** Verb, in any case. @default 'get' */
  method?: Method
  /** A path of the app, with placeholders or with values in them. */
  url: KnownUrl<Api, Method, Url>
  /** Whether a failure rejects the promise. @default true */
  rejects?: Rejects
} & Part<'params', ParamsOf<Api, Method, Url>> &
  Part<'data', DataOf<Api, Method, Url>>

/** One key of the options; it may be left out when all in it may. */
type Part<Key extends string, Value> = keyof Value extends never
  ? { [Name in Key]?: never }
  : {} extends Value
    ? { [Name in Key]?: Value }
    : { [Name in Key]: Value }
