import { Sails } from 'halyard'

import { serve } from './serve.mjs'
import { friendsOf, otherPaths, ROOM, SESSION_SECRET, SHOUT, SIGNED_IN_AS } from './work.mjs'

const CHECKED = {
  inputs: {
    name: { type: 'string', required: true, maxLength: 40 },
    page: { type: 'number', min: 1 },
    order: { type: 'string', isIn: ['newest', 'oldest'] },
  },
  fn: async ({ name }) => ({ hello: name }),
}

// Every feature that is on by default stays on, the session too: what a request does not touch costs nothing.
serve(async ({ otherRoutes }) => {
  const app = new Sails()
  await app.lift({
    port: 0,
    explicitHost: '127.0.0.1',
    environment: 'production',
    log: { level: 'silent' },
    globals: false,
    session: { secret: SESSION_SECRET, cookie: { secure: false } },
    sockets: { beforeConnect: (handshake, proceed) => proceed(undefined, true) },
    routes: { ...others(otherRoutes), ...routesOf(app) },
    controllers: { moduleDefinitions: { checked: CHECKED } },
    policies: {
      moduleDefinitions: { hasKey, asksForFewPages },
      checked: ['hasKey', 'asksForFewPages'],
    },
  })
  return app.hooks.http.server.address().port
})

function others(count) {
  return Object.fromEntries(
    otherPaths(count).map((path) => [`GET ${path}`, (req, res) => res.json(null)]),
  )
}

function routesOf(app) {
  return {
    'GET /hello': (req, res) => res.json({ hello: 'world' }),
    'GET /user/:id/friends': (req, res) => {
      res.json(friendsOf(req.param('id'), req.param('limit')))
    },
    'POST /echo': (req, res) => res.json(req.body),
    'GET /login': (req, res) => {
      req.session.name = SIGNED_IN_AS
      res.json({})
    },
    'GET /me': (req, res) => res.json({ hello: req.session.name }),
    'GET /unchecked': (req, res) => res.json({ hello: req.body.name }),
    'GET /checked': 'checked',
    'POST /join': (req, res) => app.sockets.join(req, ROOM, () => res.json({})),
    'POST /shout': (req, res) => {
      app.sockets.broadcast(ROOM, 'message', SHOUT)
      res.json({})
    },
  }
}

function hasKey(req, res, proceed) {
  if (req.headers['x-key'] !== 'bench') return res.forbidden()
  return proceed()
}

function asksForFewPages(req, res, proceed) {
  if (req.body.page > 100) return res.badRequest()
  return proceed()
}
