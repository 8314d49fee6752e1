import { expect, test, vi } from 'vitest'

import { defineOnDemand } from './define-on-demand.ts'

test('a member is made when it is first read, once', () => {
  const make = vi.fn(() => ({}))
  const owner: { member?: object } = {}
  defineOnDemand(owner, { member: make })

  expect(make).not.toHaveBeenCalled()
  expect(owner.member).toBe(owner.member)
  expect(make).toHaveBeenCalledTimes(1)
})

test('a member that is assigned first is never made', () => {
  const make = vi.fn()
  const owner: { member?: string } = {}
  defineOnDemand(owner, { member: make })

  owner.member = 'own'

  expect([owner.member, make.mock.calls.length]).toEqual(['own', 0])
})
