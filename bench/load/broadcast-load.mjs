// Many sockets in one room; one of them asks the server to tell all, again as soon as all have heard.
import { openSocket } from './socket-connection.mjs'
import { toPacket } from './socket-load.mjs'

const JOIN = toPacket({ method: 'POST', path: '/join' })
const SHOUT = toPacket({ method: 'POST', path: '/shout' })

/** How many sockets connect at the same time, so that no backlog overflows. */
const BATCH = 50

export async function openBroadcastLoad({ port, connections }) {
  const room = createRoom()
  await room.add(port, connections)
  await room.joinAll()
  return {
    run: (forMs) => room.shout(forMs),
    close: () => room.close(),
  }
}

/** Sockets that only stay connected; `add` connects more of them. */
export async function openIdleLoad({ port, connections }) {
  const room = createRoom()
  await room.add(port, connections)
  return {
    add: (count) => room.add(port, count),
    close: () => room.close(),
  }
}

function createRoom() {
  const sockets = []
  let awaited = 0
  let all
  let failure
  let fail

  const listener = {
    answered: () => undefined,
    heard: (socket, count) => {
      awaited -= count
      if (awaited === 0) all()
    },
    failed: (error) => {
      failure ??= error
      fail?.(error)
    },
  }

  async function shoutOnce() {
    if (failure) throw failure
    awaited = sockets.length
    await new Promise((resolve, reject) => {
      all = resolve
      fail = reject
      sockets[0].send(1, SHOUT)
    })
  }

  return {
    async add(port, count) {
      for (let opened = 0; opened < count; opened += BATCH) {
        const batch = Math.min(BATCH, count - opened)
        sockets.push(
          ...(await Promise.all(
            Array.from({ length: batch }, () => openSocket(port, undefined, listener)),
          )),
        )
      }
    },

    async joinAll() {
      let missing = sockets.length
      await new Promise((resolve) => {
        listener.answered = () => --missing === 0 && resolve()
        for (const socket of sockets) socket.send(1, JOIN)
      })
      listener.answered = () => undefined
    },

    /** For `forMs` milliseconds; `completed` counts deliveries, not broadcasts. */
    async shout(forMs) {
      const started = performance.now()
      let completed = 0
      while (performance.now() - started < forMs) {
        await shoutOnce()
        completed += sockets.length
      }
      return { completed, seconds: (performance.now() - started) / 1_000 }
    },

    close: () => sockets.forEach((socket) => socket.close()),
  }
}
