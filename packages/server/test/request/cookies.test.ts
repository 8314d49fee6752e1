import { sign } from 'cookie-signature'
import { expect, test } from 'vitest'

import { overBothDoors } from './doors.ts'

overBothDoors('cookies', (open, isHttp) => {
  test('cookies are parsed: plain, JSON, signed with any of the secrets, and signed by nobody', async () => {
    const { ask } = await open()
    const cookie = [
      'plain=1',
      `json=${encodeURIComponent('j:{"a":1}')}`,
      `new=${encodeURIComponent(`s:${sign('me', 'first')}`)}`,
      `old=${encodeURIComponent(`s:${sign('j:[1]', 'second')}`)}`,
      `forged=${encodeURIComponent(`s:${sign('me', 'guess')}`)}`,
      'badjson=j:{',
    ].join('; ')

    const { body } = await ask((req, res) => res.json([req.cookies, req.signedCookies]), {
      headers: { cookie },
    })

    expect(body).toEqual([
      { plain: '1', json: { a: 1 }, badjson: 'j:{' },
      { new: 'me', old: [1], forged: false },
    ])
  })

  test('a cookie called __proto__ is a cookie', async () => {
    const { ask } = await open()

    const { body } = await ask((req, res) => res.json(Object.keys(req.cookies)), {
      headers: { cookie: '__proto__=1; a=2' },
    })

    expect(body).toEqual(['__proto__', 'a'])
  })

  test('res.cookie() and res.clearCookie() set headers', async () => {
    const { ask } = await open()
    let set: unknown

    const { headers } = await ask((_req, res) => {
      res.cookie('a', { b: 1 }, { maxAge: 60_000, httpOnly: true, sameSite: 'lax' })
      res.cookie('s', 'v', { signed: true, path: '/x' }).clearCookie('old')
      set = res.get('Set-Cookie')
      res.send()
    })

    expect(set).toEqual([
      expect.stringMatching(
        /^a=j%3A%7B%22b%22%3A1%7D; Max-Age=60; Path=\/; Expires=.*HttpOnly; SameSite=Lax$/,
      ),
      expect.stringMatching(/^s=s%3Av\..*; Path=\/x$/),
      expect.stringMatching(/^old=; Path=\/; Expires=Thu, 01 Jan 1970/),
    ])
    expect(headers['set-cookie']).toEqual(set)
  })

  test('without a secret nothing is signed, and signed cookies are texts', async () => {
    const { ask } = await open({ secrets: [] })

    const { body } = await ask(
      (req, res) => {
        expect(() => res.cookie('a', 'b', { signed: true })).toThrow(
          expect.objectContaining({ code: 'E_MISSING_COOKIE_SECRET' }),
        )
        res.json([req.cookies, req.signedCookies])
      },
      { headers: { cookie: 'a=s:b.c' } },
    )

    expect(body).toEqual([{ a: 's:b.c' }, {}])
  })

  test.skipIf(isHttp)('a socket gets no cookies, which its client could not keep', async () => {
    const { messages } = await open()
    const replies: unknown[] = []
    const socket = Object.create(null)
    const connection = {
      ...{ transport: 'socket.io' as const, socket, headers: {} },
      ...{ remoteAddress: '127.0.0.1', encrypted: false },
    }

    const init = { method: 'GET', url: '/', headers: {}, body: {}, connection }
    const req = messages.createVirtualRequest(init)
    messages
      .createVirtualResponse(req, (reply) => replies.push(reply))
      .cookie('a', 'b')
      .set('x-b', '1')
      .json(1)

    expect(replies).toEqual([{ body: 1, headers: { 'x-b': '1' }, statusCode: 200 }])
    expect([req.isSocket, req.socket === socket, req.protocol]).toEqual([true, true, 'ws'])
  })
})
