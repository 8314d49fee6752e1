import type { HasQuery, IsPattern, RouteFor } from './api-address.ts'
import type { ApiExit, ApiRoute, UnnamedFailure } from './api.ts'

/** What the placeholders of a URL need; nothing when there are values in it already. */
export type ParamsOf<Api, Method extends string, Url extends string> =
  IsPattern<Api, Method, Url> extends true
    ? RouteFor<Api, Method, Url> extends { readonly params: infer Params }
      ? Params
      : {}
    : {}

/** What a route takes besides what stands in its path. With a query string part of it may be there. */
export type DataOf<Api, Method extends string, Url extends string> = Closed<
  RestOf<Api, Method, Url>
>

/** Placeholders and data together, as the shorthands of a client take them. */
export type InputsOf<Api, Method extends string, Url extends string> = Closed<
  ParamsOf<Api, Method, Url> & RestOf<Api, Method, Url>
>

/** Body of an answer that is no failure: the output, or that of an exit whose status is none. */
export type OutputOf<Route> = [Route] extends [never]
  ? unknown
  : Route extends ApiRoute
    ? Route['output'] | GoodBodies<Route['exits']>
    : unknown

/** Names of the exits of a route that are no failures. */
export type GoodExitsOf<Route> = Route extends ApiRoute
  ? {
      [Exit in keyof Route['exits']]: IsGood<Route['exits'][Exit]> extends true ? Exit : never
    }[keyof Route['exits']]
  : never

/** Failures that a route names, as `{ exit, statusCode, body }`, one for each exit. */
export type ExitsOf<Route> = [Route] extends [never]
  ? never
  : Route extends ApiRoute
    ? {
        [Exit in keyof Route['exits']]: IsGood<Route['exits'][Exit]> extends true
          ? never
          : {
              readonly exit: Exit
              readonly statusCode: Route['exits'][Exit]['status']
              readonly body: Route['exits'][Exit]['body']
            }
      }[keyof Route['exits']]
    : never

/** Statuses of failures that a route does not name. */
export type UnnamedFailureOf<Route> = Exclude<UnnamedFailure, ExitsOf<Route>['statusCode']>

type RestOf<Api, Method extends string, Url extends string> =
  HasQuery<Api, Method, Url> extends true
    ? Partial<InputsLeft<RouteFor<Api, Method, Url>>>
    : InputsLeft<RouteFor<Api, Method, Url>>

/** Inputs of a route that are not in its path; anything where no route is known. */
type InputsLeft<Route> = [Route] extends [never]
  ? Readonly<Record<string, unknown>>
  : Route extends ApiRoute
    ? {
        [
          Name in keyof Route['inputs'] as Name extends keyof Route['params'] ? never : Name
        ]: Route['inputs'][Name]
      }
    : Readonly<Record<string, unknown>>

/** One type of all keys. Where there are none, every key is refused, which `{}` would not do. */
type Closed<Keys> = keyof Keys extends never
  ? Readonly<Record<string, never>>
  : { [Key in keyof Keys]: Keys[Key] }

type GoodBodies<Exits extends Readonly<Record<string, ApiExit>>> = {
  [Exit in keyof Exits]: IsGood<Exits[Exit]> extends true ? Exits[Exit]['body'] : never
}[keyof Exits]

type IsGood<Exit extends ApiExit> = `${Exit['status']}` extends `2${string}` | `3${string}`
  ? true
  : false
