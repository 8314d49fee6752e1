import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import { liftApp } from './lift-app.ts'

/** Addresses of this machine, one for each party, so that they can be told apart. */
const [CLIENT, OUTER] = ['127.0.0.2', '127.0.0.3']

const routes = {
  'GET /who': (req: Request, res: Response) => {
    res.json({ ip: req.ip, ips: req.ips, protocol: req.protocol, baseUrl: req.baseUrl })
  },
}

/** A proxy as they are: it adds who has asked it to `X-Forwarded-For`. Gives its port. */
async function startProxy(target: number, localAddress: string): Promise<number> {
  const proxy = createServer((req, res) => {
    const known = [req.headers['x-forwarded-for'] ?? [], req.socket.remoteAddress ?? []].flat()
    const headers = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'shop.example',
      ...req.headers,
      'x-forwarded-for': known.join(', '),
    }
    const options = { host: '127.0.0.1', port: target, path: req.url, localAddress, headers }
    const onward = request(options, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    req.pipe(onward)
  })
  onTestFinished(() => void proxy.close())
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return (proxy.address() as AddressInfo).port
}

/** Asks `/who` through proxies, as a client that tries to be somebody else. */
function askWho(port: number): Promise<unknown> {
  const headers = { 'x-forwarded-for': '9.9.9.9' }
  const options = { host: '127.0.0.1', port, path: '/who', localAddress: CLIENT, headers }
  return new Promise((resolve, reject) => {
    const req = request({ ...options, agent: false }, (res) => {
      res.setEncoding('utf8').on('data', (text: string) => resolve(JSON.parse(text)))
    })
    req.on('error', reject).end()
  })
}

test.each([
  ['2, as many as there are', 2, CLIENT, 'https'],
  ['their addresses', '127.0.0.1, 127.0.0.3', CLIENT, 'https'],
  ['a function', (address: string) => address !== CLIENT, CLIENT, 'https'],
  ['1: the outer one counts as the client', 1, OUTER, 'https'],
  ['false: the inner one does', false, '127.0.0.1', 'http'],
])('behind two proxies with trustProxy %s', async (_what, trustProxy, ip, protocol) => {
  const { port } = await liftApp({ routes, http: { trustProxy } })
  const inner = await startProxy(port, '127.0.0.1')
  const outer = await startProxy(inner, OUTER)

  const found = await askWho(outer)

  expect(found).toMatchObject({ ip, protocol })
  const address = trustProxy === false ? /^http:\/\/127\.0\.0\.1/ : /^https:\/\/shop\.example$/
  expect((found as { baseUrl: string }).baseUrl).toMatch(address)
})

test('trustProxy true believes whatever a client writes, so proxies should be counted', async () => {
  const { port } = await liftApp({ routes, http: { trustProxy: true } })
  const proxy = await startProxy(port, '127.0.0.1')

  expect(await askWho(proxy)).toMatchObject({ ip: '9.9.9.9' })
})
