import { describe, expect, test } from 'vitest'

import { Sails } from '../src/app/sails.ts'
import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { liftApp } from './http/lift-app.ts'

const DEFAULTS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

const routes = {
  'GET /json': (_req: Request, res: Response) => res.json({ a: 1 }),
  'GET /html': (_req: Request, res: Response) => res.send('<p>hello</p>'),
  'GET /empty': (_req: Request, res: Response) => res.status(204).end(),
  'GET /head': (_req: Request, res: Response) => {
    res.writeHead(200, { 'X-Own': '1' }).end('x')
  },
  'GET /redirect': '/json',
  'GET /fail': () => {
    throw new Error('broken')
  },
  'GET /framed': (_req: Request, res: Response) => {
    res.removeHeader('X-Frame-Options')
    res.json('framed')
  },
  'GET /own': (_req: Request, res: Response) => res.set('X-Frame-Options', 'DENY').json('own'),
  'GET /own-head': (_req: Request, res: Response) => {
    res.writeHead(200, { 'x-frame-options': 'DENY' }).end()
  },
}

describe('security headers', () => {
  test.each([
    '/json',
    '/html',
    '/empty',
    '/head',
    '/redirect',
    '/fail',
    '/unknown',
    '/favicon.ico',
  ])('are on %s', async (path) => {
    const { ask } = await liftApp({ routes })

    expect((await ask(path)).headers).toMatchObject(DEFAULTS)
  })

  test('an answer may do without one, or have its own', async () => {
    const { ask } = await liftApp({ routes })

    expect((await ask('/framed')).headers['x-frame-options']).toBeUndefined()
    expect((await ask('/framed')).headers['x-content-type-options']).toBe('nosniff')
    expect((await ask('/own')).headers['x-frame-options']).toBe('DENY')
    expect((await ask('/own-head')).headers['x-frame-options']).toBe('DENY')
  })

  test('the configuration adds some and leaves some out', async () => {
    const { ask } = await liftApp({
      routes,
      security: {
        headers: { 'X-Frame-Options': false, 'Content-Security-Policy': "default-src 'self'" },
      },
    })

    const { headers } = await ask('/json')

    expect(headers['x-frame-options']).toBeUndefined()
    expect(headers['content-security-policy']).toBe("default-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    ['security.headers: false', { security: { headers: false } }],
    ['the hook off', { hooks: { security: false } }],
  ])('%s: there are none', async (_what, config) => {
    const { ask } = await liftApp({ routes, ...config })

    const { headers } = await ask('/json')

    expect(Object.keys(headers).filter((name) => name in DEFAULTS)).toEqual([])
  })

  test('Strict-Transport-Security is said over TLS only', async () => {
    const { ask } = await liftApp({
      routes,
      http: { trustProxy: 1 },
      security: { headers: { 'Strict-Transport-Security': 'max-age=31536000' } },
    })
    const headersOf = async (protocol: string) =>
      (await ask('/json', { headers: { 'x-forwarded-proto': protocol } })).headers

    expect((await headersOf('http'))['strict-transport-security']).toBeUndefined()
    expect((await headersOf('https'))['strict-transport-security']).toBe('max-age=31536000')
  })

  test.each([
    ['a text', 'DENY'],
    ['a name that is none', { 'X Frame': 'DENY' }],
    ['a value with a line break', { 'X-Frame-Options': 'DENY\r\nX-Evil: 1' }],
    ['a number', { 'X-Frame-Options': 1 }],
  ])('%s is refused at load', async (_what, headers) => {
    const security = { headers } as Record<string, unknown>

    await expect(new Sails().load({ security, log: { level: 'silent' } })).rejects.toMatchObject({
      code: 'E_INVALID_SECURITY_CONFIG',
    })
  })
})
