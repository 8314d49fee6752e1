import { expect, test } from 'vitest'

import { missingPlatformPackages, platformOf } from './platform-packages.mjs'

test.each([
  ['@oxfmt/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'] }],
  ['@esbuild/darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
  ['@rolldown/binding-wasm32-wasi', { cpu: ['wasm32'] }],
  ['fsevents', undefined],
])('%s is for %j', (name, platform) => {
  expect(platformOf(name)).toEqual(platform)
})

test('only what is not there yet is added', () => {
  const packages = {
    'node_modules/tool': {
      dev: true,
      optionalDependencies: { '@tool/linux-x64': '1.2.3', '@tool/win32-x64': '1.2.3' },
    },
    'node_modules/@tool/linux-x64': { version: '1.2.3' },
  }

  expect(missingPlatformPackages(packages)).toEqual({
    'node_modules/@tool/win32-x64': {
      version: '1.2.3',
      cpu: ['x64'],
      os: ['win32'],
      dev: true,
      optional: true,
    },
  })
})
