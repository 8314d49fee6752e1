import type { Handler, Request } from 'halyard'

/** Actions that use the less common methods of `req` and `res`. */
export const responseActions: Record<string, Handler> = {
  redirect: (req, res) => res.redirect(textOf(req, 'to') ?? '/target'),
  redirect301: (_req, res) => res.redirect(301, '/target'),
  status301redirect: (_req, res) => res.status(301).redirect('/target'),
  redirectBack: (_req, res) => res.redirect('back'),
  jsonp: (_req, res) => res.jsonp({ a: 1 }),
  attach: (_req, res) => res.attachment('x.pdf').send('file'),
  location: (_req, res) => res.location('/a').send('x'),
  format: (_req, res) =>
    res.format({ html: () => res.send('<p>'), json: () => res.json({ json: true }) }),
  cookie: (_req, res) => res.cookie('c', 'v').json({ ok: 1 }),
  setcookie: (_req, res) => {
    res.setHeader('set-cookie', 'a=b')
    res.json({ ok: 1 })
  },
  accepts: (req, res) => res.json({ r: req.accepts('json') }),
  is: (req, res) => res.json({ r: req.is('json') || undefined }),
  setTimeout: (req, res) => {
    req.setTimeout(10_000)
    res.json({ ok: 1 })
  },
  type: (_req, res) => res.type('json').send({}),
  view: (_req, res) => res.view('pages/hello', { who: 'socket' }),
  file: async (req, res) => res.json({ files: await req.file('f').upload() }),
  viewMissing: (_req, res) => res.view('pages/none'),
  resmethods: (_req, res) => res.json(describeMembers(res)),
}

const RESPONSE_MEMBERS = [
  'append attachment badRequest clearCookie cookie download end forbidden format get getHeader',
  'header json jsonp jsonx links location negotiate notFound ok redirect removeHeader render send',
  'sendFile sendfile sendStatus serverError set setHeader status teapot type vary view guessView',
  'write writeHead pipe on flushHeaders headersSent finished writableEnded locals app req charset',
  'statusCode statusMessage created setTimeout getHeaders hasHeader headers setLocale __',
]
  .join(' ')
  .split(' ')

function describeMembers(res: object): Record<string, unknown> {
  const types = RESPONSE_MEMBERS.map((name) => [name, typeof Reflect.get(res, name)] as const)
  const locals: unknown = Reflect.get(res, 'locals')
  return {
    ...Object.fromEntries(types),
    localsKeys: typeof locals === 'object' && locals !== null ? Object.keys(locals).sort() : [],
  }
}

function textOf(req: Request, name: string): string | undefined {
  const value = req.param(name)
  return typeof value === 'string' ? value : undefined
}
