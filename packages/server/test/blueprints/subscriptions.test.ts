import { describe, expect, test } from 'vitest'

import { type ModelApp, ORMS, createModelAppOn, listenTo } from './model-app.ts'

/** Rooms of models that a new socket is in after these requests. */
async function roomsAfter(app: ModelApp, ...urls: string[]): Promise<string[]> {
  const { socket } = await listenTo(app, ...urls)
  const { rooms } = app.app.sockets.get(socket.id)
  return [...rooms].filter((room) => room !== socket.id).sort()
}

describe.each(ORMS)('with %s', (orm) => {
  const createModelApp = createModelAppOn(orm)

  describe('who looks at records', () => {
    test('is in their rooms, in those of what comes along, and watches the models', async () => {
      const app = await createModelApp()

      expect(await roomsAfter(app, '/user?id=1')).toEqual([
        'sails_model_company_1:company',
        'sails_model_create_company',
        'sails_model_create_group',
        'sails_model_create_pet',
        'sails_model_create_user',
        'sails_model_pet_1:pet',
        'sails_model_pet_2:pet',
        'sails_model_user_1:user',
      ])
    })

    test('watches no model with autoWatch off', async () => {
      const app = await createModelApp({ blueprints: { autoWatch: false } })

      expect(await roomsAfter(app, '/user?id=30')).toEqual(['sails_model_user_30:user'])
    })

    test('is told nothing of models that he may not find', async () => {
      const app = await createModelApp({ policies: { 'pet/find': false, 'company/find': false } })

      expect(await roomsAfter(app, '/user?id=1')).toEqual([
        'sails_model_create_group',
        'sails_model_create_user',
        'sails_model_user_1:user',
      ])
    })

    test('is told of models behind the same policies', async () => {
      const policies = {
        moduleDefinitions: { isIn: (_req: unknown, _res: unknown, next: () => void) => next() },
        'user/find': 'isIn',
        'pet/find': 'isIn',
        'company/find': false,
      }
      const app = await createModelApp({ policies })

      const rooms = await roomsAfter(app, '/user?id=1')

      expect(rooms).toContain('sails_model_pet_1:pet')
      expect(rooms).not.toContain('sails_model_company_1:company')
    })

    test('follows only what canSubscribe lets him follow', async () => {
      const canSubscribe = (_req: unknown, record: Record<string, unknown>): boolean =>
        record['id'] !== 2
      const app = await createModelApp({ blueprints: { canSubscribe, autoWatch: false } })

      expect(await roomsAfter(app, '/pet?id=1', '/pet?id=2')).toEqual([
        'sails_model_pet_1:pet',
        'sails_model_user_1:user',
      ])
    })

    test('has no more subscriptions than are allowed', async () => {
      const app = await createModelApp({ pubsub: { maxSubscriptions: 10 } })

      expect((await roomsAfter(app, '/user')).length).toBeLessThanOrEqual(10)
    })

    test('hears of a change that falls between the reading and the subscribing', async () => {
      const app = await createModelApp()
      const pet = app.model('pet')
      const query = pet.find.bind(pet)
      let isFirst = true
      // The last moment at which a change can fall: the records are read, the socket is not subscribed.
      const readThenChange = (...criteria: never[]) => ({
        meta: async () => {
          const records = await query(...criteria)
          if (isFirst) await app.model('pet').update({ id: 1 }, { name: 'changed' })
          if (isFirst) pubsub(app).publish([1], {})
          isFirst = false
          return records
        },
      })
      Object.assign(pet, { find: readThenChange })
      const socket = await app.connect()

      const { body } = await socket.request('get', '/pet?populate=false')

      expect((body as { name: string }[])[0]).toMatchObject({ name: 'changed' })
    })
  })

  describe('Model.subscribe and its kind', () => {
    const routes = {
      'POST /sub': { fn: action((model, req) => model.subscribe(req, req.body.ids)) },
      'POST /unsub': { fn: action((model, req) => model.unsubscribe(req, req.body.ids)) },
      'POST /pub': {
        fn: action((model, req) => model.publish(req.body.ids, req.body.data, req)),
      },
    }

    test('a subscriber hears once what is published to several of its records', async () => {
      const app = await createModelApp({ routes })
      const { socket, heard } = await listenTo(app)
      await socket.request('post', '/sub', { ids: [1, { id: 2 }] })

      modelOf(app).publish([1, 2], { n: 1 })
      modelOf(app).publish(2, 'text')
      modelOf(app).publish([2], undefined)

      expect(await heard()).toEqual([
        ['user', { n: 1 }],
        ['user', 'text'],
        ['user', null],
      ])
    })

    test('who publishes by a socket request with `req` does not hear it', async () => {
      const app = await createModelApp({ routes })
      const { socket, heard } = await listenTo(app)
      const other = await listenTo(app)
      await socket.request('post', '/sub', { ids: [1] })
      await other.socket.request('post', '/sub', { ids: [1] })

      await socket.request('post', '/pub', { ids: [1], data: { from: 'me' } })

      expect(await heard()).toEqual([])
      expect(await other.heard()).toEqual([['user', { from: 'me' }]])
    })

    test('who unsubscribed hears nothing more', async () => {
      const app = await createModelApp({ routes })
      const { socket, heard } = await listenTo(app)
      await socket.request('post', '/sub', { ids: [1] })
      await socket.request('post', '/unsub', { ids: [1] })

      modelOf(app).publish([1], {})

      expect(await heard()).toEqual([])
    })

    test('a request without a socket is let through and subscribes nobody', async () => {
      const app = await createModelApp({ routes })

      expect(await app.request('post', '/sub', { ids: [1] })).toMatchObject({ statusCode: 200 })
    })

    test('a list with nothing in a place is refused, no list does nothing', async () => {
      const app = await createModelApp()

      expect(() => modelOf(app).publish([null], {})).toThrow(
        expect.objectContaining({ code: 'E_USAGE' }),
      )
      expect(() => modelOf(app).publish(undefined, {})).not.toThrow()
    })

    test('rooms have the names that Sails gives them', async () => {
      const app = await createModelApp()

      expect(modelOf(app).getRoomName(3)).toBe('sails_model_user_3:user')
      expect(modelOf(app).getRoomName('abc')).toBe('sails_model_user_abc:user')
      expect(modelOf(app).getRoomName(0)).toBeUndefined()
    })
  })
})

interface Publishing {
  subscribe(req: unknown, ids: unknown): void
  unsubscribe(req: unknown, ids: unknown): void
  publish(ids: unknown, data?: unknown, req?: unknown): void
  getRoomName(id: unknown): string | undefined
}

interface BodyRequest {
  readonly body: { readonly ids: unknown; readonly data?: unknown }
  readonly _sails: { readonly models: Record<string, Publishing> }
}

/** The model Pet with what pubsub adds. */
function pubsub(app: ModelApp): Publishing {
  return app.model('pet') as unknown as Publishing
}

function modelOf(app: ModelApp): Publishing {
  return app.model('user') as unknown as Publishing
}

/** A route's function that does something with the model User. */
function action(work: (model: Publishing, req: BodyRequest) => void) {
  return (req: object, res: { ok(): void }): void => {
    const request = req as BodyRequest
    const model = request._sails.models['user']
    if (model !== undefined) work(model, request)
    res.ok()
  }
}
