import { setImmediate } from 'node:timers/promises'

import { sendHttp } from '../replay/http.ts'
import { type ServerProcess, startServer } from '../replay/server-process.ts'
import { ListeningSockets } from './listening-sockets.ts'
import type { Runner, Runners, Stage } from './runner.ts'

interface Cluster {
  readonly one: ServerProcess
  readonly two: ServerProcess
  readonly sockets: ListeningSockets
}

type Ids = Readonly<Record<string, string>>
type Call = readonly [method: string, ...args: unknown[]]

const clusters = new WeakMap<Stage, Promise<Cluster>>()

/** Two processes: the first holds A and makes every call, the second holds B and C. */
export const cluster: Runners = {
  'blast reaches sockets of both processes': call(() => ['blast', 'hello', { n: 1 }]),
  'join(remote socket id, room, cb), then broadcast in the same tick: lost': call(
    ({ B }) => ['join', B, 'room'],
    () => ['broadcast', 'room', 'x', { early: 1 }],
  ),
  'broadcast after the bus has delivered the join': call(() => [
    'broadcast',
    'room',
    'x',
    { later: 1 },
  ]),
  'join(local socket id): no bus message': call(
    ({ A }) => ['join', A, 'room'],
    () => ['broadcast', 'room', 'y', {}],
  ),
  'broadcast leaving out the local actor': call(({ A }) => [
    'broadcast',
    'room',
    'x',
    { omit: 'A' },
    { $: 'socket', id: A },
  ]),
  'broadcast to a remote socket id': call(({ C }) => ['broadcast', C, 'note', { direct: 1 }]),
  'addRoomMembersToRooms over both processes': call(
    () => ['addRoomMembersToRooms', 'room', ['room2', 'room3']],
    () => ['broadcast', 'room2', 'x', { to: 'room2' }],
  ),
  'removeRoomMembersFromRooms over both processes': call(
    () => ['removeRoomMembersFromRooms', 'room', 'room2'],
    () => ['broadcast', 'room2', 'y', { to: 'room2' }],
    () => ['broadcast', 'room3', 'y', { to: 'room3' }],
  ),
  'leave(remote socket id)': call(
    ({ B }) => ['leave', B, 'room3'],
    () => ['broadcast', 'room3', 'x', { to: 'room3' }],
  ),
  'leaveAll over both processes': call(
    () => ['leaveAll', 'room'],
    () => ['broadcast', ['room', 'room3'], 'x', { after: 'leaveAll' }],
  ),
  'broadcastAdminMessage with an own event': async (stage) => {
    const { one, two } = await clusterOf(stage)
    await one.command('adminMessage', 'broadcastAdminMessage', 'custom', { a: 1 })
    const received = await messagesOf(two, 'custom')
    return { received, receivedBySender: await one.command('adminMessages', 'custom'), events: [] }
  },
  'blastAdminMessage reaches the sender as well (app event hook:sockets:adminMessage)': async (
    stage,
  ) => {
    const { one } = await clusterOf(stage)
    await one.command('adminMessage', 'blastAdminMessage', 'custom2', { a: 1 })
    return { received: await messagesOf(one, 'custom2'), events: [] }
  },
  'a socket of process 2 asks process 2': async (stage, { socket, sdkRequest, sent }) => {
    const { sockets } = await clusterOf(stage)
    const body = await sockets.ask('C', '/probe/join?room=r9')
    const payload = { body, headers: {}, statusCode: 200 }
    return { socket, sdkRequest, sent, ack: { type: 'ACK', ackId: 0, payload } }
  },
  'and process 1 reaches it': call(() => ['broadcast', 'r9', 'x', { from: 'process 1' }]),
  'a session written in process 1 is read in process 2': async (stage) => {
    const { one, two } = await clusterOf(stage)
    const path = '/probe/sessset?v=shared'
    const { headers } = await sendHttp(one.port, { method: 'GET', path })
    const cookie = [headers['set-cookie']].flat().join().split(';')[0] ?? ''
    cookies.set(stage, cookie)
    const read = { method: 'GET', path: '/probe/sessget', headers: { cookie } }
    return { body: (await sendHttp(two.port, read)).body }
  },
  'and by a socket of process 2': async (stage) => {
    const { two, sockets } = await clusterOf(stage)
    await sockets.connect('S', two, { headers: { cookie: cookies.get(stage) ?? '' } })
    return { body: await sockets.ask('S', '/probe/sessget') }
  },
}

const cookies = new WeakMap<Stage, string>()

function clusterOf(stage: Stage): Promise<Cluster> {
  const known = clusters.get(stage) ?? startCluster(stage)
  clusters.set(stage, known)
  return known
}

async function startCluster(stage: Stage): Promise<Cluster> {
  const [one, two] = await Promise.all([startServer('cluster'), startServer('cluster')])
  stage.onEnd(async () => Promise.all([one.stop(), two.stop()]))
  const sockets = new ListeningSockets()
  stage.onEnd(() => sockets.close())
  await sockets.connect('A', one)
  await sockets.connect('B', two)
  await sockets.connect('C', two)
  return { one, two, sockets }
}

/** Makes calls in the first process, and lets an event run behind them so that all of theirs have arrived. */
function call(...calls: readonly ((ids: Ids) => Call)[]): Runner {
  return async (stage) => {
    const { one, sockets } = await clusterOf(stage)
    const outcomes: unknown[] = []
    for (const toCall of calls) {
      const [method, ...args] = toCall(sockets.ids)
      outcomes.push(await one.command('sockets', method, args))
    }
    await one.command('sockets', 'blast', ['end', {}])
    const events = await sockets.hearUntil('end')
    return { outcomes, events }
  }
}

/** Messages of other processes come when they come: asks until there is one. */
async function messagesOf(server: ServerProcess, event: string): Promise<unknown> {
  for (;;) {
    const messages = [await server.command('adminMessages', event)].flat()
    if (messages.length > 0) return messages
    await setImmediate()
  }
}
