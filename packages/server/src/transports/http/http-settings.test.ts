import { expect, test } from 'vitest'

import { parseHttpSettings } from './http-settings.ts'

test('defaults are those of Sails', () => {
  const settings = parseHttpSettings({ appPath: '/srv/app' })

  expect(settings).toMatchObject({
    place: { port: 1337, host: undefined },
    liftTimeoutMs: 4_000,
    isSecure: false,
    files: { folder: '/srv/app/.tmp/public', dotfiles: 'ignore', immutable: true },
    compressionThreshold: undefined,
    body: { limit: 1_048_576, strict: true, guessJson: false },
  })
})

test('PORT of the environment, which is text, becomes a number', () => {
  expect(parseHttpSettings({ port: '8080' }).place.port).toBe(8080)
})

test('the older key host still names the interface', () => {
  expect(parseHttpSettings({ host: '127.0.0.1' }).place.host).toBe('127.0.0.1')
  expect(parseHttpSettings({ host: 'a', explicitHost: 'b' }).place.host).toBe('b')
})

test.each([
  [{ ssl: true, http: { serverOptions: { key: 'k', cert: 'c' } } }, true],
  [{ ssl: { key: 'k', cert: 'c' } }, true],
  [{ ssl: { pfx: 'p' } }, true],
  [{ ssl: {} }, false],
  [{ ssl: false }, false],
])('%j decides whether HTTPS is served', (config, isSecure) => {
  expect(parseHttpSettings(config).isSecure).toBe(isSecure)
})

test('a body limit may be written with its unit', () => {
  const { body } = parseHttpSettings({ http: { bodyParser: { limit: '1.5mb' } } })

  expect(body.limit).toBe(1_572_864)
})

test.each([
  ['E_INVALID_SSL_CONFIG', { ssl: { key: 'k' } }],
  ['E_INVALID_SSL_CONFIG', { ssl: { cert: 'c' } }],
  ['E_INVALID_HTTP_CONFIG', { port: 70_000 }],
  ['E_INVALID_HTTP_CONFIG', { port: true }],
  ['E_INVALID_HTTP_CONFIG', { explicitHost: 4 }],
  ['E_INVALID_HTTP_CONFIG', { liftTimeout: 'long' }],
  ['E_INVALID_HTTP_CONFIG', { http: { cache: -1 } }],
  ['E_INVALID_HTTP_CONFIG', { http: { dotfiles: 'show' } }],
  ['E_INVALID_HTTP_CONFIG', { http: { immutable: 'yes' } }],
  ['E_INVALID_HTTP_CONFIG', { http: { compression: 'gzip' } }],
  ['E_INVALID_HTTP_CONFIG', { http: { compression: { threshold: 'small' } } }],
  ['E_INVALID_HTTP_CONFIG', { http: { bodyParser: { limit: 'huge' } } }],
  ['E_INVALID_HTTP_CONFIG', { http: { loadMiddleware: () => undefined } }],
  ['E_INVALID_HTTP_CONFIG', { express: {} }],
  ['E_INVALID_HTTP_CONFIG', { cache: { maxAge: 1 } }],
])('%s for %j', (code, config) => {
  expect(() => parseHttpSettings(config)).toThrow(expect.objectContaining({ code }))
})

test('all problems are reported together', () => {
  expect(() => parseHttpSettings({ port: -1, ssl: { key: 'k' }, express: {} })).toThrow(
    /config\.express[^]*config\.port[^]*config\.ssl/,
  )
})
