import { ABSENT, BODY, type Difference, STATUS } from './difference.ts'

const READ = ['blueprints-read', 'blueprints-read-production']
const WRITE = ['blueprints-write', 'blueprints-write-production']
const PROTECTED = 'blueprints-protected-attributes'

/** The answer where Sails' was an error of the server: what is wrong with the request. */
function badRequest(code: string): Difference['ours'] {
  return { [BODY]: refusal(code), [STATUS]: 400 }
}

function refusal(code: string): Record<string, unknown> {
  return { code, details: '<details text>', message: '<message text>' }
}

const TIMES = { createdAt: '<ms>', updatedAt: '<ms>' }

/** The first 30 users with their names and everything that is linked. */
function usersByName(): unknown[] {
  const toUser = (id: number) => ({ ...TIMES, id, name: `u${id}`, age: id, company: null })
  const friends = Array.from({ length: 20 }, (_value, index) => toUser(index + 4))
  return Array.from({ length: 30 }, (_value, index) => ({
    id: index + 1,
    name: `u${index + 1}`,
    company: index < 2 ? { ...TIMES, id: 1, name: 'Acme' } : null,
    pets: PETS.filter(({ owner }) => owner === index + 1),
    friends: index === 2 ? friends : [],
    friendOf: index >= 3 && index < 23 ? [toUser(3)] : [],
    groups: [],
    follows: [],
  }))
}

const PETS = [1, 1, 2].map((owner, index) => ({
  ...TIMES,
  id: index + 1,
  name: `pet${index + 1}`,
  owner,
}))

const reading: readonly Difference[] = [
  {
    id: 'D-BP-BAD-PARAMETERS',
    files: READ,
    exchanges: ['populate with bad where', 'bad where JSON'],
    ours: badRequest('E_INVALID_CRITERIA'),
  },
  {
    id: 'D-BP-BAD-PARAMETERS',
    files: READ,
    exchanges: ['http: bad where'],
    ours: {
      'httpResponse.status': 400,
      'httpResponse.headers.content-type': 'application/json; charset=utf-8',
      'httpResponse.body': refusal('E_INVALID_CRITERIA'),
    },
  },
  {
    id: 'D-BP-BAD-PARAMETERS',
    files: READ,
    exchanges: ['select not a string in data'],
    ours: { [BODY]: usersByName(), [STATUS]: 200, jwrErrorPresent: ABSENT },
  },
  {
    id: 'D-BP-PROTECTED',
    files: PROTECTED,
    exchanges: [
      'find filtered on the protected attribute: works as an oracle',
      'find filtered on it, no match',
      'find sorted by it',
      'select names it',
    ],
    ours: { ...badRequest('E_INVALID_CRITERIA'), jwrErrorPresent: true },
  },
]

const writing: readonly Difference[] = [
  allProblems('create, missing required attribute', { attrName: 'name', code: 'E_REQUIRED' }),
  allProblems('create, validation rule fails', {
    attrName: 'level',
    code: 'E_VIOLATES_RULES',
    rule: 'max',
  }),
  allProblems('update wrong type', { attrName: 'age', code: 'E_TYPE' }),
  {
    id: 'D-BP-NO-NEWS',
    files: WRITE,
    exchanges: [
      'update with nothing changed',
      'update with empty data',
      'add again (already a member)',
      'add to many-to-many again',
      'remove what is not a member',
    ],
    ours: { events: ABSENT },
  },
  {
    id: 'D-BP-BAD-PARAMETERS',
    files: WRITE,
    exchanges: ['replace, bad JSON'],
    ours: badRequest('E_INVALID_ASSOCIATED_IDS'),
  },
  {
    id: 'D-BP-REPLACE',
    files: WRITE,
    exchanges: ['replace, parent missing'],
    ours: { [BODY]: 'Not Found', [STATUS]: 404, events: ABSENT },
  },
]

function allProblems(exchange: string, problem: Record<string, unknown>): Difference {
  return {
    id: 'D-ORM-ALL-PROBLEMS',
    files: WRITE,
    exchanges: [exchange],
    ours: { [`${BODY}.problems`]: [{ ...problem, message: '<message text>' }] },
  }
}

const messages: readonly Difference[] = [
  hidden('create', 'data.password', 'data.email'),
  hidden('update', 'data.password', 'previous.password', 'previous.email'),
  hidden('destroy', 'previous.password', 'previous.email'),
  {
    id: 'D-PUBSUB-ONCE',
    files: 'pubsub',
    exchanges: ['publish to records 1 and 2: a socket in both rooms gets it twice'],
    ours: { events: ['A', 'B'].map((socket) => ({ socket, event: 'user', data: { n: 1 } })) },
  },
]

function hidden(exchange: string, ...paths: readonly string[]): Difference {
  return {
    id: 'D-BP-PROTECTED',
    files: PROTECTED,
    exchanges: [exchange],
    ours: Object.fromEntries(paths.map((path) => [`events.0.data.${path}`, ABSENT])),
  }
}

/** Blueprints and pubsub. */
export const models: readonly Difference[] = [...reading, ...writing, ...messages]
