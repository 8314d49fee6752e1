/** Paths that an app answers for a method; those of addresses without verb among them. */
export type PathsFor<Api, Method extends string> = {
  [Address in keyof Api]: Address extends `${Uppercase<Method>} ${infer Path}`
    ? Path
    : Address extends `/${string}`
      ? Address
      : never
}[keyof Api]

/** The route that answers a URL, as pattern or with values in it: `'/user/:id'`, `'/user/3?full=1'`. */
export type RouteFor<Api, Method extends string, Url extends string> = RouteAt<
  Api,
  Method,
  PathFor<Api, Method, Url>
>

/**
 * The URL itself when the app has a route for it, else a sentence that tells. A text that is known only at run time
 * passes, and its answer is `unknown`.
 */
export type KnownUrl<Api, Method extends string, Url extends string> = string extends Url
  ? Url
  : [PathFor<Api, Method, Url>] extends [never]
    ? `This app has no route ${Uppercase<Method>} ${WithoutQuery<Url>}`
    : Url

/** Whether a URL is a route's pattern, whose placeholders are still to be filled: true for `'/user/:id'`. */
export type IsPattern<Api, Method extends string, Url extends string> = string extends Url
  ? false
  : Url extends PathsFor<Api, Method> | `${PathsFor<Api, Method> & string}?${string}`
    ? Url extends `${string}/${string}:${string}`
      ? true
      : false
    : false

/** `HasQuery<'/user?limit=3'>` is true. */
export type HasQuery<Api, Method extends string, Url extends string> =
  Url extends PathsFor<Api, Method> ? false : Url extends `${string}?${string}` ? true : false

type WithoutQuery<Url extends string> = Url extends `${infer Path}?${string}` ? Path : Url

/** The path of the route that a URL leads to. Only a URL with values in it is compared with all of them. */
type PathFor<Api, Method extends string, Url extends string> =
  Url extends PathsFor<Api, Method>
    ? Url
    : WithoutQuery<Url> extends infer Path extends string
      ? Path extends PathsFor<Api, Method>
        ? Path
        : MatchingPath<Path, PathsFor<Api, Method>>
      : never

type RouteAt<Api, Method extends string, Path> = Path extends string
  ? `${Uppercase<Method>} ${Path}` extends keyof Api
    ? Api[`${Uppercase<Method>} ${Path}`]
    : Path extends keyof Api
      ? Api[Path]
      : never
  : never

/** Paths that a URL with values in it fits. What they begin with sorts most of them out at little cost. */
type MatchingPath<Url extends string, Path> = Path extends unknown
  ? Url extends BeginningOf<Path>
    ? Matches<Url, Path> extends true
      ? Path
      : never
    : never
  : never

/** What URLs of a path begin with: `BeginningOf<'/user/:id'>` is `/user${string}`. */
type BeginningOf<Path> = Path extends `${infer Before}/:${string}`
  ? `${Before}${string}`
  : Path extends `${infer Before}${':' | '*'}${string}`
    ? `${Before}${string}`
    : Path

/** Segment by segment: `Matches<'/user/3', '/user/:id'>` is true. */
type Matches<Url extends string, Path> = Path extends '*'
  ? true
  : Path extends `${infer Segment}/${infer Rest}`
    ? Url extends `${infer Given}/${infer Others}`
      ? MatchesSegment<Given, Segment> extends true
        ? Matches<Others, Rest>
        : false
      : Rest extends `:${string}?`
        ? MatchesSegment<Url, Segment>
        : false
    : Url extends `${string}/${string}`
      ? false
      : MatchesSegment<Url, Path>

/** A placeholder takes any text but none. */
type MatchesSegment<Given extends string, Segment> = Segment extends `${infer Before}:${string}`
  ? Given extends ''
    ? false
    : Given extends `${Before}${string}`
      ? true
      : false
  : Given extends Segment
    ? true
    : false
