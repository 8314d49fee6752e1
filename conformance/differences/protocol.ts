import { isRecord, type Json } from '../replay/recording.ts'
import { ABSENT, type Difference, has } from './difference.ts'

const FILES = ['protocol-errors', 'protocol-errors-production']

/** Our answer to a message that is no request: an answer like any other, and what readers of Sails' look for. */
export const PARSE_ERROR = {
  body: { code: 'E_BAD_VIRTUAL_REQUEST', message: '<message text>' },
  headers: {},
  statusCode: 400,
  code: 'SAILS:HOOK:SOCKETS:PARSE_VIRTUAL_REQ',
  status: 400,
  message: '<message text>',
}

/** Messages that cannot become a request. */
export const protocol: readonly Difference[] = [
  {
    id: 'D-PARSE-ERRORS',
    files: FILES,
    when: has('ack.payload.code'),
    ours: { 'ack.payload': PARSE_ERROR },
  },
  {
    id: 'D-PARSE-ERRORS',
    files: FILES,
    when: ({ events }) => Array.isArray(events) && events.length > 0,
    ours: { events: withOurErrors },
  },
  {
    id: 'D-ACK-ANSWERED',
    files: FILES,
    exchanges: ['second argument is not a function, real ack third', 'no payload, only an ack'],
    ours: { ack: { type: 'ACK', payload: PARSE_ERROR }, events: ABSENT },
  },
]

function withOurErrors(events: readonly Json[]): Json[] {
  return events.map((event) => (isRecord(event) ? { ...event, data: PARSE_ERROR } : event))
}
