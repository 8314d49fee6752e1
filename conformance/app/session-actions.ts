import type { Handler, Request, Session } from 'halyard'

/** Actions that read, write, renew and end sessions. */
export const sessionActions: Record<string, Handler> = {
  sessget: (req, res) => {
    const session = sessionOf(req)
    if (session === undefined) return res.json({ v: 'nosession' })
    return res.json({ v: session['v'] ?? null, keys: Object.keys(session) })
  },
  sessset: (req, res) => {
    const session = sessionOf(req)
    if (session !== undefined) session['v'] = req.param('v')
    return res.json({ set: req.param('v') })
  },
  /** Reads at once, and answers late: what others write meanwhile must stay. */
  sessslow: (req, res) => {
    const { v } = needSession(req)
    setTimeout(() => res.json({ v }), Number(req.param('ms')))
  },
  login: (req, res) => {
    needSession(req)['userId'] = req.param('id')
    return res.ok()
  },
  secret: (_req, res) => res.json({ secret: true }),
  sessregen: async (req, res) => {
    const before = req.sessionID
    await needSession(req).regenerate()
    return res.json({ changed: req.sessionID !== before })
  },
  sessdestroy: async (req, res) => {
    await needSession(req).destroy()
    return res.json({ destroyed: true })
  },
  csrftoken: (req, res) =>
    res.json({ local: res.locals['_csrf'], fn: typeof Reflect.get(req, 'csrfToken') }),
}

/** The policy of the action `secret`. */
export const isLoggedIn: Handler = (req, res, next) =>
  sessionOf(req)?.['userId'] === undefined ? res.forbidden() : next()

function sessionOf(req: Request): Session | undefined {
  return req.session
}

function needSession(req: Request): Session {
  const session = sessionOf(req)
  if (session === undefined) throw new Error('This request has no session.')
  return session
}
