import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

import sails from 'sails'

import { listen, serve } from './serve.mjs'
import { friendsOf, otherPaths, ROOM, SESSION_SECRET, SHOUT, SIGNED_IN_AS } from './work.mjs'

/** Hooks that have nothing to do here. The session stays on, as it does in our server. */
const UNUSED = { grunt: false, blueprints: false, pubsub: false, views: false, i18n: false }

serve(async ({ otherRoutes }) => {
  const port = await findFreePort()
  const app = new sails.Sails()

  await new Promise((resolve, reject) => {
    app.lift(
      {
        // sails-hook-sockets is found among the packages of this folder.
        appPath: fileURLToPath(new URL('..', import.meta.url)),
        port,
        explicitHost: '127.0.0.1',
        environment: 'production',
        log: { level: 'silent' },
        globals: false,
        hooks: UNUSED,
        session: { secret: SESSION_SECRET },
        sockets: { beforeConnect: (handshake, proceed) => proceed(undefined, true) },
        routes: { ...others(otherRoutes), ...routesOf(app) },
      },
      (error) => (error ? reject(error) : resolve()),
    )
  })
  return port
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
    'POST /join': (req, res) => app.sockets.join(req, ROOM, () => res.json({})),
    'POST /shout': (req, res) => {
      app.sockets.broadcast(ROOM, 'message', SHOUT)
      res.json({})
    },
  }
}

/** Sails takes port 0 for "none given". */
async function findFreePort() {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}
