import type { SailsApp } from 'halyard'

/** What a call of a method of `sails.sockets` came to. */
export interface SocketCallOutcome {
  /** Sockets that the call reached, in this process or all of them. */
  readonly sockets?: unknown
  /** Code of the error that its promise rejected with. */
  readonly error?: unknown
  /** What its callback, where it takes one, was called with. */
  readonly callback?: unknown[]
}

const WITH_CALLBACK = new Set([
  'join',
  'leave',
  'leaveAll',
  'addRoomMembersToRooms',
  'removeRoomMembersFromRooms',
])

/** Calls a method of `sails.sockets` twice where it takes a callback: with it, then for its promise. */
export async function callSockets(
  app: SailsApp,
  method: unknown,
  args: unknown,
): Promise<SocketCallOutcome> {
  const values = (Array.isArray(args) ? args : []).map((arg) => toValue(app, arg))
  const call: (...values: unknown[]) => unknown = Reflect.get(app.sockets, String(method))
  const callback = WITH_CALLBACK.has(String(method)) ? await callBack(call, values) : undefined
  try {
    const result = await call(...values)
    const sockets: unknown = isObject(result) ? Reflect.get(result, 'sockets') : String(result)
    return { sockets, ...(callback && { callback }) }
  } catch (error) {
    return { error: codeOf(error), ...(callback && { callback }) }
  }
}

function callBack(call: (...values: unknown[]) => unknown, values: unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => {
    const taken = call(...values, (...results: unknown[]) =>
      resolve(results.map((result) => (result instanceof Error ? codeOf(result) : result))),
    )
    // The callback is told of failures; the promise beside it must not count as unhandled.
    if (taken instanceof Promise) taken.catch(() => undefined)
  })
}

/** `{ $: 'socket', id }` and the like stand for what no message between processes can carry. */
function toValue(app: SailsApp, arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map((entry) => toValue(app, entry))
  if (!isObject(arg)) return arg
  const kind: unknown = Reflect.get(arg, '$')
  if (kind === 'socket') return app.io.sockets.sockets.get(String(Reflect.get(arg, 'id')))
  if (kind === 'undefined') return undefined
  if (kind === 'circular') return Object.assign(arg, { ring: arg })
  if (kind === 'everyKind') return { d: new Date(0), u: undefined, b: Buffer.from('z') }
  return arg
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  return Reflect.get(error, 'code') ?? error.name
}
