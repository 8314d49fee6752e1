import express from 'express'
import session from 'express-session'

import { serve } from './serve.mjs'
import { friendsOf, otherPaths, SESSION_SECRET, SIGNED_IN_AS } from './work.mjs'

serve(({ otherRoutes, withSession }) => {
  const app = express()
  app.use(express.json())
  if (withSession) addSession(app)

  for (const path of otherPaths(otherRoutes)) app.get(path, (req, res) => res.json(null))
  app.get('/hello', (req, res) => res.json({ hello: 'world' }))
  app.get('/user/:id/friends', (req, res) => {
    res.json(friendsOf(req.params.id, req.query.limit))
  })
  app.post('/echo', (req, res) => res.json(req.body))

  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server.address().port))
  })
})

function addSession(app) {
  app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false }))
  app.get('/login', (req, res) => {
    req.session.name = SIGNED_IN_AS
    res.json({})
  })
  app.get('/me', (req, res) => res.json({ hello: req.session.name }))
}
