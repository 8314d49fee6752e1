export const routes = {
  // #region count
  'GET /visits': (req, res) => {
    req.session.visits = (req.session.visits ?? 0) + 1
    return res.json(req.session.visits)
  },
  // #endregion count

  // #region login
  'PUT /login': async (req, res) => {
    await req.session.regenerate() // a new id: one that was known before is worth nothing now
    req.session.userId = Number(req.param('id'))
    return res.ok()
  },

  'DELETE /login': async (req, res) => {
    await req.session.destroy()
    return res.ok()
  },
  // #endregion login

  'GET /me': (req, res) => res.json({ userId: req.session?.userId ?? null }),
}

// #region redis
export const withRedis = {
  session: {
    adapter: 'redis',
    url: 'redis://127.0.0.1:6379/0',
    secret: process.env.SESSION_SECRET ?? 'only for development',
    cookie: { maxAge: 24 * 60 * 60 * 1000 },
  },
}
// #endregion redis

/** A store that the app makes itself, with a client that it connects and closes itself. */
export async function createStoreOfMyOwn() {
  // #region own-store
  const { createClient } = await import('redis')
  const { RedisStore } = await import('connect-redis')

  const client = createClient({ url: 'redis://127.0.0.1:6379/0' })
  await client.connect()
  const session = { adapter: new RedisStore({ client, prefix: 'myapp:' }) }
  // #endregion own-store
  return { client, session }
}

// #region production
export const production = {
  session: { secret: [process.env.SESSION_SECRET, process.env.OLD_SESSION_SECRET].filter(Boolean) },
  http: { trustProxy: 1 }, // one proxy in front, which ends TLS
  sockets: { onlyAllowOrigins: ['https://example.com'] },
}
// #endregion production

// #region csrf
export const withCsrf = {
  security: { csrf: true },
  routes: {
    'GET /csrfToken': 'security/grant-csrf-token',
    'POST /order': (_req, res) => res.status(201).json({ ordered: true }),
    'POST /webhook': { csrf: false, fn: (_req, res) => res.ok() },
  },
}
// #endregion csrf

/** A page that orders something over its socket. */
export async function order(io, fetch) {
  // #region csrf-page
  const { _csrf } = await (await fetch('/csrfToken')).json()
  io.sails.headers = { 'x-csrf-token': _csrf }
  const { statusCode } = await io.socket.post('/order')
  // #endregion csrf-page
  return statusCode
}

const feed = (_req, res) => res.json(['public'])

// #region cors
export const withCors = {
  security: {
    cors: { allRoutes: true, allowOrigins: ['https://example.com'], allowCredentials: true },
  },
  routes: {
    'GET /news': (_req, res) => res.json(['sunny']),
    'GET /feed': { cors: { allowOrigins: '*', allowCredentials: false }, fn: feed },
    'GET /private': { cors: false, fn: (_req, res) => res.json('ours') },
  },
}
// #endregion cors
