import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { liftApp } from './security-app.ts'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0

const routes = {
  'GET /get': (req: Request, res: Response) => res.json({ v: req.session?.['v'] ?? null }),
  'POST /set': (req: Request, res: Response) => {
    if (req.session !== undefined) req.session['v'] = req.param('v')
    res.ok()
  },
}

let port: number
let server: ChildProcess

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function startRedis(port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--daemonize', 'no']
  const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const chunk of started.stdout) {
    if (String(chunk).includes('Ready to accept connections')) break
  }
  return started
}

async function stopRedis(): Promise<void> {
  server.kill()
  await once(server, 'exit')
}

function config(more: Record<string, unknown> = {}): Record<string, unknown> {
  const redis = { secret: 'shared', adapter: 'redis', host: '127.0.0.1', port }
  return { session: { ...redis, ...more }, routes }
}

describe.skipIf(!hasRedis)('sessions in Redis, by connect-redis', () => {
  beforeAll(async () => {
    port = await freePort()
    server = await startRedis(port)
  })

  afterAll(async () => {
    if (server.exitCode === null && server.signalCode === null) await stopRedis()
  })

  test('are shared by the processes of an app, under the keys of Sails', async () => {
    const one = await liftApp(config())
    const two = await liftApp(
      config({ host: undefined, port: undefined, url: `redis://127.0.0.1:${port}/` }),
    )

    const { cookie } = await one.http('POST /set', { data: { v: 'one' } })

    expect((await two.http('GET /get', { cookie })).body).toEqual({ v: 'one' })
    const client = createClient({ socket: { host: '127.0.0.1', port } })
    await client.connect()
    const [key = ''] = await client.keys('sess:*')
    expect(JSON.parse((await client.get(key)) ?? '')).toMatchObject({
      v: 'one',
      cookie: { path: '/' },
    })
    expect(await client.ttl(key)).toBeGreaterThan(86_000)
    client.destroy()
  })

  test('are kept by the older store that Sails recommends too, with its settings', async () => {
    const adapter = { adapter: '@sailshq/connect-redis', prefix: 'older:', db: 3 }
    const { http } = await liftApp(config(adapter))

    const { cookie } = await http('POST /set', { data: { v: 'older' } })

    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'older' })
    const client = createClient({ socket: { host: '127.0.0.1', port }, database: 3 })
    await client.connect()
    expect(await client.keys('older:*')).toHaveLength(1)
    client.destroy()
  })

  test('take a client that the app has made', async () => {
    const client = createClient({ socket: { host: '127.0.0.1', port } })
    await client.connect()
    const { http } = await liftApp(config({ client, host: undefined, port: undefined }))

    const { cookie } = await http('POST /set', { data: { v: 'mine' } })

    expect((await http('GET /get', { cookie })).body).toEqual({ v: 'mine' })
    client.destroy()
  })

  test('are a 503 while Redis is away, and there again when it is back', async () => {
    const { app, http } = await liftApp(config({ onRedisReconnect: () => app.emit('redis back') }))
    const { cookie } = await http('POST /set', { data: { v: 1 } })
    const isBack = new Promise<void>((resolve) => void app.once('redis back', resolve))

    await stopRedis()
    const away = await http('GET /get', { cookie })
    server = await startRedis(port)
    await isBack

    expect(away).toMatchObject({ status: 503, body: { code: 'E_SESSION_STORE_UNAVAILABLE' } })
    expect((await http('GET /get', { cookie })).status).toBe(200)
  })

  test('stop the lift when Redis cannot be reached', async () => {
    await expect(liftApp(config({ port: await freePort() }))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    })
  })
})
