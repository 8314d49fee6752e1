import type { VariantName } from '../app/variants.ts'
import { sendHttp } from '../replay/http.ts'
import { connectRaw } from '../replay/raw-socket.ts'
import { isRecord } from '../replay/recording.ts'
import { connectStock } from '../replay/stock-io.ts'
import { answer } from './limits-and-order.ts'
import type { Runners, Stage } from './runner.ts'

/** What of the CSRF recordings is no plain question. */
export const csrf: Runners = {
  'token shape': async (stage) => {
    const { token, cookie } = await fetchToken(stage, 'csrf')
    return {
      tokenLength: token.length,
      tokenPattern: '<8 characters>-<27 characters>',
      pattern: /^[\w-]{8}-[\w-]{27}$/.test(token),
      setCookieOnTokenResponse: cookie,
    }
  },
  'second token in the same session differs, both stay valid': async (stage) => {
    const first = await fetchToken(stage, 'csrf')
    const cookie = first.cookie.split(';')[0] ?? ''
    const second = await fetchToken(stage, 'csrf', cookie)
    const statuses = await Promise.all(
      [first, second].map(async ({ token }) => spend(stage, token, cookie)),
    )
    return { differs: first.token !== second.token && statuses.every((status) => status === 200) }
  },
}

export const csrfPerRoute: Runners = {
  'GET /csrfToken while only single routes are guarded': async (stage) => {
    const { port } = await stage.server()
    const { status, body } = await sendHttp(port, { method: 'GET', path: '/csrfToken' })
    return { status, body }
  },
}

export const sessions: Runners = {
  'handshake without cookie: the server makes up a session cookie and keeps it on its side only':
    async (stage) => {
      const { port } = await stage.server()
      const socket = await connectRaw(port, 4)
      stage.onEnd(() => socket.close())
      return { handshakeResponseSetCookie: socket.headers['set-cookie'] ?? null }
    },
}

export const replySwitches: Runners = {
  'the SDK then assumes 200 even for an error': async (stage) => {
    const { port } = await stage.server('noStatusCode')
    const socket = await connectStock(`http://127.0.0.1:${port}`)
    const { statusCode, error } = await answer(socket, '/nope')
    socket.disconnect()
    return { jwrStatusCodeSeenByCallback: statusCode, jwrErrorPresent: error !== undefined }
  },
  'sendResponseHeaders: false, with ack': async (stage) => {
    const { port } = await stage.server('noResponseHeaders')
    const socket = await connectRaw(port, 4)
    stage.onEnd(() => socket.close())
    socket.send('420["get",{"url":"/hello"}]')
    return { result: String(await socket.next()) }
  },
  'sendResponseHeaders: false, without ack': async (stage) => {
    const { port, exitCode } = await stage.server('noResponseHeaders')
    const socket = await connectRaw(port, 4)
    stage.onEnd(() => socket.close())
    socket.send('42["get",{"url":"/probe/emitself"}]')
    const event = String(await socket.next())
    const works = event === '42["direct",{"hi":1}]' && exitCode() === undefined
    return { result: works ? 'works' : event }
  },
}

interface Token {
  readonly token: string
  readonly cookie: string
}

async function fetchToken(stage: Stage, variant: VariantName, cookie?: string): Promise<Token> {
  const { port } = await stage.server(variant)
  const headers = cookie === undefined ? {} : { cookie }
  const answered = await sendHttp(port, { method: 'GET', path: '/csrfToken', headers })
  const token = isRecord(answered.body) ? String(answered.body['_csrf']) : ''
  return { token, cookie: [answered.headers['set-cookie']].flat().join() }
}

async function spend(stage: Stage, token: string, cookie: string): Promise<number | undefined> {
  const { port } = await stage.server('csrf')
  const headers = { cookie, 'x-csrf-token': token }
  const { status } = await sendHttp(port, { method: 'POST', path: '/onlypost', headers, body: {} })
  return status
}
