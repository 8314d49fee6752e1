/** Configuration of an app; `sails` is the app itself. */
export function createConfig(sails) {
  return {
    routes: {
      // #region join
      'PUT /room/:room/member': async (req, res) => {
        if (!req.isSocket) return res.badRequest()
        await sails.sockets.join(req, req.param('room'))
        sails.sockets.broadcast(req.param('room'), 'joined', { id: req.socket.id }, req)
        return res.ok()
      },
      // #endregion join

      // #region leave
      'DELETE /room/:room/member': (req, res) => {
        sails.sockets.leave(req, req.param('room'))
        return res.ok()
      },
      // #endregion leave

      // #region speak
      'POST /room/:room/message': (req, res) => {
        sails.sockets.broadcast(req.param('room'), 'chat', { text: req.param('text') }, req)
        return res.status(201).json({ text: req.param('text') })
      },
      // #endregion speak

      // #region raw
      'GET /whoami': (req, res) => {
        if (!req.isSocket) return res.badRequest()
        const { id, rooms, handshake } = req.socket
        return res.json({ id, rooms: [...rooms], address: handshake.address })
      },
      // #endregion raw

      'POST /all-forms': async (req, res) => {
        const { socket } = req
        const other = req.param('id')
        const forms = await everyForm(sails, req, socket, other)
        return res.json(forms)
      },
    },

    // #region origins
    sockets: {
      onlyAllowOrigins: ['https://example.com', 'https://*.example.com', 'http://localhost:8080'],
    },
    // #endregion origins
  }
}

/** Every method, in each of its forms. */
async function everyForm(sails, req, socket, id) {
  // #region forms
  await sails.sockets.join(req, 'news') // a request that came over a socket
  await sails.sockets.join(socket, 'news') // a Socket.IO socket
  await sails.sockets.join(id, 'news') // a socket's id, of any process
  await sails.sockets.join([req, id], 'news') // several of these
  sails.sockets.join(req, 'news', (error) => {
    if (error) sails.log.warn(error)
  })

  await sails.sockets.leave([req, id], 'news')

  sails.sockets.broadcast('news', { text: 'hi' }) // the event is named `message`
  sails.sockets.broadcast('news', 'headline', { text: 'hi' })
  sails.sockets.broadcast(['news', 'sport'], 'headline', { text: 'hi' }) // once to each socket
  sails.sockets.broadcast('news', 'headline', { text: 'hi' }, req) // not to the one who asks
  sails.sockets.broadcast(id, 'headline', { text: 'hi' }) // to one socket: its id is a room

  sails.sockets.blast('maintenance', { at: '22:00' }) // to every connected socket
  sails.sockets.blast('maintenance', { at: '22:00' }, req)

  await sails.sockets.addRoomMembersToRooms('news', ['sport', 'weather'])
  await sails.sockets.removeRoomMembersFromRooms('news', 'weather')
  await sails.sockets.leaveAll('news', { keep: ['sport'] }) // its members, all their rooms

  sails.sockets.getId(req) // 'kX2b…', or undefined over HTTP
  sails.sockets.get(id) // the Socket.IO socket; throws when it is not in this process
  sails.sockets.parseSocket(req) // the Socket.IO socket, or undefined
  // #endregion forms
  return [...sails.sockets.get(id).rooms].filter((room) => room !== id)
}

// #region beforeConnect
export const sockets = {
  beforeConnect(handshake, proceed) {
    if (handshake.headers.origin !== 'https://example.com') return proceed('E_WRONG_SITE')
    return proceed(undefined, true)
  },

  afterDisconnect(session, socket, done) {
    session.lastSeen = Date.now()
    done()
  },
}
// #endregion beforeConnect

// #region redis
export const cluster = {
  sockets: {
    adapter: 'redis',
    url: 'redis://127.0.0.1:6379/0',
    onlyAllowOrigins: ['https://example.com'],
  },
}
// #endregion redis

/** A page's side: stock sails.io.js and ours alike. */
export function talk(io) {
  // #region client
  io.socket.on('chat', ({ text }) => console.log(text))
  io.socket.put('/room/news/member', () => {
    io.socket.post('/room/news/message', { text: 'hi' })
  })
  // #endregion client
}
