import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { describe, expect, onTestFinished, test } from 'vitest'

import type { Request, Response } from '../src/index.ts'
import { createTestApp, overEachTransport } from '../src/testing/index.ts'

const routes = {
  'GET /hello': (_req: Request, res: Response) => res.json('hi'),
  'POST /join': (req: Request, res: Response) => {
    if (req.isSocket) void req.socket.join('room')
    res.json(req.isSocket ?? false)
  },
}

describe('createTestApp()', () => {
  test('answers without a port, whatever the status', async () => {
    const { app, request, lower } = await createTestApp({ routes })
    onTestFinished(lower)

    expect(await request('get', '/hello')).toMatchObject({ statusCode: 200, body: 'hi' })
    expect((await request('get', '/nowhere')).statusCode).toBe(404)
    expect(app.httpServer?.listening).toBe(false)
  })

  test('connects sockets that can be in rooms, side by side and without a port', async () => {
    const { app, connect, lower } = await createTestApp({ routes })
    onTestFinished(lower)
    const [one, two] = await Promise.all([connect(), connect({ 'x-own': 'v' })])
    const heard: unknown[] = []
    two.on('news', (data) => heard.push(data))

    expect((await one.request('post', '/join')).body).toBe(true)
    const news = one.next('news')
    await app.sockets.broadcast('room', 'news', { n: 1 })

    expect(await news).toEqual({ n: 1 })
    expect(heard).toEqual([])
    expect(one.id).not.toBe(two.id)
    expect(app.httpServer?.listening).toBe(false)
  })

  test('a lowered app ends its sockets', async () => {
    const { connect, lower } = await createTestApp({ routes })
    const socket = await connect()
    const gone = new Promise((resolve) => socket.on('disconnect', resolve))

    await lower()

    expect(await gone).toBeTypeOf('string')
  })

  test('a configuration that is wrong rejects', async () => {
    await expect(createTestApp({ port: -1 })).rejects.toMatchObject({
      code: 'E_INVALID_HTTP_CONFIG',
    })
  })
})

/** Runs a program that uses halyard/testing, in a process without this runner's globals. */
async function run(program: string, ...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      'tsx',
      '--conditions=halyard-source',
      ...flags,
      '--input-type=module',
      '-e',
      program,
    ],
    { cwd: import.meta.dirname, env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  )
  return stdout
}

describe('overEachTransport()', () => {
  test('needs the globals of a runner, or its functions', async () => {
    const printed = await run(`
      import { overEachTransport } from 'halyard/testing'
      try { overEachTransport('x', () => {}) } catch ({ code, message }) { console.log(code, message) }
    `)

    expect(printed).toMatch(/^E_NO_TEST_RUNNER .*describe\(\).*\{ describe, afterEach \}/)
  })

  test('runs with node:test', async () => {
    const printed = await run(`
      import assert from 'node:assert'
      import { afterEach, describe, test } from 'node:test'
      import { overEachTransport } from 'halyard/testing'

      overEachTransport('hello', (lift, transport) => {
        test('is answered', async () => {
          const request = await lift({ routes: { 'GET /hello': (req, res) => res.json('hi') } })
          assert.equal((await request('get', '/hello')).body, 'hi')
          assert.equal(transport.app.phase, 'ready')
        })
      }, { describe, afterEach })
    `)

    expect(printed).toMatch(/pass 3/)
    for (const name of ['http', 'socket', 'in-process']) expect(printed).toContain(`over ${name}`)
  })
})

overEachTransport('placeholders of a URL', (lift) => {
  test('are filled from the data, percent-encoded', async () => {
    const request = await lift({
      routes: { 'POST /user/:id/friends': (req, res) => res.json([req.params['id'], req.body]) },
    })

    const reply = await request('post', '/user/:id/friends', { id: 'a/ü', limit: 2 })

    expect(reply.body).toEqual(['a/ü', { limit: 2 }])
  })
})
