// #region order
export const config = {
  http: {
    middleware: {
      order: [
        'cookieParser',
        'session',
        'timing',
        'bodyParser',
        'router',
        'www',
        'favicon',
        'last',
      ],

      timing(req, res, next) {
        const begun = performance.now()
        res.on('finish', () => req._sails.log.verbose(req.url, performance.now() - begun))
        next()
      },

      // What comes after `router` runs for what no route and no file has answered.
      last(req, res, next) {
        if (req.path === '/teapot') res.status(418).json('short and stout')
        else next()
      },

      poweredBy: false,
    },
  },
  routes: { 'GET /': (_req, res) => res.json('home') },
}
// #endregion order

/** The same through the app, for hooks. */
export function addMiddleware(sails) {
  // #region use
  sails.hooks.http.app.use('/admin', (req, res, next) => {
    if (req.get('x-key') === 'secret') next()
    else res.status(401).json({ message: 'Who are you?' })
  })
  // #endregion use
}

// #region both
const onlyOnWeekdays = (now) => (_req, res, proceed) => {
  if (now().getDay() % 6 === 0) return res.status(503).json({ message: 'Closed.' })
  return proceed()
}

export const throughEveryDoor = (now = () => new Date()) => ({
  routes: {
    'GET /shop/prices': [onlyOnWeekdays(now), (_req, res) => res.json([1, 2, 3])],
  },
})
// #endregion both

// #region hook
export const tracing = (sails) => ({
  defaults: { tracing: { header: 'x-trace' } },

  initialize: async () => {
    sails.log.verbose('tracing into', sails.config.tracing.header)
  },

  routes: {
    before: {
      'ALL /*': (_req, res, next) => {
        res.set(sails.config.tracing.header, 'abc')
        next()
      },
    },
  },

  teardown: async () => {}, // ends what initialize began
})

export const withHook = { hooks: { tracing }, routes: { 'GET /': (_req, res) => res.json('home') } }
// #endregion hook
