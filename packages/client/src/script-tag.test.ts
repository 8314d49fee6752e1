import { expect, test } from 'vitest'

import { readScriptTag } from './script-tag.ts'

/** A script element; names of attributes count without case, as in HTML. */
function script(attributes: Record<string, string>, src = '/sails.io.js') {
  const byName = new Map(
    Object.entries(attributes).map(([name, text]) => [name.toLowerCase(), text]),
  )
  return { src, getAttribute: (name: string) => byName.get(name.toLowerCase()) ?? null }
}

test.each([
  [{ autoConnect: '' }, { autoConnect: true }],
  [{ autoConnect: 'true' }, { autoConnect: true }],
  [{ autoConnect: 'false' }, { autoConnect: false }],
  [{ autoConnect: 'true', 'data-autoConnect': 'false' }, { autoConnect: false }],
  [{ headers: '{"x-a":"1"}' }, { headers: { 'x-a': '1' } }],
  [{ url: 'http://api.example/' }, { url: 'http://api.example/' }],
  [{ environment: 'production' }, { environment: 'production' }],
  [{ transports: '["polling","websocket"]' }, { transports: ['polling', 'websocket'] }],
  [{ path: '/rt' }, { path: '/rt' }],
  [{ reconnection: 'true' }, { reconnection: true }],
  [{ query: 'a=b' }, {}],
])('%j on the script element is read', (attributes, options) => {
  expect(readScriptTag(script(attributes))).toEqual(options)
})

test.each([
  [{ autoConnect: 'yes' }],
  [{ headers: '{x:1}' }],
  [{ headers: '[1]' }],
  [{ url: '5' }],
  [{ environment: '1' }],
])('%j on the script element throws', (attributes) => {
  expect(() => readScriptTag(script(attributes))).toThrow(
    expect.objectContaining({ code: 'E_SCRIPT_ATTRIBUTE' }),
  )
})

test.each([['/sails.io.min.js'], ['/s.js#production']])('%s means production', (src) => {
  expect(readScriptTag(script({}, src))).toEqual({ environment: 'production' })
})

test('an environment on the element wins over the one guessed from its address', () => {
  expect(readScriptTag(script({ environment: 'development' }, '/a.min.js')).environment).toBe(
    'development',
  )
})
