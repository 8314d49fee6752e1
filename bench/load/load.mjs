// The process of the clients. It does what the parent says, one command at a time.
import { openBroadcastLoad, openIdleLoad } from './broadcast-load.mjs'
import { openHttpLoad } from './http-load.mjs'
import { openSocketLoad } from './socket-load.mjs'

const OPEN = {
  http: openHttpLoad,
  socket: openSocketLoad,
  broadcast: openBroadcastLoad,
  idle: openIdleLoad,
}

const loads = new Map()

const COMMANDS = {
  open: async ({ name, ...options }) => {
    loads.set(name, await OPEN[options.door](options))
  },
  run: ({ name, forMs }) => loads.get(name).run(forMs),
  add: ({ name, count }) => loads.get(name).add(count),
  close: ({ name }) => {
    loads.get(name).close()
    loads.delete(name)
  },
  end: () => {
    setImmediate(() => process.exit(0))
  },
}

process.on('disconnect', () => process.exit(0))
process.on('message', async ({ id, question, options }) => {
  try {
    process.send({ id, answer: await COMMANDS[question](options) })
  } catch (error) {
    process.send({ id, error: error.stack })
  }
})
process.send({ id: 0, answer: {} })
