/**
 * Keeps requests in flight on connections: each answer makes room for the next request.
 * A connection has `send(count)`; its owner calls `answered(connection, count)`, or `failed(error)`.
 *
 * @param inFlight Requests open at once on each connection.
 */
export function createPump(inFlight) {
  let isOpen = false
  let open = 0
  let completed = 0
  let failure
  let finish
  let fail

  function send(connection, count) {
    open += count
    connection.send(count)
  }

  return {
    answered(connection, count) {
      completed += count
      open -= count
      if (isOpen) send(connection, count)
      else if (open === 0) finish()
    },

    failed: (error) => {
      failure ??= error
      fail?.(error)
    },

    /** One request on one connection. */
    async probe(connection) {
      await new Promise((resolve, reject) => {
        finish = resolve
        fail = reject
        if (failure) throw failure
        send(connection, 1)
      })
    },

    /** Sends for `forMs` milliseconds and waits for the answers that are still to come. */
    async run(connections, forMs) {
      if (failure) throw failure
      completed = 0
      isOpen = true
      setTimeout(() => (isOpen = false), forMs)
      const started = performance.now()
      await new Promise((resolve, reject) => {
        finish = resolve
        fail = reject
        for (const connection of connections) send(connection, inFlight)
      })
      return { completed, seconds: (performance.now() - started) / 1_000 }
    },
  }
}
