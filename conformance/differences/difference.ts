import { type Exchange, isRecord, type Json } from '../replay/recording.ts'

/** Put in place of a value that we leave out. */
export const ABSENT: unique symbol = Symbol('absent')

/** Where we answer otherwise than Sails did, on purpose. */
export interface Difference {
  /** The entry of docs/differences-from-sails.md that says why. */
  readonly id: string
  /** @default all recordings */
  readonly files?: string | readonly string[]
  /** @default all exchanges */
  readonly exchanges?: readonly string[] | RegExp
  /** @default always */
  readonly when?: (exchange: Exchange) => boolean
  /**
   * What we answer, by the path in the exchange. A function gets what Sails answered there, with the differences before
   * it applied, and the whole exchange.
   */
  readonly ours: Readonly<Record<string, Json>>
}

/** Path of the answer's body over a socket. */
export const BODY = 'ack.payload.body'
/** Path of the answer's headers over a socket. */
export const HEADERS = 'ack.payload.headers'
/** Path of the answer's status over a socket. */
export const STATUS = 'ack.payload.statusCode'

/** The part of an exchange at a path; `undefined` where there is none. */
export function at(exchange: Exchange, path: string): Json {
  let part: Json = exchange
  for (const key of path.split('.')) part = isRecord(part) ? part[key] : undefined
  return part
}

/** Tells exchanges that have something at a path: anything, a text, or one that fits. */
export function has(path: string, wanted?: string | RegExp): (exchange: Exchange) => boolean {
  return (exchange) => {
    const part = at(exchange, path)
    if (wanted === undefined) return part !== undefined
    return typeof wanted === 'string' ? part === wanted : wanted.test(String(part))
  }
}

/** Leaves out names that are not in lower case. */
export function inLowerCase(headers: Json): Json {
  if (!isRecord(headers)) return headers
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name === name.toLowerCase()))
}

/** Our answer where Sails' was an error: the body given, and status 200 unless another one is. */
export function works(body: Json, statusCode = 200, headers: Json = {}): Record<string, Json> {
  return {
    [BODY]: body,
    [HEADERS]: headers,
    [STATUS]: statusCode,
    jwrErrorPresent: ABSENT,
  }
}
