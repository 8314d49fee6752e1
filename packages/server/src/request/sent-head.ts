import type { OutgoingHttpHeader } from 'node:http'

/** Headers that were written without having been set, for those who ask for them later. */
export type SentHead = Readonly<Record<string, string | number>>

/** A header of that name, in whatever case. */
export function findSentHeader(
  head: SentHead | undefined,
  name: string,
): OutgoingHttpHeader | undefined {
  return head === undefined ? undefined : toLowerCaseNames(head)[name.toLowerCase()]
}

/** The headers as Node's `getHeaders()` has them. */
export function toLowerCaseNames(head: SentHead | undefined): Record<string, string | number> {
  const entries = Object.entries(head ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]))
}
