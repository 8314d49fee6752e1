import { type Exchange, isRecord, type Json } from '../replay/recording.ts'
import { ABSENT, at, BODY, type Difference, has, HEADERS, inLowerCase } from './difference.ts'

/** An error as Sails shows it in development: a text with its stack. */
const TEXT_WITH_STACK = /^Error: [^<][^\n]*\n<stack>/

/** Differences that show in many recordings. */
export const everywhere: readonly Difference[] = [
  {
    id: 'D-POWERED-BY',
    when: has('httpResponse.headers.x-powered-by'),
    ours: { 'httpResponse.headers.x-powered-by': ABSENT },
  },
  {
    id: 'D-HEADER-CASE',
    when: (exchange) => namesOf(at(exchange, HEADERS)).some((name) => /[A-Z]/.test(name)),
    ours: { [HEADERS]: inLowerCase },
  },
  {
    id: 'D-REDIRECT-TYPE',
    when: has(`${HEADERS}.Location`),
    ours: { [`${HEADERS}.content-type`]: ABSENT },
  },
  {
    id: 'D-STRINGS-ONCE',
    when: has(`${HEADERS}.content-type`, 'application/json'),
    ours: { [BODY]: (text: string) => JSON.parse(text), [`${HEADERS}.content-type`]: ABSENT },
  },
  { id: 'D-ERROR-BODY', when: has(BODY, TEXT_WITH_STACK), ours: { [BODY]: toErrorBody } },
  {
    id: 'D-ERROR-BODY',
    when: has('httpResponse.body', TEXT_WITH_STACK),
    ours: {
      'httpResponse.headers.content-type': 'application/json; charset=utf-8',
      'httpResponse.body': toErrorBody,
    },
  },
  {
    id: 'D-HEADER-CASE',
    when: (exchange) => namesOf(at(exchange, `${BODY}.headers`)).some((name) => /[A-Z]/.test(name)),
    ours: { [`${BODY}.headers`]: inLowerCase },
  },
  {
    id: 'D-LAZY-SESSION',
    files: ['headers', 'req-properties'],
    when: has(`${BODY}.headers.cookie`),
    ours: { [`${BODY}.headers.cookie`]: ABSENT },
  },
  {
    id: 'D-HOST',
    when: has(`${BODY}.baseUrl`),
    ours: {
      [`${BODY}.headers.host`]: '127.0.0.1:<port>',
      [`${BODY}.baseUrl`]: 'ws://127.0.0.1:<port>',
      [`${BODY}.port`]: '<port>',
    },
  },
  {
    id: 'D-QUERY-DATA',
    when: (exchange) =>
      /^(?:GET|DELETE)$/.test(String(at(exchange, `${BODY}.method`))) &&
      namesOf(at(exchange, `${BODY}.body`)).length > 0,
    ours: { [`${BODY}.query`]: withData },
  },
]

function namesOf(value: Json): string[] {
  return isRecord(value) ? Object.keys(value) : []
}

function withData(query: Json, exchange: Exchange): Json {
  return Object.assign({}, query, at(exchange, `${BODY}.body`))
}

/** The dictionary that we show of an error, in place of the text. */
function toErrorBody(text: string): Json {
  const [, message] = /^Error: ([^\n]*)/.exec(text) ?? []
  return { message, stack: '<stack>' }
}
