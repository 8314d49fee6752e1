import { Sails } from 'halyard'

const app = new Sails()

export { app }

// #region after
/** One function; it does not know which door it answers. */
async function addMessage(req, res) {
  const text = String(req.param('text', ''))
  if (text === '') return res.badRequest({ message: 'A message needs a text.' })
  const message = { room: req.param('room'), text, from: req.session.name ?? 'somebody' }
  app.sockets.broadcast(`room:${message.room}`, 'message', message, req)
  return res.status(201).json(message)
}

export const config = {
  routes: {
    'POST /room/:room/message': addMessage,
    'PUT /room/:room/member': (req, res) => {
      if (!req.isSocket) return res.badRequest()
      app.sockets.join(req, `room:${req.param('room')}`)
      return res.ok()
    },
  },
}
// #endregion after

// #region raw
export const withOwnEvents = {
  bootstrap: async () => {
    app.io.on('connection', (socket) => {
      socket.on('typing', (room) => socket.to(`room:${room}`).volatile.emit('typing', socket.id))
    })
  },
}
// #endregion raw
