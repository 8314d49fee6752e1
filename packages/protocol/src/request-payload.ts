/**
 * What a client sends as first argument of a request's event. The event's name is the verb; a `method` in
 * the payload says nothing.
 */
export interface RequestPayload {
  /** Path, with query string where there is one. Never empty. */
  url: string
  /** Sent by the stock client, read by nobody: the event's name decides. */
  method?: string
  /** Flat dictionary of strings. `origin` and `cookie` of the handshake win over what stands here. */
  headers?: Record<string, string>
  /** Body of the request: any JSON value. */
  data?: unknown
  /** Older name of `data`; where both are dictionaries they are merged and `data` wins. */
  params?: unknown
}

/** Whether a value is an object literal: no array, no class instance, no `null`. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Whether a value is a payload with which a server can do something: a dictionary with a non-empty `url`. */
export function isRequestPayload(value: unknown): value is RequestPayload {
  return isPlainObject(value) && typeof value['url'] === 'string' && value['url'] !== ''
}
