import { ABSENT, BODY, type Difference, works } from './difference.ts'

const CSRF = ['csrf', 'csrf-production']

/** Sessions, CSRF tokens and CORS. */
export const security: readonly Difference[] = [
  {
    id: 'D-LAZY-SESSION',
    files: 'cookie-endpoint',
    exchanges: /^switched off/,
    ours: { 'httpResponse.headers.set-cookie': ABSENT },
  },
  {
    id: 'D-SAME-SITE',
    files: 'sessions',
    exchanges: ['HTTP: set, cookie granted'],
    ours: {
      'httpResponse.headers.set-cookie.0':
        'sails.sid=<signed-session-cookie-2>; Path=/; HttpOnly; SameSite=Lax',
    },
  },
  {
    id: 'D-SAME-SITE',
    files: 'sessions',
    exchanges: ['GET /__getcookie'],
    ours: {
      'httpResponse.headers.set-cookie.0':
        'sails.sid=<signed-session-cookie-3>; Path=/; HttpOnly; SameSite=Lax',
    },
  },
  {
    id: 'D-SESSION-OF-SOCKET',
    files: 'sessions',
    exchanges: ['E: second request'],
    ours: { [BODY]: { v: 'E', keys: ['cookie', 'v'] } },
  },
  {
    id: 'D-SESSION-OF-SOCKET',
    files: 'sessions',
    exchanges: ['F: second request'],
    ours: { [BODY]: { v: 'F', keys: ['cookie', 'v'] } },
  },
  {
    id: 'D-NOSESSION-QUERY',
    files: 'sessions',
    exchanges: ['H: nosession=true in the handshake query', 'H: get'],
    ours: { [BODY]: { v: 'nosession' } },
  },
  {
    id: 'D-CSRF-OVER-SOCKET',
    files: 'csrf',
    exchanges: ['token by socket is refused'],
    ours: { [BODY]: { code: 'E_CSRF_TOKEN_OVER_SOCKET', message: '<message text>' } },
  },
  {
    id: 'D-NOSESSION-HEADER',
    files: CSRF,
    exchanges: /^nosession header turns the session off/,
    ours: works('OK'),
  },
  {
    id: 'D-OPTIONS-ALLOW',
    files: 'cors',
    exchanges: ['defaults: preflight'],
    ours: {
      'httpResponse.headers.allow': 'GET, HEAD, PUT, POST, DELETE, PATCH',
      'httpResponse.headers.content-type': 'text/plain; charset=utf-8',
    },
  },
]
