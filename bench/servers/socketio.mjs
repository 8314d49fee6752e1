// Bare Socket.IO: an event with an acknowledgement, its payload and its answer as our clients' ones.
import { createServer } from 'node:http'

import session from 'express-session'
import { Server } from 'socket.io'

import { listen, serve } from './serve.mjs'
import { friendsOf, ROOM, SESSION_SECRET, SHOUT, SIGNED_IN_AS } from './work.mjs'

serve(({ withSession }) => {
  const login = withSession ? createLogin() : undefined
  const server = createServer(login?.answer ?? answerHello)
  const io = new Server(server)
  if (login) readSessionForEachEvent(io, login.session)

  io.on('connection', (socket) => {
    socket.on('get', (payload, ack) => ack(reply(GET[payload.url](payload, socket))))
    socket.on('post', (payload, ack) => ack(reply(POST[payload.url](payload, socket, io))))
  })
  return listen(server)
})

const GET = {
  '/hello': () => ({ hello: 'world' }),
  '/user/3/friends': (payload) => friendsOf(3, payload.data.limit),
  '/me': (payload, socket) => ({ hello: socket.request.session.name }),
}

const POST = {
  '/echo': (payload) => payload.data,
  '/join': (payload, socket) => {
    socket.join(ROOM)
    return {}
  },
  '/shout': (payload, socket, io) => {
    io.to(ROOM).emit('message', SHOUT)
    return {}
  },
}

function reply(body) {
  return { body, headers: {}, statusCode: 200 }
}

function answerHello(req, res) {
  res.setHeader('Content-Type', 'application/json')
  res.end('{"hello":"world"}')
}

function createLogin() {
  const middleware = session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false })
  return {
    session: middleware,
    answer: (req, res) => {
      middleware(req, res, () => {
        req.session.name = SIGNED_IN_AS
        res.end('{}')
      })
    },
  }
}

/** As Socket.IO's guide has it: what the store holds may have changed since the handshake. */
function readSessionForEachEvent(io, middleware) {
  io.engine.use(middleware)
  io.on('connection', (socket) => {
    socket.use((event, next) => socket.request.session.reload(next))
  })
}
