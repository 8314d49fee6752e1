import { overEachTransport } from 'halyard/testing'
import { expect, test } from 'vitest'

import { badInput, pay } from './actions.js'

const config = {
  controllers: { moduleDefinitions: { 'order/pay': pay } },
  routes: { 'POST /order/:id/pay': 'order/pay' },
}
const GOOD_CARD = '4111111111111111'

overEachTransport('the action of the example', (lift) => {
  test('ends by its exits', async () => {
    const request = await lift(config)
    const ask = (id, card = GOOD_CARD) => request('post', `/order/${id}/pay`, { card })

    expect(await ask(1)).toMatchObject({ statusCode: 302, headers: { location: '/order/1' } })
    expect(await ask(2)).toMatchObject({ statusCode: 409, body: { on: '2026-05-01' } })
    expect((await ask(3)).statusCode).toBe(404)
    expect((await ask(1, '4012888888881881')).statusCode).toBe(302)
    expect(await ask(1, '4222222222222')).toMatchObject({ statusCode: 402 })
  })

  test('tells what is wrong with its inputs, but no card', async () => {
    const request = await lift(config)

    expect(await request('post', '/order/x/pay', {})).toMatchObject({
      statusCode: 400,
      body: badInput,
    })
    const { body } = await request('post', '/order/1/pay', { card: '1234' })
    expect(JSON.stringify(body)).not.toContain('1234')
  })
})
