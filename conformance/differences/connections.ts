import type { Json } from '../replay/recording.ts'
import { ABSENT, type Difference } from './difference.ts'

const HANDSHAKES = ['handshake', 'handshake-production']
const CSRF = ['csrf', 'csrf-production']

const OPEN_PACKET =
  '0{"sid":"<id>","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":60000,"maxPayload":4000000}'

const TOO_OLD =
  'S 430[{"body":{"code":"E_UNSUPPORTED_SDK","message":"<message text>"},"headers":{},"statusCode":400,' +
  '"code":"SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ","status":400,"message":"<message text>"}]'

/** Who may connect. */
const admission: readonly Difference[] = [
  {
    id: 'D-ORIGIN-LIST',
    files: 'connect-rules',
    exchanges: /^onlyAllowOrigins, websocket: (?:no origin header|case differs|trailing slash)$/,
    ours: {
      result: 'connected',
      message: ABSENT,
      description: ABSENT,
      ackOfGetHello: { body: 'OK', headers: {}, statusCode: 200 },
    },
  },
  {
    id: 'D-ORIGIN-LIST',
    files: 'connect-rules',
    exchanges: ['onlyAllowOrigins, polling: no origin header'],
    ours: { response: { status: 200, body: OPEN_PACKET, vary: 'Origin' } },
  },
  {
    id: 'D-BEFORE-CONNECT-TEXT',
    files: 'connect-rules',
    exchanges: ['raw upgrade: beforeConnect throws'],
    ours: { 'refused.body': 'E_BEFORE_CONNECT' },
  },
]

/** What bounds a connection. */
const bounds: readonly Difference[] = [
  {
    id: 'D-LIMITS',
    files: HANDSHAKES,
    when: ({ frames }) => frames !== undefined,
    ours: { frames: withOurLimit },
  },
  {
    id: 'D-LIMITS',
    files: 'connect-rules',
    exchanges: ['onlyAllowOrigins, polling: listed origin'],
    ours: { 'response.body': OPEN_PACKET },
  },
  {
    id: 'D-LIMITS',
    files: 'limits',
    exchanges: ['maxHttpBufferSize: 2000, frame of about 5 kB'],
    ours: { status: 413, disconnectReason: ABSENT, callbackResDataIsError: ABSENT },
  },
  {
    id: 'D-LIMITS',
    files: 'limits',
    exchanges: ['default limit, frame of 5 MB'],
    ours: { status: 0, disconnectReason: 'transport close', callbackResDataIsError: true },
  },
  {
    id: 'D-BODY-ERRORS',
    files: 'limits',
    exchanges: ['HTTP JSON body of 2000000 characters'],
    ours: { status: 413, bodyStart: { code: 'E_BODY_TOO_LARGE', message: '<message text>' } },
  },
]

/** The rest of what is replayed by hand. */
const others: readonly Difference[] = [
  {
    id: 'D-PARSE-ERRORS',
    files: HANDSHAKES,
    exchanges: /^no SDK query at all|^SDK 0\.10\.9/,
    ours: { 'frames.4': TOO_OLD },
  },
  {
    id: 'D-SESSION-MERGE',
    files: 'concurrency',
    exchanges: /^a slow request that only reads/,
    ours: { valueAfterwards: 'quick' },
  },
  {
    id: 'D-HOST',
    files: 'proxy',
    exchanges: ['trustProxy off'],
    ours: {
      'socketRequest.baseUrl': 'ws://127.0.0.1:<port>',
      'socketRequest.port': '<port>',
    },
  },
  {
    id: 'D-HOST',
    files: 'proxy',
    exchanges: /^trustProxy: /,
    ours: { 'socketRequest.baseUrl': 'ws://pub.example' },
  },
  {
    id: 'D-SAME-SITE',
    files: CSRF,
    exchanges: ['token shape'],
    ours: { setCookieOnTokenResponse: 'sails.sid=<signed>; Path=/; HttpOnly; SameSite=Lax' },
  },
  {
    id: 'D-GRANT-TOKEN',
    files: 'csrf-per-route',
    exchanges: /^GET \/csrfToken while/,
    ours: { body: { _csrf: '<csrf-token-n>' } },
  },
  {
    id: 'D-REPLY-SWITCHES',
    files: 'reply-switches',
    exchanges: ['sendResponseHeaders: false, with ack'],
    ours: { result: '430[{"body":"OK","statusCode":200}]' },
  },
]

export const connections: readonly Difference[] = [...admission, ...bounds, ...others]

/** Messages may have 1 MB, and are answered up to four times that. */
function withOurLimit(frames: readonly Json[]): string[] {
  return frames.map((frame) => String(frame).replace('100000000', '4000000'))
}
