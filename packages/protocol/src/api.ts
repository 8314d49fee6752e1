declare global {
  /** What the file that `halyard types` writes says about the app. Interfaces to be extended; empty without it. */
  // oxlint-disable-next-line typescript/no-namespace -- types of one app, whatever name its packages are installed under
  namespace Halyard {
    /** Routes by address, `'GET /user/:id/friends'`; an address without verb takes any. */
    interface Routes {}
  }
}

/** What clients may know of one route. */
export interface ApiRoute {
  /** Placeholders of the path. */
  readonly params: object
  /** All that the action takes, what stands in the path included. */
  readonly inputs: object
  /** Body of the answer when all went well. */
  readonly output: unknown
  /** Other ways out, by name. */
  readonly exits: Readonly<Record<string, ApiExit>>
}

/** One exit of a route, as a client meets it. */
export interface ApiExit {
  readonly status: number
  readonly body: unknown
}

/** Statuses of answers that are no failures. */
export type GoodStatus =
  | 200
  | 201
  | 202
  | 203
  | 204
  | 205
  | 206
  | 300
  | 301
  | 302
  | 303
  | 304
  | 307
  | 308

/** Statuses of answers that no exit of an action names: what the framework, policies and middleware answer. */
export type UnnamedFailure =
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416)
  | (417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451)
  | (500 | 501 | 502 | 503 | 504 | 505 | 507 | 508 | 511)

/**
 * What JSON makes of a value: `Wire<{ at: Date; run(): void }>` is `{ at: string; run: string }`. Types that JSON keeps
 * as they are stay themselves.
 */
export type Wire<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : unknown extends Value
    ? Value
    : Value extends { toJSON(...values: never[]): infer Json }
      ? Wire<Json>
      : Value extends bigint | RegExp | Error | ((...values: never[]) => unknown)
        ? string
        : Value extends readonly unknown[]
          ? { [Index in keyof Value]: Wire<Value[Index]> }
          : Value extends object
            ? { [Key in keyof Value as Key extends symbol ? never : Key]: Wire<Value[Key]> }
            : Value
