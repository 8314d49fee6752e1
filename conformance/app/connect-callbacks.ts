import type { IncomingMessage } from 'node:http'

/** What the callbacks of the connection's life saw, for the test that asks. */
export const notedCalls: Record<string, unknown>[] = []

type Proceed = (error: unknown, allowed?: boolean) => void
type Handshake = IncomingMessage & { readonly _query: Record<string, string> }

/** Refuses with a word (`deny=1`), without one (`deny=2`) or by an error (`throw=1`), as the handshake asks. */
export function beforeConnectByCallback(handshake: Handshake, proceed: Proceed): void {
  const { _query: query, url, headers } = handshake
  notedCalls.push({ call: 'beforeConnect', url, hasHeaders: headers !== undefined, _query: query })
  if (query['throw'] !== undefined) throw new Error('boom')
  if (query['deny'] === '1') return proceed('nope', false)
  proceed(undefined, query['deny'] === undefined)
}

export async function beforeConnectByPromise(
  handshake: Handshake,
  proceed: Proceed,
): Promise<void> {
  await Promise.resolve()
  const { _query: query } = handshake
  if (query['throw'] !== undefined) throw new Error('boom')
  proceed(query['deny'] === '1' ? 'nope' : undefined, query['deny'] === undefined)
}

interface GoneSocket {
  readonly id: unknown
  readonly connected: boolean
  readonly rooms: ReadonlySet<string>
}

/** Notes what `afterDisconnect` got, and marks the session. */
export function noteAndMark(
  session: Record<string, unknown>,
  socket: GoneSocket,
  done: () => void,
): void {
  notedCalls.push({
    call: 'afterDisconnect',
    sessionKeys: Object.keys(session),
    sessionV: session['v'],
    socketIdType: typeof socket.id,
    connected: socket.connected,
    rooms: [...socket.rooms],
  })
  session['left'] = true
  done()
}
