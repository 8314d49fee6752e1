import { describe, expect, test } from 'vitest'

import { type ModelApp, ORMS, createModelAppOn, withoutTimes } from './model-app.ts'

/** Asks and gives status and body without times. */
async function ask(app: ModelApp, url: string, data?: unknown) {
  const { statusCode, body } = await app.request('get', url, data)
  return { statusCode, body: withoutTimes(body) }
}

function names(body: unknown): unknown[] {
  return (body as { name: string }[]).map(({ name }) => name)
}

describe.each(ORMS)('with %s', (orm) => {
  const createModelApp = createModelAppOn(orm)

  describe('populate', () => {
    test('gives a page of the friends of a user, through every door', async () => {
      const app = await createModelApp()
      const socket = await app.connect()

      const inProcess = await app.request('get', '/user/3/friends', { limit: 15 })
      const overSocket = await socket.request('get', '/user/3/friends', { limit: 15 })

      expect(inProcess.statusCode).toBe(200)
      expect(names(inProcess.body)).toEqual(
        Array.from({ length: 15 }, (_, index) => `u${index + 4}`),
      )
      expect(overSocket.body).toEqual(inProcess.body)
    })

    test.each([
      ['the record of a singular association', '/user/1/company', { id: 1, name: 'Acme' }],
      [
        'members by sort, skip and select',
        '/user/3/friends?limit=2&skip=1&sort=name%20DESC&select=name',
        [
          { id: 8, name: 'u8' },
          { id: 7, name: 'u7' },
        ],
      ],
      [
        'members by a where clause',
        '/user/3/friends?where=%7B%22age%22%3A%7B%22%3E%22%3A22%7D%7D&select=name',
        [{ id: 23, name: 'u23' }],
      ],
      ['members by an attribute', '/user/3/friends?name=u7&select=name', [{ id: 7, name: 'u7' }]],
    ])('gives %s', async (_, url, body) => {
      const app = await createModelApp()

      expect(await ask(app, url)).toEqual({ statusCode: 200, body })
    })

    test.each([
      ['a singular association that is empty', '/user/5/company'],
      ['a parent that is not there', '/user/999/friends'],
      ['an attribute that is no association', '/user/1/name'],
    ])('answers 404 for %s', async (_, url) => {
      const app = await createModelApp()

      expect(await ask(app, url)).toMatchObject({ statusCode: 404 })
    })
  })

  describe('find', () => {
    test.each([
      ['by attribute', '/user?age=7&populate=false&select=name', [{ id: 7, name: 'u7' }]],
      [
        'by a where clause in JSON',
        '/user?where=%7B%22age%22%3A%7B%22%3E%22%3A38%7D%7D&populate=false&select=name',
        [
          { id: 39, name: 'u39' },
          { id: 40, name: 'u40' },
        ],
      ],
      [
        'sorted by text',
        '/user?populate=false&select=name&sort=age%20DESC&limit=1&skip=1',
        [{ id: 39, name: 'u39' }],
      ],
      [
        'sorted by JSON',
        '/user?populate=false&select=name&limit=1&sort=%5B%7B%22age%22%3A%22DESC%22%7D%5D',
        [{ id: 40, name: 'u40' }],
      ],
      [
        'with chosen associations',
        '/user?id=7&populate=company,pets&omit=age',
        [{ id: 7, name: 'u7', company: null, pets: [] }],
      ],
      ['with a limit of none', '/user?limit=0', []],
      ['by the shortcut', '/user/find?id=2&populate=false&select=name', [{ id: 2, name: 'u2' }]],
    ])('gives records %s', async (_, url, body) => {
      const app = await createModelApp()

      expect(await ask(app, url)).toEqual({ statusCode: 200, body })
    })

    test('gives 30 records when nobody names a limit', async () => {
      const app = await createModelApp()

      const { body } = await app.request('get', '/user')

      expect(body).toHaveLength(30)
    })

    test('gives no more than maxLimit, whatever is asked for', async () => {
      const app = await createModelApp({ blueprints: { maxLimit: 12 } })

      const lengths = ['/user', '/user?limit=1000', '/user?limit=-1'].map(
        async (url) => ((await app.request('get', url)).body as unknown[]).length,
      )

      expect(await Promise.all(lengths)).toEqual([12, 12, 12])
    })

    test.each([
      ['a where clause that is no JSON', '/user?where=%7Bbad', undefined, 'E_INVALID_CRITERIA'],
      ['a where clause that is no dictionary', '/user?where=5', undefined, 'E_INVALID_CRITERIA'],
      ['an unknown operator', '/user', { where: { age: { $gt: 5 } } }, 'E_INVALID_CRITERIA'],
      ['an unknown attribute', '/user?nope=1', undefined, 'E_INVALID_CRITERIA'],
      ['an unknown attribute to sort by', '/user?sort=zzz%20ASC', undefined, 'E_INVALID_CRITERIA'],
      ['a limit that is no number', '/user?limit=abc', undefined, 'E_INVALID_CRITERIA'],
      ['an association that is not there', '/user?populate=zzz', undefined, 'E_INVALID_POPULATES'],
      ['a list with things that are no names', '/user', { select: [5] }, 'E_INVALID_CRITERIA'],
      ['a list in place of parameters', '/user', [1, 2], 'E_INVALID_CRITERIA'],
      ['an id of the wrong type', '/user/abc', undefined, 'E_INVALID_CRITERIA'],
      [
        'conditions nested too deep',
        '/user',
        { where: { or: [{ or: [{ or: [{ or: [{ or: [{ age: 1 }] }] }] }] }] } },
        'E_INVALID_CRITERIA',
      ],
      [
        'a list that is too long',
        '/user',
        { where: { age: Array.from({ length: 501 }, (_, index) => index) } },
        'E_INVALID_CRITERIA',
      ],
      [
        'a text that is too long',
        '/user',
        { where: { name: { contains: 'x'.repeat(501) } } },
        'E_INVALID_CRITERIA',
      ],
    ])('answers 400 for %s', async (_, url, data, code) => {
      const app = await createModelApp()

      const { statusCode, body } = await app.request('get', url, data)

      expect({ statusCode, body }).toMatchObject({ statusCode: 400, body: { code } })
      expect(JSON.stringify(body)).not.toContain('node_modules')
    })
  })

  describe('protected attributes', () => {
    test('are in no answer, and neither is what customToJSON leaves out', async () => {
      const app = await createModelApp()

      const created = await app.request('post', '/account', {
        name: 'n',
        password: 'p',
        email: 'e',
      })
      const { body } = await app.request('get', '/account')

      expect(withoutTimes(created.body)).toEqual({ id: 1, name: 'n' })
      expect(withoutTimes(body)).toEqual([{ id: 1, name: 'n' }])
    })

    test.each([
      ['filter', '/account', { where: { password: { startsWith: 'p' } } }],
      ['filter inside of an or', '/account', { where: { or: [{ password: 'p' }] } }],
      ['filter by parameter', '/account?password=p', undefined],
      ['sort', '/account?sort=password%20ASC', undefined],
      ['select', '/account?select=password', undefined],
    ])('are nothing that clients can %s by', async (_, url, data) => {
      const app = await createModelApp()

      const { statusCode, body } = await app.request('get', url, data)

      expect({ statusCode, body }).toMatchObject({
        statusCode: 400,
        body: { code: 'E_INVALID_CRITERIA' },
      })
    })

    test('can be more, for those who say which attributes are open', async () => {
      const models = { user: { filterable: ['name'], settable: ['name'] } }
      const app = await createModelApp({ blueprints: { models } })

      const answers = [
        await app.request('get', '/user?name=u7&populate=false'),
        await app.request('get', '/user?age=7'),
        await app.request('get', '/user?sort=age%20ASC'),
        await app.request('post', '/user', { name: 'a', age: 1 }),
        await app.request('patch', '/user/1', { age: 1 }),
        await app.request('patch', '/user/1', { name: 'b' }),
      ]

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 400, 400, 400, 200])
    })
  })
})
