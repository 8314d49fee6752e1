import type { SailsApp } from 'halyard'

/** Not `leaveAll`, which finds nothing to do the second time. */
const WITH_CALLBACK = new Set([
  'join',
  'leave',
  'addRoomMembersToRooms',
  'removeRoomMembersFromRooms',
])

/**
 * Calls a method of `sails.sockets`, and again with a callback where it takes one.
 * @returns what its promise gave: how many sockets it reached, or the code of its error. What the callback got must be
 *   the same.
 */
export async function callSockets(app: SailsApp, method: unknown, args: unknown): Promise<unknown> {
  const name = String(method)
  const values = (Array.isArray(args) ? args : []).map((arg) => toValue(app, arg))
  const call: (...values: unknown[]) => unknown = Reflect.get(app.sockets, name)
  const outcome = await outcomeOf(async () => call(...values))
  if (!WITH_CALLBACK.has(name)) return outcome
  const calledBack = await outcomeOf(async () => callBack(call, values))
  return calledBack === outcome ? outcome : { promise: outcome, callback: calledBack }
}

/** Names of all methods. */
export function listSocketMethods({ sockets }: SailsApp): unknown {
  const methods = Object.entries(sockets).filter(([, member]) => typeof member === 'function')
  return {
    methods: methods.map(([name]) => name).sort(),
    DEFAULT_EVENT_NAME: sockets.DEFAULT_EVENT_NAME,
  }
}

async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    const result = await run()
    if (result === undefined) return 'undefined'
    if (!isObject(result)) return result
    return typeof Reflect.get(result, 'emit') === 'function'
      ? 'a socket'
      : Reflect.get(result, 'sockets')
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    return Reflect.get(error, 'code') ?? error.name
  }
}

function callBack(call: (...values: unknown[]) => unknown, values: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const taken = call(...values, (error: unknown, result: unknown) =>
      error instanceof Error ? reject(error) : resolve(result),
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
