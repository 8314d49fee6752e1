import { expect, test } from 'vitest'

import {
  DEFAULT_EVENT_NAME,
  PARSE_ERROR_EVENT,
  RESERVED_EVENT_NAMES,
  SESSION_COOKIE_EVENT,
} from './events.ts'

test("the protocol's own event names can be emitted", () => {
  expect(RESERVED_EVENT_NAMES.has(DEFAULT_EVENT_NAME)).toBe(false)
  expect(RESERVED_EVENT_NAMES.has(PARSE_ERROR_EVENT)).toBe(false)
  expect(RESERVED_EVENT_NAMES.has(SESSION_COOKIE_EVENT)).toBe(false)
})
