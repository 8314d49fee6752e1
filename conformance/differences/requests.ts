import { ABSENT, BODY, type Difference, HEADERS, works } from './difference.ts'

const DUMPED_OVER_A_SOCKET = /^socket GET$|^POST with token as _csrf in data$/
const DUMPED_OVER_HTTP = /^HTTP (?:GET|POST)/

/** How URLs, data and headers are read. */
const reading: readonly Difference[] = [
  {
    id: 'D-ONE-QUERY-PARSER',
    files: 'verbs-and-params',
    exchanges: ['query string and data, GET'],
    ours: {
      [`${BODY}.query`]: { a: 'd', only: 'q', arr: ['1', '2'], o: { x: '1' } },
      [`${BODY}.allParams`]: { a: 'd', only: 'q', arr: ['1', '2'], o: { x: '1' } },
    },
  },
  {
    id: 'D-FRAGMENT',
    files: 'verbs-and-params',
    exchanges: ['with a fragment'],
    ours: { [`${BODY}.query`]: {}, [`${BODY}.allParams`]: {} },
  },
  {
    id: 'D-ASSET-LOOK',
    files: 'verbs-and-params',
    exchanges: /^asset-looking url/,
    ours: works({ method: 'GET', path: '/req/photo.png', paramId: 'photo.png' }),
  },
  {
    id: 'D-UNKNOWN-VERB',
    files: 'verbs-and-params',
    exchanges: ['a verb no listener exists for'],
    ours: {
      ack: {
        type: 'ACK',
        payload: {
          body: { code: 'E_UNKNOWN_VERB', message: '<message text>' },
          headers: {},
          statusCode: 405,
        },
      },
      callbackCalled: ABSENT,
      jwrErrorPresent: true,
    },
  },
  {
    id: 'D-OPTIONS-ALLOW',
    files: 'verbs-and-params',
    exchanges: ['method options on a GET-only route'],
    ours: {
      [BODY]: 'GET,HEAD',
      [HEADERS]: { allow: 'GET, HEAD', 'content-type': 'text/plain; charset=utf-8' },
    },
  },
  {
    id: 'D-UNDECODABLE-URL',
    files: 'verbs-and-params',
    exchanges: ['undecodable path'],
    ours: { [BODY]: { code: 'E_UNDECODABLE_URL', message: '<message text>' } },
  },
  {
    id: 'D-UNDECODABLE-URL',
    files: ['error-responses', 'error-responses-production'],
    exchanges: ['http: undecodable path'],
    ours: {
      'httpResponse.headers.content-type': 'application/json; charset=utf-8',
      'httpResponse.body': { code: 'E_UNDECODABLE_URL', message: '<message text>' },
    },
  },
  {
    id: 'D-COOKIE-OF-REQUEST',
    files: 'headers',
    exchanges: /^cookie in the request headers/,
    ours: { [`${BODY}.headers.cookie`]: 'sails.sid=other; a=b' },
  },
  {
    id: 'D-HEADER-STRINGS',
    files: 'headers',
    exchanges: ['non-string header values'],
    ours: {
      'ack.payload': {
        code: 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ',
        status: 400,
        message: '<message text>',
        body: { code: 'E_BAD_VIRTUAL_REQUEST', message: '<message text>' },
        headers: {},
        statusCode: 400,
      },
      // The recording has a raw emit, which shows no JWR.
      jwrErrorPresent: ABSENT,
    },
  },
  {
    id: 'D-NOSESSION-HEADER',
    files: 'headers',
    exchanges: ['nosession in the request headers'],
    ours: { [`${BODY}.headers.nosession`]: ABSENT, [`${BODY}.hasSession`]: true },
  },
]

/** Members of `req` that Sails does not have over sockets. */
const members: readonly Difference[] = [
  {
    id: 'D-ONE-REQUEST-CLASS',
    exchanges: DUMPED_OVER_A_SOCKET,
    ours: {
      ...under(BODY, {
        host: '127.0.0.1',
        hostname: '127.0.0.1',
        subdomains: [],
        xhr: false,
        secure: false,
        explicitlyAcceptsHTML: false,
        fresh: false,
        stale: true,
      }),
      ...under(`${BODY}.typeofs`, {
        accepts: 'function',
        acceptsCharsets: 'function',
        acceptsLanguages: 'function',
        acceptsEncodings: 'function',
        is: 'function',
        range: 'function',
        setTimeout: 'function',
        connection: 'object',
        aborted: 'boolean',
        httpVersion: 'string',
        complete: 'boolean',
      }),
    },
  },
  {
    id: 'D-ONE-REQUEST-CLASS',
    exchanges: DUMPED_OVER_HTTP,
    ours: { 'httpResponse.body.transport': 'http' },
  },
  {
    id: 'D-WANTS-JSON',
    files: 'req-properties',
    exchanges: ['HTTP GET like a browser'],
    ours: { 'httpResponse.body.wantsJSON': false },
  },
  ...bothDumps('D-REQ-OPTIONS', { options: ['action'] }),
  ...bothDumps('D-EXPRESS-INTERNALS', { 'route.path': ABSENT }),
  ...bothDumps('D-CSRF-TOKEN-MEMBER', { 'typeofs.csrfToken': 'function' }, 'req-properties'),
  {
    id: 'D-EXPRESS-INTERNALS',
    exchanges: DUMPED_OVER_HTTP,
    ours: under('httpResponse.body.typeofs', { app: 'undefined', res: 'undefined' }),
  },
  {
    id: 'D-LAZY-SESSION',
    files: 'req-properties',
    exchanges: ['socket GET'],
    ours: { [`${BODY}.signedCookies`]: {} },
  },
]

export const requests: readonly Difference[] = [...reading, ...members]

function bothDumps(id: string, ours: Difference['ours'], file?: string): Difference[] {
  const files = file ?? ['req-properties', 'csrf', 'csrf-production']
  return [
    { id, files, exchanges: DUMPED_OVER_A_SOCKET, ours: under(BODY, ours) },
    { id, exchanges: DUMPED_OVER_HTTP, ours: under('httpResponse.body', ours) },
  ]
}

function under(path: string, ours: Difference['ours']): Difference['ours'] {
  return Object.fromEntries(Object.entries(ours).map(([key, value]) => [`${path}.${key}`, value]))
}
