import { describe, expect, test } from 'vitest'

import { ORMS, createModelAppOn, listenTo, withoutTimes } from './model-app.ts'

describe.each(ORMS)('with %s', (orm) => {
  const createModelApp = createModelAppOn(orm)

  describe('create', () => {
    test('answers with the record and its associations', async () => {
      const app = await createModelApp()

      const { statusCode, body } = await app.request('post', '/user', { name: 'new', company: 1 })

      expect(statusCode).toBe(200)
      expect(withoutTimes(body)).toEqual({
        ...{ id: 41, name: 'new', age: 0, company: { id: 1, name: 'Acme' } },
        ...{ pets: [], friends: [], friendOf: [], groups: [], follows: [] },
      })
    })

    test.each([
      ['a missing value', '/pet', {}, 'E_INVALID_NEW_RECORD'],
      ['a value that breaks a rule', '/badge', { code: 'x', level: 9 }, 'E_INVALID_NEW_RECORD'],
      ['a list', '/pet', [{ name: 'a' }], 'E_INVALID_NEW_RECORD'],
      ['a value that is taken', '/badge', { code: 'taken' }, 'E_UNIQUE'],
    ])('answers 400 for %s, and writes nothing', async (_, url, data, code) => {
      const app = await createModelApp()
      await app.model('badge').create({ code: 'taken' })

      const { statusCode, body } = await app.request('post', url, data)

      expect({ statusCode, body }).toMatchObject({ statusCode: 400, body: { code } })
      expect(await app.model('badge').count()).toBe(1)
      expect(await app.model('pet').count()).toBe(4)
    })

    test('tells which attribute is taken', async () => {
      const app = await createModelApp()
      await app.model('badge').create({ code: 'taken' })

      const { body } = await app.request('post', '/badge', { code: 'taken' })

      expect(body).toMatchObject({ modelIdentity: 'badge', attrNames: ['code'] })
    })

    test('is told to those who watch the model, and subscribes them', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/pet')
      const stranger = await listenTo(app)

      await app.request('post', '/pet', { name: 'rex' })
      await app.request('patch', '/pet/5', { name: 'max' })

      expect(await watcher.heard()).toEqual([
        ['pet', { verb: 'created', id: 5, data: { id: 5, name: 'rex', owner: null } }],
        [
          'pet',
          {
            ...{ verb: 'updated', id: 5, data: { id: 5, name: 'max' } },
            previous: { id: 5, name: 'rex', owner: null },
          },
        ],
      ])
      expect(await stranger.heard()).toEqual([])
    })

    test('is told to those who look at what it is linked with', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/company', '/pet', '/user/1')
      await watcher.heard()

      await app.request('post', '/user', { name: 'thief', company: 2, pets: [1, 4] })

      const [joined, first, second, created, robbed] = await watcher.heard()
      expect([joined, first, second]).toEqual([
        [
          'company',
          { verb: 'addedTo', id: 2, attribute: 'employees', addedIds: [41], addedId: 41 },
        ],
        ['pet', { verb: 'updated', id: 1, data: { owner: 41 } }],
        ['pet', { verb: 'updated', id: 4, data: { owner: 41 } }],
      ])
      expect(created).toMatchObject(['user', { verb: 'created', id: 41 }])
      expect(robbed).toEqual([
        'user',
        { verb: 'removedFrom', id: 1, attribute: 'pets', removedIds: [1], removedId: 1 },
      ])
    })
  })

  describe('update', () => {
    test('leaves the key as it is', async () => {
      const app = await createModelApp()

      const { body } = await app.request('patch', '/badge/1', { id: 77, code: 'x' })

      expect(body).toBe('Not Found')
      expect(await app.model('badge').count()).toBe(0)
    })

    test.each([
      ['a record that is not there', '/user/999', { age: 1 }, 404],
      ['a value of the wrong type', '/user/1', { age: 'old' }, 400],
      ['an id of the wrong type', '/user/abc', { age: 1 }, 400],
    ])('answers %s with its status', async (_, url, data, statusCode) => {
      const app = await createModelApp()

      expect(await app.request('patch', url, data)).toMatchObject({ statusCode })
    })

    test('tells what is stored of the attributes that changed', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/2?populate=false')

      await app.request('patch', '/user/2', { age: '99', name: 'u2', zzz: 1 })

      expect(await watcher.heard()).toMatchObject([
        ['user', { verb: 'updated', id: 2, data: { id: 2, age: 99 }, previous: { id: 2, age: 2 } }],
      ])
    })

    test('tells nobody when nothing has changed', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/2')

      const { statusCode } = await app.request('patch', '/user/2', { age: 2, company: 1 })

      expect(statusCode).toBe(200)
      expect(await watcher.heard()).toEqual([])
    })

    test('tells the old and the new end of a singular association', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/company?populate=false', '/user/2?populate=false')

      await app.request('patch', '/user/2', { company: 2 })

      expect(await watcher.heard()).toMatchObject([
        ['company', { verb: 'removedFrom', id: 1, attribute: 'employees', removedId: 2 }],
        ['company', { verb: 'addedTo', id: 2, attribute: 'employees', addedId: 2 }],
        ['user', { verb: 'updated', id: 2, data: { company: 2 } }],
      ])
    })

    test('with PUT works as with PATCH', async () => {
      const app = await createModelApp()

      const { body } = await app.request('put', '/user/2', { age: 98 })

      expect(body).toMatchObject({ id: 2, age: 98 })
    })
  })

  describe('destroy', () => {
    test('answers with the record as it was, and tells those who look at it and at what it was linked with', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/1', '/company/1', '/pet')
      await watcher.heard()

      const { body } = await app.request('delete', '/user/1')

      expect(body).toMatchObject({ id: 1, company: { id: 1 }, pets: [{ id: 1 }, { id: 2 }] })
      expect(await app.model('user').count({ id: 1 })).toBe(0)
      expect(await watcher.heard()).toMatchObject([
        ['user', { verb: 'destroyed', id: 1, previous: { name: 'u1' } }],
        ['company', { verb: 'removedFrom', id: 1, attribute: 'employees', removedId: 1 }],
        ['pet', { verb: 'updated', id: 1, data: { owner: null } }],
        ['pet', { verb: 'updated', id: 2, data: { owner: null } }],
      ])
    })

    test('leaves nobody in the room of the record', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/pet/4')

      await app.request('delete', '/pet', { id: 4 })

      const { rooms } = app.app.sockets.get(watcher.socket.id)
      expect([...rooms].filter((room) => room.includes('pet_4'))).toEqual([])
    })

    test('of a record that is not there is answered with 404', async () => {
      const app = await createModelApp()

      expect(await app.request('delete', '/user/999')).toMatchObject({ statusCode: 404 })
    })
  })

  describe('members', () => {
    test('one more: both ends are told, and the one who lost it', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/1', '/user/2', '/pet')
      await watcher.heard()

      const { body } = await app.request('put', '/user/2/pets/1')

      expect(body).toMatchObject({ id: 2, pets: [{ id: 1 }, { id: 3 }] })
      expect(await watcher.heard()).toEqual([
        ['user', { verb: 'addedTo', id: 2, attribute: 'pets', addedIds: [1], addedId: 1 }],
        ['pet', { verb: 'updated', id: 1, data: { owner: 2 } }],
        ['user', { verb: 'removedFrom', id: 1, attribute: 'pets', removedIds: [1], removedId: 1 }],
      ])
    })

    test('of an association of many with many are told at both ends', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/2', '/user/5')
      await watcher.heard()

      await app.request('put', '/user/2/friends/5')
      await app.request('delete', '/user/2/friends/5')

      expect(await watcher.heard()).toMatchObject([
        ['user', { verb: 'addedTo', id: 2, attribute: 'friends', addedId: 5 }],
        ['user', { verb: 'addedTo', id: 5, attribute: 'friendOf', addedId: 2 }],
        ['user', { verb: 'removedFrom', id: 2, attribute: 'friends', removedId: 5 }],
        ['user', { verb: 'removedFrom', id: 5, attribute: 'friendOf', removedId: 2 }],
      ])
    })

    test('of an association that the other side does not know are told at one end', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/2', '/company')
      await watcher.heard()

      await app.request('put', '/user/2/follows/1')

      expect(await watcher.heard()).toMatchObject([['user', { verb: 'addedTo', addedId: 1 }]])
    })

    test('that are there already, or not there, are no news', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/1', '/pet')
      await watcher.heard()

      const answers = [
        await app.request('put', '/user/1/pets/1'),
        await app.request('delete', '/user/1/pets/4'),
        await app.request('put', '/user/1/pets', [1, 2]),
      ]

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
      expect(await watcher.heard()).toEqual([])
    })

    test('are replaced as a whole, with one message for all that come and one for all that go', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/user/1?populate=false')
      await watcher.heard()

      const { body } = await app.request('put', '/user/1/pets', [3, 4])

      expect(body).toMatchObject({ id: 1, pets: [{ id: 3 }, { id: 4 }] })
      expect(await watcher.heard()).toEqual([
        ['user', { verb: 'addedTo', id: 1, attribute: 'pets', addedIds: [3, 4] }],
        ['user', { verb: 'removedFrom', id: 1, attribute: 'pets', removedIds: [1, 2] }],
      ])
    })

    test('are told one by one, for clients of Sails, with compat.singleIdMessages', async () => {
      const app = await createModelApp({ compat: { singleIdMessages: true } })
      const watcher = await listenTo(app, '/user/1?populate=false')
      await watcher.heard()

      await app.request('put', '/user/1/pets', [1, 2, 4])
      await app.request('put', '/user/1/pets', [])

      expect(await watcher.heard()).toEqual([
        ['user', { verb: 'addedTo', id: 1, attribute: 'pets', addedId: 4 }],
        ['user', { verb: 'removedFrom', id: 1, attribute: 'pets', removedId: 1 }],
        ['user', { verb: 'removedFrom', id: 1, attribute: 'pets', removedId: 2 }],
        ['user', { verb: 'removedFrom', id: 1, attribute: 'pets', removedId: 4 }],
      ])
    })

    test.each([
      ['add to a parent that is not there', 'put', '/user/999/pets/1', undefined, 404],
      ['add a child that is not there', 'put', '/user/1/pets/999', undefined, 404],
      ['remove a child that is not there', 'delete', '/user/1/pets/999', undefined, 404],
      ['replace at a parent that is not there', 'put', '/user/999/pets', [1], 404],
      ['replace by something that is no list', 'put', '/user/1/pets', { pets: [1] }, 400],
      ['replace by text that is no JSON', 'get', '/user/1/pets/replace?pets=[1', undefined, 400],
    ])('%s: nothing is written', async (_, method, url, data, statusCode) => {
      const app = await createModelApp()
      const before = await app.model('pet').find()

      expect(await app.request(method, url, data)).toMatchObject({ statusCode })
      expect(await app.model('pet').find()).toEqual(before)
    })

    test('are changed by GET through shortcuts', async () => {
      const app = await createModelApp()

      const added = await app.request('get', '/user/2/pets/add/4')
      const removed = await app.request('get', '/user/2/pets/remove/3')
      const replaced = await app.request('get', '/user/2/pets/replace?pets=[1]')

      expect(added.body).toMatchObject({ pets: [{ id: 3 }, { id: 4 }] })
      expect(removed.body).toMatchObject({ pets: [{ id: 4 }] })
      expect(replaced.body).toMatchObject({ pets: [{ id: 1 }] })
    })
  })

  describe('the one who acts', () => {
    test('is not told, unless the route or the configuration says mirror', async () => {
      const routes = { 'PATCH /mirror/:id': { action: 'user/update', mirror: true } }
      const app = await createModelApp({ routes })
      const actor = await listenTo(app, '/user/2')

      await actor.socket.request('patch', '/user/2', { age: 50 })
      const silent = await actor.heard()
      await actor.socket.request('patch', '/mirror/2', { age: 51 })

      expect(silent).toEqual([])
      expect(await actor.heard()).toMatchObject([['user', { verb: 'updated', data: { age: 51 } }]])
    })

    test('hides protected attributes from those who are told', async () => {
      const app = await createModelApp()
      const watcher = await listenTo(app, '/account')

      await app.request('post', '/account', { name: 'n', password: 'p', email: 'e' })
      await app.request('patch', '/account/1', { name: 'm', password: 'q' })
      await app.request('delete', '/account/1')

      expect(await watcher.heard()).toEqual([
        ['account', { verb: 'created', id: 1, data: { id: 1, name: 'n' } }],
        [
          'account',
          { verb: 'updated', id: 1, data: { id: 1, name: 'm' }, previous: { id: 1, name: 'n' } },
        ],
        ['account', { verb: 'destroyed', id: 1, previous: { id: 1, name: 'm' } }],
      ])
    })
  })
})
