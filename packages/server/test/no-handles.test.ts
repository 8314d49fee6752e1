import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'

import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import type { Left } from './no-handles/child.ts'
import { SDK_QUERY } from './sockets/raw-client.ts'

/** What the child has because it speaks to us. */
const OF_THE_CHILD = new Set(['PipeWrap', 'TTYWrap', 'Immediate'])

test.each(['after a failed lift', 'after many apps', 'side by side'])(
  'a process ends by itself %s',
  async (scenario) => {
    const child = start(scenario)

    expect(await leftBy(child)).toEqual({ resources: [], listeners: [] })
    expect(await exitOf(child)).toEqual([0, null])
  },
)

test.each(['with clients', 'with clients and Redis'])(
  'a process ends by itself when its app lowers %s',
  async (scenario) => {
    if (scenario.endsWith('Redis') && !(await isRedisThere())) return
    const child = start(scenario)
    const { port } = await hear<{ port: number }>(child, 'port')
    const origin = `http://127.0.0.1:${port}`
    const answered = await connectClients(origin)

    child.send('lower')

    expect(await leftBy(child)).toEqual({ resources: [], listeners: [] })
    expect(await exitOf(child)).toEqual([0, null])
    expect(await answered()).toEqual([200, 503])
  },
)

/** Clients of every kind, each with a request that is open. Resolves when all of them are served. */
async function connectClients(origin: string): Promise<() => Promise<unknown>> {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  await ask(`${origin}/session`, agent)
  const asking = [ask(`${origin}/slow`, agent), ask(`${origin}/never`, agent)]
  const sockets = (['websocket', 'polling'] as const).map((transport) => {
    const query = Object.fromEntries(new URLSearchParams(SDK_QUERY))
    const socket = io(origin, { transports: [transport], query, reconnection: false })
    onTestFinished(() => void socket.close())
    return socket
  })
  for (const socket of sockets) {
    // oxlint-disable-next-line no-await-in-loop
    if (!socket.connected)
      await new Promise((resolve) => void socket.once('connect', () => resolve(0)))
    // oxlint-disable-next-line no-await-in-loop
    await socket.emitWithAck('get', { url: '/session' })
    socket.emit('get', { url: '/never' }, () => undefined)
  }
  return async () => Promise.all(asking)
}

function ask(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (res) => {
      res.resume()
      res.on('end', () => resolve(res.statusCode ?? 0))
    }).on('error', reject)
  })
}

function start(scenario: string): ChildProcess {
  const path = new URL('no-handles/child.ts', import.meta.url)
  const child = fork(path, [scenario], {
    execArgv: ['--import', 'tsx', '--conditions=halyard-source'],
    env: { ...process.env, NODE_ENV: 'development' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function leftBy(child: ChildProcess): Promise<Left> {
  const { left } = await hear<{ left: Left }>(child, 'left')
  return { ...left, resources: left.resources.filter((name) => !OF_THE_CHILD.has(name)) }
}

function hear<Message extends object>(child: ChildProcess, key: keyof Message): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (key in message) resolve(message)
    })
    child.once('exit', (code) => reject(new Error(`The child ended with ${code}.`)))
  })
}

async function exitOf(child: ChildProcess): Promise<unknown[]> {
  if (child.exitCode !== null) return [child.exitCode, child.signalCode]
  return once(child, 'exit')
}

async function isRedisThere(): Promise<boolean> {
  const client = connect(6379, '127.0.0.1')
  const isThere = await new Promise<boolean>((resolve) => {
    client.once('connect', () => resolve(true))
    client.once('error', () => resolve(false))
  })
  client.destroy()
  return isThere
}
