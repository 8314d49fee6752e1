import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'

import { SESSION_COOKIE_EVENT } from '@halyard/protocol'
import { describe, expect, test } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { type SecurityApp, liftApp } from './security-app.ts'

const REDIS = { host: '127.0.0.1', port: 6379 }
const isThere = process.env['REQUIRE_SERVICES'] === '1' || (await answers(REDIS.port))

const routes = {
  'GET /me': (req: Request, res: Response) => res.json(req.session?.['me'] ?? null),
  'POST /login': async (req: Request, res: Response) => {
    await req.session?.regenerate()
    if (req.session !== undefined) req.session['me'] = req.param('me')
    res.ok()
  },
  'POST /logout': async (req: Request, res: Response) => {
    await req.session?.destroy()
    res.ok()
  },
  'POST /join': async (req: Request, res: Response) => {
    if (req.isSocket) await req.socket.join('members')
    res.ok()
  },
}

/** Two apps that share their sessions and rooms, as two processes do. */
async function liftTwo(): Promise<{ one: SecurityApp; two: SecurityApp }> {
  const config = {
    session: { secret: 'shared', adapter: 'redis', prefix: `${randomUUID()}:`, ...REDIS },
    sockets: { adapter: 'redis', key: randomUUID(), ...REDIS },
    routes,
  }
  return { one: await liftApp(config), two: await liftApp(config) }
}

describe.skipIf(!isThere)('two processes that share sessions and rooms in Redis', () => {
  test.each([
    [
      'over HTTP',
      async ({ http }: SecurityApp, cookie: string) => http('POST /logout', { cookie }),
    ],
    [
      'over a socket',
      async ({ connect }: SecurityApp, cookie: string) =>
        (await connect({ extraHeaders: { cookie } })).ask('POST /logout'),
    ],
  ])('a logout %s at one signs sockets of the other out', async (_name, logOut) => {
    const { one, two } = await liftTwo()
    const { cookie = '' } = await one.http('POST /login', { data: { me: 'ann' } })
    const { ask, client } = await two.connect({ extraHeaders: { cookie } })
    await ask('POST /join')
    const before = await ask('GET /me')
    const ended = once(two.app, 'session:ended')

    await logOut(one, cookie)
    const [, signedOut] = await ended

    expect(before.body).toBe('ann')
    expect(signedOut).toMatchObject([{ id: client.id }])
    expect((await ask('GET /me')).body).toBe(null)
    expect(await two.app.sockets.broadcast('members', 'news', {})).toEqual({ sockets: 0 })
  })

  test('the cookie that a socket of one was offered can be claimed at the other', async () => {
    const { one, two } = await liftTwo()
    const headers = { origin: one.origin }
    const { ask, client } = await one.connect({
      extraHeaders: headers,
      auth: { sessionCookie: true },
    })
    const offered = new Promise<object>((resolve) => client.once(SESSION_COOKIE_EVENT, resolve))

    await ask('POST /login', { me: 'ann' })
    const data = { ...(await offered), socketId: client.id }
    const claimed = await two.http('POST /__getcookie', { headers, data })
    const again = await one.http('POST /__getcookie', { headers, data })

    expect([claimed.status, again.status]).toEqual([204, 403])
    expect((await two.http('GET /me', { cookie: claimed.cookie })).body).toBe('ann')
  })
})

async function answers(port: number): Promise<boolean> {
  const socket = connectTcp(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
