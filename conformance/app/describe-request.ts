import type { Handler, Request } from 'halyard'

const METHODS = [
  'accepts acceptsCharsets acceptsLanguages acceptsEncodings get header is param allParams file',
  'setLocale getLocale setTimeout validate csrfToken pipe read on app res socket connection session',
  'sessionID sessionStore range aborted httpVersion rawHeaders complete destroy i18n __ me protocol',
]
  .join(' ')
  .split(' ')

const VALUES = [
  'method url originalUrl path query body params headers cookies signedCookies protocol secure',
  'isSocket transport ip ips port baseUrl host hostname subdomains xhr wantsJSON',
  'explicitlyAcceptsHTML fresh stale',
]
  .join(' ')
  .split(' ')

/** Values that recordings name when they are absent, rather than leave out. */
const NAMED_WHEN_ABSENT = [
  'isSocket transport host hostname subdomains xhr explicitlyAcceptsHTML fresh stale',
]
  .join(' ')
  .split(' ')

/** Answers with what it sees on `req`. */
export const describeRequest: Handler = (req, res) => res.json(toDescription(req))

function toDescription(req: Request): Record<string, unknown> {
  const get = (name: string): unknown => Reflect.get(req, name)
  return {
    ...Object.fromEntries(VALUES.map((name) => [name, orAbsent(name, get(name))])),
    allParams: req.allParams(),
    paramId: req.param('id', 'dflt'),
    options: Object.keys(req.options),
    hasSession: get('session') !== undefined,
    sessionIDType: typeof get('sessionID'),
    startTime: get('_startTime') instanceof Date,
    route: { path: pathOf(get('route')) },
    locale: typeof get('getLocale') === 'function' ? 'a locale' : '(no getLocale)',
    typeofs: Object.fromEntries(METHODS.map((name) => [name, typeof get(name)])),
    socketInfo: req.isSocket ? describeSocket(req) : { ctor: req.socket?.constructor.name },
  }
}

function describeSocket({ socket }: Extract<Request, { isSocket: true }>): Record<string, unknown> {
  return {
    hasId: typeof socket.id === 'string',
    handshakeQuery: socket.handshake.query,
    handshakeKeys: Object.keys(socket.handshake).sort(),
    rooms: socket.rooms.size,
    transport: socket.conn.transport.name,
  }
}

function orAbsent(name: string, value: unknown): unknown {
  return value === undefined && NAMED_WHEN_ABSENT.includes(name) ? '(undefined)' : value
}

function pathOf(route: unknown): unknown {
  return typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : undefined
}
