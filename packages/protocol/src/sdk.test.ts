import { expect, test } from 'vitest'

import {
  ASSUMED_SDK_VERSION,
  OLDEST_SDK_VERSION,
  isSupportedSdkVersion,
  toHandshakeQuery,
} from './sdk.ts'

const SDK = { version: '1.2.1', platform: 'browser', language: 'javascript' }
const FACTS =
  '__sails_io_sdk_version=1.2.1&__sails_io_sdk_platform=browser&__sails_io_sdk_language=javascript'

test.each([
  [OLDEST_SDK_VERSION],
  ['0.11.0-rc1'],
  ['1.2.1'],
  ['v2'],
  ['1'],
  [' 0.13.5'],
  ['10.0.0'],
])('version %s is answered', (version) => {
  expect(isSupportedSdkVersion(version)).toBe(true)
})

test.each([[ASSUMED_SDK_VERSION], ['0.10.9'], ['0'], [''], ['latest'], ['.11']])(
  'version %s is not answered',
  (version) => {
    expect(isSupportedSdkVersion(version)).toBe(false)
  },
)

test("the handshake's query starts with the app's own part", () => {
  expect(toHandshakeQuery(SDK)).toBe(FACTS)
  expect(toHandshakeQuery(SDK, '')).toBe(FACTS)
  expect(toHandshakeQuery(SDK, '?nosession=true')).toBe(`nosession=true&${FACTS}`)
})
