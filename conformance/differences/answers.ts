import { ABSENT, BODY, type Difference, HEADERS, STATUS, works } from './difference.ts'

const ERROR_RESPONSES = ['error-responses', 'error-responses-production']
const ACTIONS2 = ['actions2', 'actions2-production']
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const MISSING_VIEW = { message: '<text>', code: 'E_VIEW_FAILED', stack: '<stack>' }
const JSON_TYPE = 'application/json; charset=utf-8'

/** Kinds of bodies. */
const bodies: readonly Difference[] = [
  {
    id: 'D-SEND-NUMBER',
    files: 'bodies',
    exchanges: ['http: sendnum'],
    ours: {
      'httpResponse.status': 200,
      'httpResponse.headers.content-type': JSON_TYPE,
      'httpResponse.body': 202,
    },
  },
  {
    id: 'D-STREAMED-ANSWERS',
    files: 'bodies',
    exchanges: ['socket: endstr'],
    ours: works('ended with text'),
  },
  {
    id: 'D-STREAMED-ANSWERS',
    files: 'bodies',
    exchanges: ['socket: writes'],
    ours: works('part1,part2'),
  },
  {
    id: 'D-STREAMED-ANSWERS',
    files: 'bodies',
    exchanges: ['socket: pipe?status=1'],
    ours: { [BODY]: 's1s2' },
  },
]

/** Methods of `res` that Sails does not have over sockets, or that mean something else there. */
const methods: readonly Difference[] = [
  ...overASocket('redirect301', works('Redirecting to /target', 301, { location: '/target' })),
  ...overASocket('redirectBack', {
    [BODY]: 'Redirecting to /',
    [HEADERS]: { location: '/' },
  }),
  ...overASocket('jsonp', works({ a: 1 })),
  ...overASocket(
    'attach',
    works('file', 200, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="x.pdf"',
    }),
  ),
  ...overASocket('location', works('x', 200, { location: '/a' })),
  ...overASocket('format', works('<p>', 200, { 'content-type': 'text/html; charset=utf-8' })),
  ...overASocket('cookie', works({ ok: 1 })),
  ...overASocket('accepts', works({ r: 'json' })),
  ...overASocket('is', works({})),
  ...overASocket('setTimeout', works({ ok: 1 })),
  ...overASocket('type', works({}, 200, { 'content-type': JSON_TYPE })),
  ...overASocket('view', works('<html><p>Hello socket</p>\n</html>\n', 200, HTML)),
  ...overASocket('viewMissing', { [BODY]: MISSING_VIEW, [HEADERS]: {} }),
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: 'redirect-view-jsonp',
    exchanges: ['route target that is a view'],
    ours: works('<html><p>Hello route</p>\n</html>\n', 200, HTML),
  },
  {
    id: 'D-UPLOAD-DOORS',
    files: 'redirect-view-jsonp',
    exchanges: ['socket: file'],
    ours: {
      [BODY]: { code: 'E_UPLOADS_UNAVAILABLE', message: '<message text>' },
      'ack.payload.statusCode': 415,
    },
  },
  {
    id: 'D-VIEW-ERRORS',
    files: 'redirect-view-jsonp',
    exchanges: ['http: viewMissing'],
    ours: {
      'httpResponse.headers.content-type': 'text/html; charset=utf-8',
      'httpResponse.body': '<html><h1>Custom 500 page</h1>has error\n</html>\n',
    },
  },
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: 'redirect-view-jsonp',
    exchanges: ['http: status301redirect'],
    ours: {
      'httpResponse.status': 301,
      'httpResponse.body': '<p>Moved Permanently. Redirecting to /target</p>',
    },
  },
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: 'redirect-view-jsonp',
    exchanges: ['redirect to an absolute URL'],
    ours: { [HEADERS]: { location: 'http://x.example/a%20b' } },
  },
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: 'headers',
    exchanges: ['response headers set in several ways'],
    ours: { [`${BODY}.got`]: '1', [`${HEADERS}.x-obj`]: '3' },
  },
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: 'req-properties',
    exchanges: ['res methods over a socket'],
    ours: { [BODY]: asOverHttp },
  },
  {
    id: 'D-VIEW-GUESS',
    files: 'req-properties',
    exchanges: ['res methods over HTTP'],
    ours: {
      'httpResponse.body.guessView': 'undefined',
      'httpResponse.body.localsKeys': ['_csrf'],
    },
  },
  {
    id: 'D-EXPRESS-INTERNALS',
    files: 'req-properties',
    exchanges: ['res methods over HTTP'],
    ours: { 'httpResponse.body.app': 'undefined' },
  },
]

