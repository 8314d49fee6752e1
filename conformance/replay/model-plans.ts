import type { VariantName } from '../app/variants.ts'
import type { Plan } from './plan.ts'
import type { Exchange } from './recording.ts'
import type { Scene } from './scene.ts'

const MODELS = ['user', 'company', 'pet', 'group', 'badge', 'doc', 'account']

const read = {
  variant: 'models',
  instead: {
    'rooms after populate': rooms('A'),
    'rooms after populate to-one': rooms('A1'),
    'rooms after find (autoWatch on)': rooms('A3'),
    'rooms after findOne': rooms('A5'),
    'find without limit returns at most 30': count('A4', '/user'),
  },
} as const

/** Has a socket subscribe to records, as the recording of writing says of S, and does not show. */
function follow(...records: readonly string[]) {
  return async (scene: Scene): Promise<void> => {
    for (const record of records) await scene.ask('S', `/${record}?populate=false`)
  }
}

const write = {
  variant: 'models',
  audience: ['A', 'N', 'S', 'W'],
  before: {
    'create (POST)': async (scene: Scene) => {
      // Fewer than all users: it is not to follow user 30.
      for (const model of MODELS) await scene.ask('W', `/${model}?limit=29`)
    },
    'create with a to-one link: the linked company hears addedTo': follow('company/1', 'user/1'),
    'create with a to-many link that steals pet 1 from user 1': follow('pet/1', 'pet/4'),
    'update a plain attribute (PATCH)': follow('user/2'),
    'update to-one: old company hears removedFrom, new one addedTo': follow('company/2'),
    'add to one-to-many (PUT /:model/:id/:assoc/:fk)': follow('user/3'),
    'add: pet 2 is stolen from user 1': follow('pet/2'),
    'add to many-to-many: both sides hear addedTo': follow('group/1'),
    'add to a reflexive many-to-many': follow('user/30'),
    'replace (PUT /:model/:id/:assoc) with an array body': follow('pet/3'),
    'destroy (DELETE /:model/:id): linked records hear too': async (scene: Scene) => {
      await scene.ask('A', '/user/1/pets/3', 'put')
      await scene.ask('A', '/user/1/groups/1', 'put')
    },
  },
} as const

/** Recordings whose application had models. */
export const modelPlans: readonly Plan[] = [
  { file: 'blueprints-read', ...read },
  { file: 'blueprints-read-production', production: true, ...read },
  { file: 'blueprints-write', ...write },
  { file: 'blueprints-write-production', production: true, ...write },
  {
    file: 'blueprints-options',
    variant: optionsVariant,
    audience: ['A', 'W'],
    before: {
      'autoWatch: false: creates are not announced to finders': async (scene) =>
        scene.ask('W', '/pet?populate=false'),
      'route option mirror: true makes the actor hear its own update': async (scene) =>
        scene.ask('A', '/user'),
    },
    instead: {
      'rooms of a finder with autoWatch: false': rooms('W'),
      'parseBlueprintOptions override caps find at 2': count('A', '/user'),
    },
  },
  {
    file: 'blueprints-protected-attributes',
    variant: 'models',
    audience: ['A', 'W'],
    before: { create: async (scene) => scene.ask('W', '/account') },
  },
  {
    file: 'pubsub',
    variant: 'models',
    audience: ['A', 'B'],
    instead: {
      getRoomName: async ({ server }) => ({
        calls: [
          ['User.getRoomName(3)', await server.command('user', 'getRoomName', 3)],
          ['User.getRoomName("abc")', await server.command('user', 'getRoomName', 'abc')],
          ['User.getRoomName(0)', String(await server.command('user', 'getRoomName', 0))],
        ],
      }),
      'publish to record 1 from outside a request': publish([1], { verb: 'published', x: 1 }),
      'publish to records 1 and 2: a socket in both rooms gets it twice': publish([1, 2], { n: 1 }),
      'publish a string as data': publish([1], 'just text'),
      'publish an array as data': publish([1], [1, 2]),
      'publish undefined': publish([1]),
      'publish with a single id (tolerated, logged)': publish(1, { single: true }),
      'publish with a record (tolerated)': publish({ id: 1 }, { rec: true }),
      'publish with null ids': publish(null, { x: 1 }),
      'publish with [null]': async ({ server }) => {
        const publishing = server.command('user', 'publish', [null], { x: 1 })
        return { threw: await publishing.then(String, () => 'throws') }
      },
      'publish after A left record 1': publish([1], { after: 'unsub' }),
    },
  },
]

function rooms(letter: string) {
  return async (scene: Scene) => ({ rooms: await scene.roomsOf(letter) })
}

function count(letter: string, url: string) {
  return async (scene: Scene) => ({ count: [await scene.ask(letter, url)].flat().length })
}

function publish(...args: readonly unknown[]) {
  return async ({ server }: Scene) => {
    await server.command('user', 'publish', ...args)
    return {}
  }
}

/** The recording went through five configurations; names tell which. */
function optionsVariant({ name }: Exchange): VariantName {
  if (name.includes('autoWatch: false')) return 'modelsUnwatched'
  if (name.startsWith('prefix')) return 'modelsUnderPrefixes'
  if (name.startsWith('all blueprint routes off')) return 'modelsWithoutRoutes'
  return name.startsWith('rest off') ? 'modelsByShortcuts' : 'modelsByOwnOptions'
}
