/** Names of the events that carry a request, which are the HTTP verbs in lower case. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head'] as const

/** One of {@link VERBS}. */
export type Verb = (typeof VERBS)[number]

const KNOWN: ReadonlySet<string> = new Set(VERBS)

/** Whether an event of this name is a request. Case counts: `GET` is not a verb on the wire. */
export function isVerb(eventName: unknown): eventName is Verb {
  return typeof eventName === 'string' && KNOWN.has(eventName)
}
