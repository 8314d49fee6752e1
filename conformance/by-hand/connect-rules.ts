import { setImmediate } from 'node:timers/promises'

import type { VariantName } from '../app/variants.ts'
import { sendHttp } from '../replay/http.ts'
import { openRawSocket, UpgradeRefusedError } from '../replay/raw-socket.ts'
import { type Exchange, isRecord } from '../replay/recording.ts'
import { LiftFailedError, type ServerProcess, startServer } from '../replay/server-process.ts'
import { connectStock, type StockSocket } from '../replay/stock-io.ts'
import type { Runner, Runners, Stage } from './runner.ts'

const GOOD = { origin: 'http://good.example' }

/** Who may connect, and what the callbacks of a connection's life see. */
export const connectRules: Runners = {
  ...all('onlyAllowOrigins, websocket:', connectTo('originList'), [
    'listed origin',
    'other origin',
    'no origin header',
    'origin null',
    'same host other port',
    'case differs',
    'trailing slash',
  ]),
  ...all('onlyAllowOrigins, polling:', poll, ['listed origin', 'other origin', 'no origin header']),
  'raw upgrade, other origin': upgrade('originList', { origin: 'http://evil.example' }),
  'beforeConnect accepts': connectTo('beforeConnect'),
  'beforeConnect refuses with an error text': connectTo('beforeConnect', 'deny=1'),
  'beforeConnect refuses without text': connectTo('beforeConnect', 'deny=2'),
  'beforeConnect throws': connectTo('beforeConnect', 'throw=1'),
  'raw upgrade: beforeConnect refuses with an error text': upgrade('beforeConnect'),
  'raw upgrade: beforeConnect refuses without text': upgrade('beforeConnect'),
  'raw upgrade: beforeConnect throws': upgrade('beforeConnect'),
  'afterDisconnect saw the session, and what it changed is saved': seeTheEnd,
  'async beforeConnect accepts': connectTo('asyncBeforeConnect'),
  'async beforeConnect refuses': connectTo('asyncBeforeConnect', 'deny=1'),
  'async beforeConnect rejects': connectTo('asyncBeforeConnect', 'throw=1'),
  'other path': connectTo('otherPath', '', '/other.io'),
  'other path, client on the default one': connectTo('otherPath'),
  'config: onlyAllowOrigins not an array': lift('originsNoArray'),
  'config: origin without scheme': lift('originNoScheme'),
  'config: origin with default port': lift('originDefaultPort'),
  'config: origin with a path': lift('originWithPath'),
  'config: origin with trailing slash': lift('originTrailingSlash'),
  'config: file://': lift('originFile'),
  'config: beforeConnect not a function': lift('beforeConnectNoFunction'),
  'config: beforeConnect true': lift('beforeConnectTrue'),
  'config: afterDisconnect not a function': lift('afterDisconnectNoFunction'),
  'config: allowRequest given': lift('allowRequest'),
  'config: onDisconnect and afterDisconnect': lift('twoDisconnects'),
}

/** Settings of CORS that are refused, or not. */
export const corsConfig: Runners = {
  'config: * with credentials': lift('corsStarWithCredentials'),
  'config: * with credentials and the unsafe flag': liftUnsafe,
  'config: allowOrigins a comma string': lift('corsCommaText'),
  'config: allowOrigins a number': lift('corsNumber'),
  'config: allowOrigins with a trailing slash': lift('corsTrailingSlash'),
}

function all(prefix: string, run: Runner, cases: readonly string[]): Runners {
  return Object.fromEntries(cases.map((name) => [`${prefix} ${name}`, run]))
}

function headersOf({ handshakeHeaders }: Exchange): Record<string, string> {
  const given = isRecord(handshakeHeaders) ? handshakeHeaders : {}
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}

function connectTo(variant: VariantName, query = '', path = '/socket.io'): Runner {
  return async (stage, exchange) => {
    const { port } = await stage.server(variant)
    const headers = headersOf(exchange)
    try {
      const socket = await connectStock(`http://127.0.0.1:${port}`, {
        path,
        query,
        initialConnectionHeaders: headers,
      })
      const ackOfGetHello = await helloThrough(socket)
      socket.disconnect()
      return { result: 'connected', ackOfGetHello }
    } catch (error) {
      if (!isRecord(error) || !(error instanceof Error)) throw error
      const { message, description } = error
      const why = isRecord(description) ? description['message'] : description
      return { result: 'connect_error', message, description: why }
    }
  }
}

function helloThrough(socket: StockSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.request({ url: '/hello' }, (_resData, { body, headers, statusCode }) =>
      resolve({ body, headers, statusCode }),
    )
  })
}

async function poll(stage: Stage, exchange: Exchange): Promise<Record<string, unknown>> {
  const { port } = await stage.server('originListWithPolling')
  const path = '/socket.io/?EIO=4&transport=polling'
  const headers = headersOf(exchange)
  const answer = await sendHttp(port, { method: 'GET', path, headers })
  const { 'access-control-allow-origin': acao, vary } = answer.headers
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  return {
    response: {
      status: answer.status,
      body,
      ...(acao !== undefined && { acao }),
      ...(vary !== undefined && { vary }),
    },
  }
}

function upgrade(variant: VariantName, headers: Record<string, string> = GOOD): Runner {
  return async (stage, { url }) => {
    const { port } = await stage.server(variant)
    try {
      await openRawSocket(String(url).replace('<port>', String(port)), headers)
      return {}
    } catch (error) {
      if (!(error instanceof UpgradeRefusedError)) throw error
      return { refused: { status: error.status, body: error.body } }
    }
  }
}

async function seeTheEnd(stage: Stage): Promise<Record<string, unknown>> {
  const server = await stage.server('beforeConnect')
  const granted = await sendHttp(server.port, { method: 'GET', path: '/probe/sessset?v=persist' })
  const cookie = [granted.headers['set-cookie']].flat().join().split(';')[0] ?? ''
  const socket = await connectStock(`http://127.0.0.1:${server.port}`, {
    initialConnectionHeaders: { cookie },
  })
  await helloThrough(socket)
  socket.disconnect()
  const calls = await callsUntilTheEnd(server)
  const { body } = await sendHttp(server.port, {
    method: 'GET',
    path: '/probe/sessget',
    headers: { cookie },
  })
  return { calls, sessionAfterwardsOverHttp: body }
}

/** The calls for the connection that saw the session, once its last one has come. */
async function callsUntilTheEnd(server: ServerProcess): Promise<unknown[]> {
  for (;;) {
    const calls = [await server.command('notedCalls')].flat().filter(isRecord)
    const end = calls.findIndex(({ sessionV }) => sessionV === 'persist')
    const start = calls.findLastIndex(({ call }) => call === 'beforeConnect')
    if (end !== -1) return [calls[start], calls[end]]
    await setImmediate()
  }
}

function lift(variant: VariantName): Runner {
  return async ({ production }) => {
    try {
      await (await startServer(variant, { production })).stop()
      return { result: 'lifts' }
    } catch (error) {
      if (!(error instanceof LiftFailedError)) throw error
      return { result: `lift fails with code ${error.code}` }
    }
  }
}

async function liftUnsafe(stage: Stage): Promise<Record<string, unknown>> {
  const { port } = await stage.server('corsUnsafe')
  const headers = { origin: 'http://evil.example' }
  const { headers: answered } = await sendHttp(port, { method: 'GET', path: '/hello', headers })
  const acao = answered['access-control-allow-origin']
  return {
    result: 'lifts',
    anyOriginAnswer: { acao, acac: answered['access-control-allow-credentials'] },
  }
}