/** What becomes of errors. */
const errors: readonly Difference[] = [
  {
    id: 'D-STATUS-OF-ERRORS',
    files: ERROR_RESPONSES,
    exchanges: ['socket: thrown Error with status 422'],
    ours: { [BODY]: { code: 'E_UNPROCESSABLE_ENTITY', message: 'with status' }, [STATUS]: 422 },
  },
  {
    id: 'D-ERROR-BODY',
    files: 'error-responses',
    exchanges: ['socket: next() called in an action'],
    ours: { [BODY]: { message: '<text>', code: 'E_ACTION_CALLED_NEXT', stack: '<stack>' } },
  },
  {
    id: 'D-BODY-ERRORS',
    files: ERROR_RESPONSES,
    exchanges: ['http: malformed JSON body'],
    ours: {
      'httpResponse.headers.content-type': JSON_TYPE,
      'httpResponse.body': { code: 'E_BODY_UNPARSABLE', message: '<message text>' },
    },
  },
]

/** Exits of actions in the machine form. */
const exits: readonly Difference[] = [
  {
    id: 'D-ACTION-TEXT',
    files: ACTIONS2,
    exchanges: ['mode str', 'mode date'],
    ours: { [`${HEADERS}.content-type`]: 'text/plain; charset=utf-8' },
  },
  {
    id: 'D-ONE-RESPONSE-CLASS',
    files: ACTIONS2,
    exchanges: ['mode page'],
    ours: {
      [BODY]: '<html><p>Hello action</p>\n</html>\n',
      [`${HEADERS}.content-type`]: 'text/html; charset=utf-8',
      [STATUS]: 200,
      jwrErrorPresent: ABSENT,
    },
  },
  {
    id: 'D-STREAMED-ANSWERS',
    files: ACTIONS2,
    exchanges: ['mode stream'],
    ours: { [BODY]: 's1s2' },
  },
  {
    id: 'D-STREAMED-ANSWERS',
    files: ACTIONS2,
    exchanges: ['mode buffer'],
    ours: {
      'ack.type': 'BINARY_ACK',
      'ack.attachments': 1,
      [BODY]: { _placeholder: true, num: 0 },
    },
  },
]

export const answers: readonly Difference[] = [...bodies, ...methods, ...errors, ...exits]

function overASocket(action: string, ours: Difference['ours']): Difference[] {
  const exchanges = [`socket: ${action}`]
  return [{ id: 'D-ONE-RESPONSE-CLASS', files: 'redirect-view-jsonp', exchanges, ours }]
}

/** Every member that a response has over HTTP, and none that only Sails' stand-in had. */
function asOverHttp(members: Record<string, unknown>): Record<string, unknown> {
  const functions =
    'append attachment clearCookie cookie download format header jsonp links location sendFile sendfile type vary flushHeaders setTimeout getHeaders hasHeader'
  return {
    ...members,
    ...Object.fromEntries(functions.split(' ').map((name) => [name, 'function'])),
    headersSent: 'boolean',
    finished: 'boolean',
    req: 'object',
    statusCode: 'number',
    statusMessage: 'undefined',
    headers: 'undefined',
    render: 'function',
    view: 'function',
    guessView: 'undefined',
    localsKeys: ['_csrf'],
  }
}
