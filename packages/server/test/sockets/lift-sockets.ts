import { onTestFinished } from 'vitest'

import { SailsApp } from '../../src/app/sails.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'

/** Routes of every app that these tests lift. */
const ROUTES = {
  'GET /hello': (_req: Request, res: Response) => res.send('OK'),
  '/req': (req: Request, res: Response) =>
    res.json({ method: req.method, url: req.url, body: req.body, headers: req.headers }),
  '/slow': (req: Request, res: Response) => {
    setTimeout(() => res.json(req.param('name')), Number(req.param('ms')))
  },
  '/never': () => {},
  '/emit': (req: Request, res: Response) => {
    if (req.isSocket) req.socket.emit('direct')
    res.ok()
  },
  '/join': (req: Request, res: Response) => {
    if (req.isSocket) void req.socket.join(String(req.param('room')))
    res.ok()
  },
}

/** A lifted app and where to find it. */
export interface SocketApp {
  readonly app: SailsApp
  readonly origin: string
}

/** Lifts an app with a port of its own; it ends with the test. */
export async function liftSockets(
  sockets: Record<string, unknown> = {},
  config: Record<string, unknown> = {},
): Promise<SocketApp> {
  const app = new SailsApp()
  onTestFinished(async () => app.lower({ hardShutdown: true }))
  const { routes, ...rest } = config
  await app.lift({
    port: 0,
    explicitHost: '127.0.0.1',
    log: { level: 'silent' },
    ...rest,
    routes: { ...ROUTES, ...(routes as object | undefined) },
    sockets,
  })
  const address = app.httpServer?.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { app, origin: `http://127.0.0.1:${port}` }
}
