/** What a request was answered with, the same for every transport. */
export interface TestReply {
  statusCode: number
  /** Names in lower case; those that only one transport adds (`date`, `content-length` ...) are left out. */
  headers: Record<string, unknown>
  /** JSON is parsed; `undefined` when there was no body. */
  body: unknown
}

/** Asks a route, whatever the transport. Every status resolves. */
export type TestRequest = (
  method: string,
  url: string,
  data?: unknown,
  headers?: Record<string, string>,
) => Promise<TestReply>

/** What HTTP itself adds to an answer. */
const OF_THE_WIRE: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

/** Leaves out what says nothing about the app's answer. */
export function withoutWireHeaders(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_WIRE.has(name)))
}
