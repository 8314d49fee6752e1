import { RequestError } from 'halyard'

// #region own-class
export class NotYoursError extends RequestError {
  constructor() {
    super('E_NOT_YOURS', 403, 'This order belongs to somebody else.')
  }
}
// #endregion own-class

/** What goes wrong, one route each. */
export const routes = {
  'GET /throw': () => {
    throw new Error('password=hunter2')
  },
  'GET /reject': async () => {
    throw new Error('password=hunter2')
  },
  'GET /next': (_req, _res, next) => next(new Error('password=hunter2')),
  'GET /text': () => {
    // oxlint-disable-next-line no-throw-literal -- what the table tells of
    throw 'password=hunter2'
  },
  'GET /nothing': () => Promise.reject(),
  // #region own-error
  'GET /order/:id': () => {
    throw new NotYoursError()
  },
  // #endregion own-error
  'GET /foreign': () => {
    throw Object.assign(new Error('No such thing.'), { status: 404 })
  },
  'GET /twice': (_req, res) => {
    res.json('first')
    res.json('second')
  },
  'GET /next-twice': [
    (_req, _res, next) => {
      next()
      next()
    },
    (_req, res) => res.json('once'),
  ],
  'GET /forgotten': () => {},
  // #region slow
  'GET /report': (req, res) => {
    req.setTimeout(300_000)
    setTimeout(() => res.json('ready'), 100)
  },
  // #endregion slow
  'GET /circle': (_req, res) => {
    const circle = {}
    circle.self = circle
    res.json(circle)
  },
  'GET /status': (_req, res) => res.status(9999).send('x'),
  'GET /cut': (_req, res) => {
    res.destroy(new Error('cut'))
  },
  'GET /flood': (_req, res) => {
    res.write(Buffer.alloc(10_000_001))
    res.end()
  },
  'GET /user/:name': (req, res) => res.json(req.param('name')),
  'POST /body': (_req, res) => res.ok(),
  'GET /policy': 'order/secret',
  'GET /inputs': 'order/show',
  'GET /exit': 'order/lost',
  'POST /csrf': { csrf: true, fn: (_req, res) => res.ok() },
}

/** What answers.md tells of is asked from an app with this configuration. */
export const config = {
  routes,
  controllers: {
    moduleDefinitions: {
      order: {
        secret: (_req, res) => res.ok(),
        show: { inputs: { id: { type: 'number', required: true } }, fn: async ({ id }) => id },
        lost: {
          fn: async () => {
            // oxlint-disable-next-line no-throw-literal -- how actions name an exit
            throw 'lost'
          },
        },
      },
    },
  },
  policies: { 'order/secret': false },
  // #region bounds
  requestTimeoutMs: 60_000,
  shutdown: { timeoutMs: 10_000 },
  sockets: { maxOpenRequests: 64, maxHttpBufferSize: 1_000_000, maxDepth: 64 },
  http: { bodyParser: { limit: '1mb' } },
  // #endregion bounds
}
