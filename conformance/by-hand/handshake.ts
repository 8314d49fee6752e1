import { sendHttp } from '../replay/http.ts'
import { openRawSocket } from '../replay/raw-socket.ts'
import type { Exchange } from '../replay/recording.ts'
import type { Runner, Runners, Stage } from './runner.ts'

const FRAMED = [
  'EIO=4, SDK query, connect, one GET with ack 0',
  'EIO=3, SDK query: server sends the connect packet at once',
  'EIO=3: the client pings',
  'EIO=4: auth payload in the connect packet is accepted and unused',
  'EIO=4: another namespace',
  'EIO missing',
  'EIO=2',
  'no SDK query at all counts as 0.9.0: refused at the first request, not at connect',
  'SDK 0.10.9',
  'SDK 0.11.0',
  'SDK prerelease 0.11.0-rc1 is rounded up to 0.11.0',
  'version only, no platform or language',
  'SDK metadata as handshake headers instead of the query',
  'no ack requested: the server runs the request and sends nothing',
  'client closes the namespace',
]

/** Connections, frame by frame. */
export const handshake: Runners = {
  ...Object.fromEntries(FRAMED.map((name) => [name, exchangeFrames])),
  'polling transport is refused by default': get('/socket.io/?EIO=4&transport=polling'),
  'polling, EIO=3': get('/socket.io/?EIO=3&transport=polling'),
  'client library file is not served by default': get('/socket.io/socket.io.js'),
}

/** Sends the client's frames as soon as those of the server before them have come. */
async function exchangeFrames(stage: Stage, exchange: Exchange): Promise<Record<string, unknown>> {
  const { port } = await stage.server()
  const headers = /as handshake headers/.test(exchange.name) ? SDK_HEADERS : {}
  const socket = await openRawSocket(
    String(exchange['url']).replace('<port>', String(port)),
    headers,
  )
  const frames: string[] = []
  for (const frame of [exchange['frames']].flat().map(String)) {
    if (frame.startsWith('C ')) {
      socket.send(frame.slice(2))
      frames.push(frame)
    } else frames.push(`S ${String(await socket.next())}`)
  }
  await roundTrip(stage)
  frames.push(...socket.waiting().map((frame) => `S ${String(frame)}`))
  socket.close()
  return { frames, close: null }
}

const SDK_HEADERS = {
  __sails_io_sdk_version: '1.2.1',
  __sails_io_sdk_platform: 'browser',
  __sails_io_sdk_language: 'javascript',
}

/** By the time that another question is answered, the server has sent what it was going to. */
async function roundTrip(stage: Stage): Promise<void> {
  const { port } = await stage.server()
  await sendHttp(port, { method: 'GET', path: '/hello' })
}

function get(path: string): Runner {
  return async (stage) => {
    const { port } = await stage.server()
    const { status, body } = await sendHttp(port, { method: 'GET', path })
    return { response: { status, body: typeof body === 'string' ? body : JSON.stringify(body) } }
  }
}
