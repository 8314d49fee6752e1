import type { Handler, Request, Response } from 'halyard'

/** Actions that end in one of the standard responses, or fail. */
export const errorActions: Record<string, Handler> = {
  ok: (req, res) => res.ok(req.param('data')),
  badRequest: (req, res) => res.badRequest(errorOrData(req, 'bad thing')),
  forbidden: (req, res) => call(res, 'forbidden', req.param('data')),
  notFound: (req, res) => call(res, 'notFound', req.param('data')),
  serverError: (req, res) => res.serverError(errorOrData(req, 'server thing')),
  negotiate: (req, res) => res.negotiate(withStatus('neg', req.param('status'))),
  teapot: (_req, res) => call(res, 'teapot', { a: 1 }),
  throwSync: () => {
    throw new Error('sync throw')
  },
  throwAsync: async () => {
    throw new Error('async throw')
  },
  throwString: async () => {
    // oxlint-disable-next-line no-throw-literal -- the recording is about exactly this
    throw 'a string was thrown'
  },
  throwStatus: () => {
    throw withStatus('with status', 422)
  },
  throwToJSON: () => {
    throw Object.assign(new Error('hidden'), { toJSON: () => ({ custom: 'json' }) })
  },
  callNext: (_req, _res, next) => next(),
  status: (req, res) => res.status(Number(req.param('code'))).send('body'),
  sendStatus: (req, res) => res.sendStatus(Number(req.param('code'))),
}

/** Calls a response with data that its type does not have. */
function call(res: Response, name: string, data: unknown): unknown {
  return Reflect.apply(Reflect.get(res, name), res, [data])
}

function errorOrData(req: Request, message: string): unknown {
  return req.param('err') === undefined ? req.param('data') : new Error(message)
}

function withStatus(message: string, status: unknown): Error {
  const error = new Error(message)
  return status === undefined ? error : Object.assign(error, { status: Number(status) })
}
