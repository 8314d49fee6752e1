import { ABSENT, type Difference } from './difference.ts'
import { PARSE_ERROR } from './protocol.ts'

const PROTOCOL_ERRORS = ['protocol-errors', 'protocol-errors-production']

const TOO_OLD = {
  ...PARSE_ERROR,
  body: { code: 'E_UNSUPPORTED_SDK', message: '<message text>' },
}
const UNSAFE = { ...PARSE_ERROR, body: { code: 'E_UNSAFE_DATA', message: '<message text>' } }

/** What we answer to what ends Sails' process. */
export const crashes: readonly Difference[] = [
  ...answered('handshake query __sails_io_sdk_version is not a version; then any request', TOO_OLD),
  ...answered('null payload', PARSE_ERROR),
  ...answered('data nested 3000 deep', UNSAFE),
  ...answered('an action answers res.json() with a circular structure', {
    body: { message: '<message text>', code: 'E_UNSERIALISABLE_BODY', stack: '<stack>' },
    headers: {},
    statusCode: 500,
  }),
  ...answered('an action pipes a stream into res without setting a status first', {
    body: 's1s2',
    headers: {},
    statusCode: 200,
  }),
  ...answered('sockets.sendResponseHeaders: false and a request with ack', {
    body: 'OK',
    statusCode: 200,
  }),
  protocolError('payload null, with or without ack', [
    PARSE_ERROR,
    ['sails:parseError', PARSE_ERROR],
  ]),
  protocolError('SDK version in the handshake that is not a version, then any request', [TOO_OLD]),
  protocolError('data nested about 1000 to 1500 levels deep (frame of 6 to 9 kB)', [UNSAFE]),
]

function answered(exchange: string, reply: unknown): Difference[] {
  const ours = {
    result: [reply],
    clientSees: ABSENT,
    errorLine: ABSENT,
    serverProcess: 'lives',
  }
  return [{ id: 'D-CRASHES', files: 'server-crashes', exchanges: [exchange], ours }]
}

function protocolError(exchange: string, result: unknown): Difference {
  const ours = { result, serverProcess: 'lives' }
  return { id: 'D-CRASHES', files: PROTOCOL_ERRORS, exchanges: [exchange], ours }
}
