import type { ResponseState } from './response-state.ts'
import type { Response } from './response.ts'

const NONE: Readonly<Record<string, string>> = {}

/** The app's default headers for an answer that has set none yet. */
export function defaultHeadersOf(
  res: Response,
  { runtime, unwantedHeaders }: ResponseState,
): Readonly<Record<string, string>> {
  const headers = runtime.defaultHeaders?.(res.req) ?? NONE
  if (unwantedHeaders === undefined) return headers
  const wanted = Object.entries(headers).filter(([name]) => !unwantedHeaders.has(name))
  return Object.fromEntries(wanted)
}

/** Sets the default headers that an answer does not have itself. */
export function addDefaultHeaders(res: Response, state: ResponseState): void {
  if (state.runtime.defaultHeaders === undefined) return
  for (const [name, value] of Object.entries(defaultHeadersOf(res, state))) {
    if (!res.hasHeader(name)) res.setHeader(name, value)
  }
}
