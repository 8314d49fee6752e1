declare const SENT: unique symbol

/** What sending an answer gives to the type checker, so that `return res.json(body)` tells clients its type. */
export interface SentAnswer<Body = unknown> {
  /** Only a type: there is nothing at run time. */
  readonly [SENT]?: readonly [Body]
}

/** What a value that was returned says of the body: `[Body]` of an answer, `never` of anything else. */
export type SentBodyOf<Value> = Value extends object
  ? typeof SENT extends keyof Value
    ? Value extends { readonly [SENT]?: infer Body }
      ? NonNullable<Body>
      : never
    : never
  : never
