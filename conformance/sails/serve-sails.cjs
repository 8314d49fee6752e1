// Sails itself with its sockets hook, in a process of its own: says over IPC where it listens.
const { createServer } = require('node:net')

const { Sails } = require('sails')

const wanted = Number(process.env.SAILS_PORT ?? 0)
// Sails takes port 0 for its default one, so the system is asked for a free one here.
const probe = createServer().listen(wanted, '127.0.0.1', () => {
  const { port } = probe.address()
  probe.close(() => new Sails().lift(toConfig(port), tell))
})

// A test that is broken off leaves no server behind.
process.on('disconnect', () => process.exit())

function tell(error, app) {
  if (error) process.send({ failed: String(error.code ?? error) })
  else process.send({ port: app.hooks.http.server.address().port })
}

function toConfig(port) {
  return {
    appPath: __dirname,
    port,
    explicitHost: '127.0.0.1',
    environment: 'development',
    log: { level: 'silent' },
    globals: false,
    hooks: { sockets: require('sails-hook-sockets'), grunt: false, views: false },
    sockets: { transports: ['websocket'] },
    session: { secret: 'a secret for the comparison' },
    security: { csrf: false },
    routes: {
      '/hello': (req, res) => res.ok(),
      '/echo': (req, res) =>
        res.json({ method: req.method, body: req.body, token: req.get('x-csrf-token') ?? null }),
      'GET /user/:id/friends': (req, res) =>
        res.json(Array.from({ length: Number(req.param('limit', 30)) }, (_v, id) => ({ id }))),
      '/denied': (req, res) => res.forbidden(),
      '/visits': (req, res) => {
        req.session.visits = (req.session.visits ?? 0) + 1
        res.json({ visits: req.session.visits })
      },
      '/join': (req, res) => {
        req._sails.sockets.join(req, 'room')
        res.ok()
      },
      '/say': (req, res) => {
        req._sails.sockets.broadcast('room', 'said', { text: req.param('text') })
        res.ok()
      },
      '/never': () => undefined,
      '/kick': (req) => req.socket.disconnect(true),
    },
  }
}
