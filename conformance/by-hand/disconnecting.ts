import { sendHttp } from '../replay/http.ts'
import { isRecord } from '../replay/recording.ts'
import { startServer } from '../replay/server-process.ts'
import { connectStock, type StockSocket } from '../replay/stock-io.ts'
import type { Runners, Stage } from './runner.ts'

interface Call {
  readonly resData: unknown
  readonly jwr: Record<string, unknown>
}

/** One stock client that goes through all of it. */
class Client {
  readonly socket: StockSocket
  readonly events: unknown[][] = []
  readonly frames: string[] = []

  constructor(socket: StockSocket) {
    this.socket = socket
    this.listen()
    const manager: unknown = socket._raw.io
    const engine: unknown = isRecord(manager) ? manager['engine'] : undefined
    const on: unknown = isRecord(engine) ? Reflect.get(engine, 'on') : undefined
    if (typeof on !== 'function') throw new Error('This is no client of Socket.IO 2.')
    Reflect.apply(on, engine, [
      'packetCreate',
      ({ data }: { data: string }) => this.frames.push(`client->server 4${data}`),
    ])
  }

  ask(url: string, data?: unknown): Call[] {
    const calls: Call[] = []
    this.socket.get(url, data, (resData: unknown, jwr: Record<string, unknown>) =>
      calls.push({ resData, jwr }),
    )
    return calls
  }

  /** The stock client loses its listeners when it reconnects, so this is called again then. */
  listen(onGone?: () => void): void {
    this.socket.on('disconnect', (reason: unknown) => {
      this.events.push(['disconnect', reason])
      onGone?.()
    })
  }
}

const clients = new WeakMap<Stage, Client>()

async function clientOf(stage: Stage): Promise<Client> {
  const known = clients.get(stage)
  if (known !== undefined) return known
  const { port } = await stage.server()
  const client = new Client(await connectStock(`http://127.0.0.1:${port}`))
  stage.onEnd(() => client.socket.isConnected() && client.socket.disconnect())
  clients.set(stage, client)
  return client
}

/** Requests that are open when the connection ends. */
export const disconnecting: Runners = {
  'client calls disconnect() during a request': async (stage) => {
    const client = await clientOf(stage)
    const calls = client.ask('/probe/slow', { ms: 400 })
    client.ask('/probe/slow')
    client.socket.disconnect()
    const [call] = calls
    return {
      callbackCalls: calls.map(({ resData, jwr }) => ({
        resDataIsError: resData instanceof Error,
        message: resData instanceof Error ? resData.message : '',
        jwr,
        jwrIsPlainObject: Object.getPrototypeOf(call?.jwr) === Object.prototype,
        jwrHasError: 'error' in jwr,
      })),
      clientEvents: client.events.splice(0),
      framesAfter: client.frames.splice(0),
    }
  },
  'request while disconnected is queued, nothing thrown': async (stage) => {
    const client = await clientOf(stage)
    const calls = client.ask('/hello')
    waiting.set(client, calls)
    const queue: unknown = Reflect.get(client.socket, 'requestQueue')
    return { queued: [queue].flat().length, callbackCalls: calls.length }
  },
  'disconnect() again throws': async (stage) => threw((await clientOf(stage)).socket, 'disconnect'),
  'reconnect() runs the queue': async (stage) => {
    const client = await clientOf(stage)
    client.socket.reconnect()
    await answered(client)
    const calls = waiting.get(client) ?? []
    return {
      connected: client.socket.isConnected(),
      callbackCalls: calls.map(({ resData, jwr }) => ({ resData, statusCode: jwr['statusCode'] })),
    }
  },
  'reconnect() while connected throws': async (stage) =>
    threw((await clientOf(stage)).socket, 'reconnect'),
  'the action disconnects its own socket and then answers': async (stage) => {
    const client = await clientOf(stage)
    client.events.splice(0)
    const gone = new Promise<void>((resolve) => client.listen(resolve))
    const calls = client.ask('/probe/leaveAndAnswer')
    await gone
    return {
      callbackCalls: calls.map(({ resData, jwr: { statusCode, body } }) => ({
        resData: resData instanceof Error ? 'Error' : resData,
        statusCode,
        body,
      })),
      clientEvents: client.events.splice(0),
    }
  },
  'an action that never answers: no timeout on either side': async (stage) => {
    const client = await clientOf(stage)
    client.socket.reconnect()
    await answered(client)
    const calls = client.ask('/probe/slow')
    waiting.set(client, calls)
    await answered(client)
    return { callbackCallsAfter800ms: calls.length }
  },
  'then disconnect': async (stage) => {
    const client = await clientOf(stage)
    client.socket.disconnect()
    return { callbackCalls: waiting.get(client)?.length }
  },
}

const waiting = new WeakMap<Client, Call[]>()

function threw(socket: StockSocket, method: 'disconnect' | 'reconnect'): Record<string, unknown> {
  try {
    socket[method]()
    return { threw: false }
  } catch {
    return { threw: true }
  }
}

/** Resolves when a request that is sent now is answered; earlier ones that could be, are too then. */
function answered({ socket }: Client): Promise<void> {
  return new Promise((resolve) => void socket.get('/hello', () => resolve()))
}

/** A server that goes away and comes back. Which attempts fail meanwhile is a matter of time, and not compared. */
export const reconnecting: Runners = {
  'reconnection: true': (stage) => throughARestart(stage, { reconnection: true }),
  'reconnection: false': (stage) => throughARestart(stage, { reconnection: false }),
  'reconnection: false, after calling reconnect()': (stage) =>
    throughARestart(stage, { reconnection: false, byHand: true }),
}

async function throughARestart(
  stage: Stage,
  { reconnection, byHand = false }: { reconnection: boolean; byHand?: boolean },
): Promise<Record<string, unknown>> {
  const first = await startServer('base')
  const socket = await connectStock(`http://127.0.0.1:${first.port}`, {
    reconnection,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
  })
  const oldId = socket._raw.id
  const callbacks: unknown[][] = []
  const lost = note(socket, callbacks, '/probe/slow', 'in flight at shutdown')
  await sendHttp(first.port, { method: 'GET', path: '/hello' })
  await first.stop()
  await lost
  const sentWhileDown = note(socket, callbacks, '/hello', 'sent while down')
  const second = await startServer('base', { port: first.port })
  stage.onEnd(async () => second.stop())
  if (!reconnection && !byHand) {
    await sendHttp(second.port, { method: 'GET', path: '/hello' })
    return { connectedAfterwards: socket.isConnected(), callbacks, newSocketId: null, rooms: null }
  }
  if (byHand) socket.reconnect()
  await sentWhileDown
  stage.onEnd(() => socket.isConnected() && socket.disconnect())
  if (byHand) return { connected: socket.isConnected(), callbacks }
  return {
    connectedAfterwards: socket.isConnected(),
    callbacks,
    newSocketId: socket._raw.id !== oldId,
    rooms: await countRooms(socket),
  }
}

function note(socket: StockSocket, callbacks: unknown[][], url: string, name: string) {
  return new Promise<void>((resolve) => {
    socket.get(url, (resData: unknown, jwr: Record<string, unknown>) => {
      callbacks.push([name, resData instanceof Error ? 'Error' : resData, jwr['statusCode']])
      resolve()
    })
  })
}

function countRooms(socket: StockSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.get('/probe/rooms', ({ rooms }: { rooms: unknown[] }) => resolve(rooms.length))
  })
}
