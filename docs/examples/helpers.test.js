import { createTestApp, overEachTransport } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import {
  callThem,
  explain,
  findFriends,
  friendsOrNone,
  price,
  showFriends,
  texts,
} from './helpers.js'

const config = {
  helpers: { moduleDefinitions: { 'user/find-friends': findFriends, 'format/price': price } },
  controllers: { moduleDefinitions: { 'user/show-friends': showFriends } },
  routes: { 'GET /user/:id/friends': 'user/show-friends' },
  hooks: { texts },
}

async function load() {
  const { app, lower } = await createTestApp(config)
  onTestFinished(lower)
  return app
}

test('the helpers of the examples are called', async () => {
  expect(await callThem(await load())).toEqual({
    friends: ['Ann', 'Bob'],
    same: ['Ann', 'Bob'],
    text: '12.50 EUR',
  })
})

test('calls say what happens on the way, and errors say what happened', async () => {
  const app = await load()

  expect(await friendsOrNone(app, 8)).toEqual([])
  expect(await explain(app, 8)).toBe('took the exit notFound')
  expect(await explain(app)).toBe('"userId" is required, but it was not defined.')
})

test('a hook brings helpers along', async () => {
  const { helpers } = await load()

  expect(helpers.texts.shoutAt('ann')).toBe('ANN!')
  helpers.texts.configure({ mark: '?' })
  expect(helpers.texts.shoutAt('ann')).toBe('ANN?')
})

overEachTransport('an action that calls a helper', (lift) => {
  test('takes the exit that it names', async () => {
    const request = await lift(config)

    expect((await request('get', '/user/7/friends')).body).toEqual(['Ann', 'Bob', 'Cem'])
    expect((await request('get', '/user/8/friends')).statusCode).toBe(404)
  })
})
