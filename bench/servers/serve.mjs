// The life of a measured server: started by fork, asked over IPC, ended by IPC or by the end of its parent.

/**
 * Starts the server that `start` makes and answers questions about its cost.
 *
 * @param start Gets the scenario's options, gives the port that it listens on.
 */
export function serve(start) {
  process.on('disconnect', () => process.exit(0))
  process.on('message', ({ id, question }) => {
    process.send({ id, answer: ANSWERS[question]() })
  })

  announce(start).catch((error) => {
    console.error(error)
    process.exit(1)
  })
}

async function announce(start) {
  const port = await start(JSON.parse(process.argv[2]))
  process.send({ id: 0, answer: { port } })
}

const ANSWERS = {
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },

  heap: () => {
    // The second pass frees what finalizers of the first one let go.
    globalThis.gc()
    globalThis.gc()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  },

  // A normal exit, because a profile is written by nothing else.
  end: () => {
    setImmediate(() => process.exit(0))
  },
}

/** Listens on a free port of the loopback interface. */
export function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server.address().port))
  })
}
