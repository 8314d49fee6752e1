/** A client whose calls can fail without anybody waiting for them. */
export interface GuardedClient {
  /** Does what the client does. */
  readonly client: object
  /** Waits until the calls made so far have come to an end, well or not. */
  settled(): Promise<void>
}

/**
 * Puts a client of Redis behind a guard: Socket.IO's adapter calls it without looking at the promises it returns, and
 * while Redis is away one of them, rejected, would end the process.
 */
export function guardPromises(client: object, onError: (error: unknown) => void): GuardedClient {
  const open = new Set<Promise<unknown>>()
  const watch = (result: unknown): unknown => {
    if (!(result instanceof Promise)) return result
    const end = result.catch(onError).finally(() => open.delete(end))
    open.add(end)
    return result
  }
  const guarded = new Proxy(client, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key)
      if (typeof member !== 'function' || key === 'constructor') return member
      // Called on the client itself, whose private members a proxy cannot reach.
      return (...args: unknown[]) => watch(Reflect.apply(member, target, args))
    },
  })
  return {
    client: guarded,
    async settled() {
      await Promise.allSettled(open)
    },
  }
}
