import type { VariantName } from '../app/variants.ts'
import { sendHttp } from '../replay/http.ts'
import { connectRaw, type RawSocket } from '../replay/raw-socket.ts'
import type { Runner, Runners, Stage } from './runner.ts'

/** What ends the whole process of Sails, sent as raw frames. Ours must answer, and live. */
export const serverCrashes: Runners = {
  'handshake query __sails_io_sdk_version is not a version; then any request': send(
    '["get",{"url":"/hello"}]',
    { query: '__sails_io_sdk_version=banana', sdk: false },
  ),
  'null payload': send('["get",null]'),
  'data nested 3000 deep': send(`["post",{"url":"/hello","data":${nest(3_000)}}]`),
  'an action answers res.json() with a circular structure': send(
    '["get",{"url":"/probe/circular"}]',
  ),
  'an action pipes a stream into res without setting a status first': send(
    '["get",{"url":"/probe/pipe"}]',
  ),
  'sockets.sendResponseHeaders: false and a request with ack': send('["get",{"url":"/hello"}]', {
    variant: 'noResponseHeaders',
  }),
}

/** The same in the other recording that knows them. */
export const protocolCrashes: Runners = {
  'payload null, with or without ack': sendWithAndWithoutAck,
  'SDK version in the handshake that is not a version, then any request': send(
    '["get",{"url":"/hello"}]',
    { query: '__sails_io_sdk_version=banana', sdk: false },
  ),
  'data nested about 1000 to 1500 levels deep (frame of 6 to 9 kB)': send(
    `["post",{"url":"/hello","data":${nest(1_250)}}]`,
  ),
}

interface Circumstances {
  readonly variant?: VariantName
  readonly query?: string
  /** Whether the client says, beside the query, which SDK it is. @default true */
  readonly sdk?: boolean
}

/** `{"a":{"a":...}}` */
export function nest(depth: number): string {
  return '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
}

function send(frame: string, { variant, ...handshake }: Circumstances = {}): Runner {
  return async (stage) => {
    const server = await stage.server(variant)
    const socket = await connectRaw(server.port, 4, handshake)
    stage.onEnd(() => socket.close())
    socket.send(`420${frame}`)
    const answer: unknown = JSON.parse(String(await socket.next()).slice('430'.length))
    return { result: answer, ...(await health(stage, socket, variant)) }
  }
}

async function sendWithAndWithoutAck(stage: Stage): Promise<Record<string, unknown>> {
  const { port } = await stage.server()
  const socket = await connectRaw(port, 4)
  stage.onEnd(() => socket.close())
  socket.send('420["get",null]')
  const [acked]: unknown[] = JSON.parse(String(await socket.next()).slice('430'.length))
  socket.send('42["get",null]')
  const event: unknown = JSON.parse(String(await socket.next()).slice('42'.length))
  return { result: [acked, event], ...(await health(stage, socket)) }
}

/** Whether the socket and the process still serve. */
async function health(
  stage: Stage,
  socket: RawSocket,
  variant?: VariantName,
): Promise<Record<string, unknown>> {
  const server = await stage.server(variant)
  socket.send('421["get",{"url":"/nosuch"}]')
  const sameSocket = String(await socket.next())
  const { status } = await sendHttp(server.port, { method: 'GET', path: '/hello' })
  const lives = sameSocket.startsWith('431[{') && status === 200 && server.exitCode() === undefined
  return { serverProcess: lives ? 'lives' : 'is gone' }
}
