/** A value that is there at once (memory store) or later (any other store). */
export type Settled<Value> = Value | Promise<Value>

/** Goes on with the value: at once when it is there, so that a memory store costs no turn of the event loop. */
export function whenSettled<Value, Result>(
  value: Settled<Value>,
  use: (value: Value) => Settled<Result>,
): Settled<Result> {
  return value instanceof Promise ? value.then(use) : use(value)
}
