import { describe, expect, test, vi } from 'vitest'

import { askAction, prepareAction, throwSignal } from '../../test/ask-action.ts'
import type { Handler } from '../request/handler.ts'

const tellPath: Handler = (req, res) => res.json({ path: req.path })
const callNext: Handler = (_req, _res, next) => next()

describe('a classic action', () => {
  test('is called with request and response', async () => {
    expect((await askAction(tellPath)).body).toEqual({ path: '/users' })
  })

  test('that calls next fails', () => {
    const next = vi.fn()

    prepareAction(callNext).run(next)

    expect(next).toHaveBeenCalledWith(expect.objectContaining({ code: 'E_ACTION_CALLED_NEXT' }))
  })
})

test('an action without fn answers with its example', async () => {
  const reply = await askAction({
    friendlyName: 'Stub',
    exits: { success: { outputExample: { id: 1 } } },
  })

  expect(reply).toMatchObject({ headers: { 'x-stub': 'user/show' }, body: { id: 1 } })
})

test('an action that an app calls by hand answers with serverError itself', async () => {
  const { reply, runByHand } = prepareAction({ fn: () => throwSignal(new Error('no')) })

  runByHand()

  expect(reply()).toMatchObject({ statusCode: 500, body: 'no' })
})
