import { Readable } from 'node:stream'

import type { Handler, Request, Response } from 'halyard'

/** Actions that answer with every kind of body, by the names that the recordings use. */
export const answerActions: Record<string, Handler> = {
  undef: (_req, res) => res.json(undefined),
  sendundef: (_req, res) => res.send(),
  sendnull: (_req, res) => res.send(null),
  jsonnull: (_req, res) => res.json(null),
  sendnum: (_req, res) => res.send(202),
  jsonnum: (_req, res) => res.json(42),
  sendstr: (_req, res) => res.send('a "string"'),
  jsonstr: (_req, res) => res.json('a "string"'),
  sendbool: (_req, res) => res.send(true),
  jsonbool: (_req, res) => res.json(false),
  sendbuf: (_req, res) => res.send(Buffer.from('bytes')),
  jsondate: (_req, res) => res.json(everyKindOfValue()),
  tojson: (_req, res) => res.json({ x: { toJSON: () => 'viaToJSON' } }),
  endstr: (_req, res) => res.end('ended with text'),
  writes,
  pipe,
  statusEnd: (_req, res) => res.status(204).end(),
  twice,
  circular,
  slow,
  hdrs,
}

function everyKindOfValue(): Record<string, unknown> {
  return {
    d: new Date(0),
    re: /x/,
    e: new Error('x'),
    fn: () => 1,
    un: undefined,
    bi: 'skip',
    map: new Map([[1, 2]]),
    set: new Set([1]),
    buf: Buffer.from('hi'),
  }
}

function writes(_req: Request, res: Response): void {
  res.write('part1,')
  res.end('part2')
}

function pipe(req: Request, res: Response): void {
  if (req.param('status')) res.status(200)
  Readable.from(['s1', 's2']).pipe(res)
}

function twice(_req: Request, res: Response): void {
  res.json({ first: 1 })
  res.json({ second: 2 })
}

function circular(_req: Request, res: Response): void {
  const ring: Record<string, unknown> = {}
  ring['ring'] = ring
  res.json(ring)
}

/** Answers after `ms`; never when none are given. */
function slow(req: Request, res: Response): void {
  const ms = req.param('ms')
  if (ms !== undefined) setTimeout(() => res.json({ slow: Number(ms) }), Number(ms))
}

function hdrs(_req: Request, res: Response): void {
  res.set('X-Custom-One', '1')
  res.setHeader('x-custom-two', '2')
  res.set({ 'x-obj': '3' })
  res.json({
    got: String(res.get('x-custom-one')),
    gotExact: String(res.get('X-Custom-One')),
    gh: String(res.getHeader('X-Custom-Two')),
  })
}
