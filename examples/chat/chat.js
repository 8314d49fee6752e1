import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

/** The files of the two clients that the page can choose from. */
const CLIENTS = {
  'GET /halyard.io.js': require.resolve('@halyard/client/sails.io.js'),
  'GET /stock.io.js': require.resolve('sails.io.js/dist/sails.io.js'),
}

const FRIENDS = [
  'Ada',
  'Grace',
  'Edsger',
  'Barbara',
  'Donald',
  'Radia',
  'Ken',
  'Margaret',
  'Alan',
  'Hedy',
]
  .concat([
    'Tim',
    'Joan',
    'Dennis',
    'Frances',
    'Linus',
    'Adele',
    'Niklaus',
    'Sophie',
    'John',
    'Karen',
  ])
  .map((name, index) => ({ id: index + 1, name }))

/** Configuration of the chat. Each route answers over HTTP, over sockets and to `app.request()`. */
export function createChat(app) {
  /** Who is in which room: room -> socket id -> name. */
  const rooms = new Map()

  const here = (room) =>
    [...(rooms.get(room)?.values() ?? [])].toSorted((one, other) => one.localeCompare(other))
  const tellWhoIsHere = (room) =>
    app.sockets.broadcast(`chat ${room}`, 'here', { room, names: here(room) })

  function leaveAll(socketId) {
    for (const [room, members] of rooms) {
      if (!members.delete(socketId)) continue
      if (members.size === 0) rooms.delete(room)
      tellWhoIsHere(room)
    }
  }

  return {
    explicitHost: '127.0.0.1',
    port: Number(process.env.PORT ?? 1337),
    log: { level: 'warn' },
    paths: { public: path.join(import.meta.dirname, 'assets') },
    sockets: {
      afterDisconnect(_session, socket, done) {
        leaveAll(socket.id)
        done()
      },
    },
    routes: {
      ...Object.fromEntries(
        Object.entries(CLIENTS).map(([address, file]) => [
          address,
          (_req, res) => res.sendFile(file),
        ]),
      ),

      /** The route of the documentation's example. */
      'GET /user/:id/friends': (req, res) => {
        const limit = Number(req.param('limit', 10))
        if (!Number.isInteger(limit) || limit < 1)
          return res.badRequest({ message: 'limit is a number from 1' })
        const own = Number(req.param('id'))
        return res.json(FRIENDS.filter(({ id }) => id !== own).slice(0, limit))
      },

      'PUT /room/:room/member': (req, res) => {
        if (!req.isSocket)
          return res.status(400).json({ message: 'Only a socket can join a room.' })
        const room = req.param('room')
        leaveAll(req.socket.id)
        for (const joined of req.socket.rooms)
          if (joined.startsWith('chat ')) app.sockets.leave(req, joined)
        app.sockets.join(req, `chat ${room}`)
        if (!rooms.has(room)) rooms.set(room, new Map())
        rooms.get(room).set(req.socket.id, String(req.param('name', 'somebody')).slice(0, 40))
        tellWhoIsHere(room)
        return res.json({ room, names: here(room) })
      },

      'POST /room/:room/message': (req, res) => {
        const room = req.param('room')
        const text = String(req.param('text', '')).trim().slice(0, 500)
        if (text === '') return res.badRequest({ message: 'A message needs a text.' })
        const from = req.isSocket ? rooms.get(room)?.get(req.socket.id) : undefined
        app.sockets.broadcast(`chat ${room}`, 'chat', { room, from: from ?? 'curl', text }, req)
        return res.status(201).json({ room, text })
      },
    },
  }
}
