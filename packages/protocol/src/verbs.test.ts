import { expect, test } from 'vitest'

import { VERBS, isVerb } from './verbs.ts'

test('the seven verbs are events of requests, in lower case only', () => {
  expect(VERBS.every((verb) => isVerb(verb))).toBe(true)
  expect(['GET', 'trace', 'message', '', 5, undefined].some((name) => isVerb(name))).toBe(false)
})
