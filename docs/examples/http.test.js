import { createHmac } from 'node:crypto'
import { get } from 'node:https'

import { Sails } from 'halyard'
import { expect, onTestFinished, test } from 'vitest'

import { behindProxy, webhook, withHeaders, withTls } from './http.js'

const routes = { 'GET /': (req, res) => res.json([req.protocol, req.ip]) }

/** Lifts an app on a free port and gives its address. */
async function lift(config) {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  const log = { level: 'silent' }
  await app.lift({ routes, log, ...config, port: 0, explicitHost: '127.0.0.1' })
  return app.httpServer.address().port
}

test('an app serves HTTPS with a key and a certificate', async () => {
  const port = await lift(withTls(`${import.meta.dirname}/../../packages/server/test/fixtures/tls`))

  const text = await new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false }, (res) => {
      res.setEncoding('utf8').on('data', resolve)
    }).on('error', reject)
  })

  expect(JSON.parse(text)).toEqual(['https', '127.0.0.1'])
})

test('a webhook is taken with the right signature only', async () => {
  const port = await lift({ routes: webhook('key') })
  const body = '{ "id":  7 }'
  const signature = createHmac('sha256', 'key').update(body).digest('hex')
  const send = (headers) =>
    fetch(`http://127.0.0.1:${port}/payments/hook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })

  expect((await send({ 'x-signature': 'guess' })).status).toBe(403)
  expect(await (await send({ 'x-signature': signature })).json()).toEqual({ received: 7 })
})

test('behind one proxy the client is the one that the proxy names', async () => {
  const port = await lift(behindProxy)

  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6, 203.0.113.7' },
  })

  expect(await answer.json()).toEqual(['https', '203.0.113.7'])
})

test('headers are added and left out', async () => {
  const port = await lift(withHeaders)

  const { headers } = await fetch(`http://127.0.0.1:${port}/`)

  expect(headers.get('content-security-policy')).toBe("default-src 'self'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBeNull()
  expect(headers.get('strict-transport-security')).toBeNull()
})
