import { afterEach, expect, test, vi } from 'vitest'

import { describeSdk, isDeployed, pageOrigin } from './platform.ts'

afterEach(() => vi.unstubAllGlobals())

test('Node is told from browsers, and the version is one that servers accept', () => {
  expect(describeSdk()).toEqual({
    version: '1.2.1',
    platform: 'node',
    language: 'javascript',
    versionString:
      '__sails_io_sdk_version=1.2.1&__sails_io_sdk_platform=node&__sails_io_sdk_language=javascript',
  })
  vi.stubGlobal('document', {})
  expect(describeSdk().platform).toBe('browser')
})

test.each([
  ['https://page.example/a', 'https://page.example'],
  ['file:///index.html', undefined],
  ['blob:null/1', undefined],
])('a page of %s lends the origin %s', (address, origin) => {
  vi.stubGlobal('location', new URL(address))

  expect(pageOrigin()).toBe(origin)
})

test.each([
  ['production', true],
  ['staging', true],
  ['development', false],
])('SAILS_LOCALS with environment %s means deployed: %s', (environment, expected) => {
  vi.stubGlobal('SAILS_LOCALS', { _environment: environment })

  expect(isDeployed()).toBe(expected)
})
