import cookie from '@fastify/cookie'
import session from '@fastify/session'
import Fastify from 'fastify'

import { serve } from './serve.mjs'
import { friendsOf, otherPaths, SESSION_SECRET, SIGNED_IN_AS } from './work.mjs'

serve(async ({ otherRoutes, withSession }) => {
  const app = Fastify()
  if (withSession) await addSession(app)

  for (const path of otherPaths(otherRoutes)) app.get(path, (req, reply) => reply.send(null))
  app.get('/hello', (req, reply) => reply.send({ hello: 'world' }))
  app.get('/user/:id/friends', (req, reply) => {
    reply.send(friendsOf(req.params.id, req.query.limit))
  })
  app.post('/echo', (req, reply) => reply.send(req.body))

  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server.address().port
})

async function addSession(app) {
  await app.register(cookie)
  await app.register(session, {
    secret: SESSION_SECRET,
    cookie: { secure: false },
    saveUninitialized: false,
    rolling: false,
  })
  app.get('/login', (req, reply) => {
    req.session.name = SIGNED_IN_AS
    reply.send({})
  })
  app.get('/me', (req, reply) => reply.send({ hello: req.session.name }))
}
