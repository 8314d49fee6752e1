import { expect, test } from 'vitest'

import { overEachTransport } from '../../src/testing/over-each-transport.ts'
import { throwSignal } from './helper-app.ts'

const helpers = {
  moduleDefinitions: {
    find: {
      inputs: { id: { type: 'number', required: true } },
      exits: { notFound: {} },
      fn: async ({ id }: { id: number }) => (id === 7 ? { id } : throwSignal('notFound')),
    },
  },
}

function withAction(show: object): object {
  return { routes: { 'GET /show': 'show' }, controllers: { moduleDefinitions: { show } } }
}

overEachTransport('an action that calls a helper', (lift) => {
  test('answers with its result, and takes the exit that .intercept() names', async () => {
    const request = await lift((app) => ({
      helpers,
      ...withAction({
        exits: { missing: { statusCode: 404 } },
        inputs: { id: { type: 'number' } },
        fn: async ({ id }: { id: number }) =>
          app.helpers['find'](id).intercept('notFound', () => ({ missing: 'nobody' })),
      }),
    }))

    expect((await request('get', '/show', { id: 7 })).body).toEqual({ id: 7 })
    expect(await request('get', '/show', { id: 8 })).toMatchObject({
      statusCode: 404,
      body: 'nobody',
    })
  })

  test('answers 500 for wrong arguments of the helper: they are not those of the client', async () => {
    const request = await lift((app) => ({
      helpers,
      ...withAction({ exits: { notFound: 404 }, fn: async () => app.helpers['find']('x') }),
    }))

    const reply = await request('get', '/show')

    expect(reply).toMatchObject({ statusCode: 500, body: { code: 'E_INTERNAL_ERROR' } })
  })

  test('answers 500 when an exit of the helper has the name of one of its own', async () => {
    const request = await lift((app) => ({
      helpers,
      ...withAction({ exits: { notFound: 404 }, fn: async () => app.helpers['find'](8) }),
    }))

    expect((await request('get', '/show')).statusCode).toBe(500)
  })
})
