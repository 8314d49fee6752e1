import { runInNewContext } from 'node:vm'

import { expect, test } from 'vitest'

import { type ExposeOptions, createExpose } from './expose-locals.ts'

/** What the script leaves on `window`. */
function run(html: string): Record<string, unknown> {
  const script = /^<script[^>]*>([^<]*)<\/script>$/.exec(html)?.[1] ?? 'throw 1'
  const window: Record<string, unknown> = {}
  runInNewContext(script, { window })
  return window
}

function expose(locals: object, options?: ExposeOptions, mode: 'all' | 'named' = 'all'): unknown {
  const html = createExpose(Object.assign(Object.create(null), locals), mode)(options)
  return run(html)[options?.namespace ?? 'SAILS_LOCALS']
}

test('what locals hold arrives as it was, and ends no script', () => {
  const locals = {
    'bad-key': '</script><script>alert(1)',
    text: "it's \u2028 & <b>",
    list: [1, null],
  }

  expect(expose(locals)).toEqual(locals)
})

test('objects of the server, functions and an empty token stay there', () => {
  expect(expose({ a: 1, req: 2, sails: 3, session: 4, view: 5, f: () => 6, _csrf: '' })).toEqual({
    a: 1,
  })
})

test('only the named keys are shown when there are some', () => {
  const options = { keys: ['a', 'req', 'constructor'], namespace: 'my data' }

  expect(expose({ a: 1, b: 2, req: 3 }, options)).toEqual({ a: 1 })
})

test('with `expose: "named"` nothing is shown unless it is named', () => {
  expect(expose({ a: 1 }, {}, 'named')).toEqual({})
})

test('a nonce becomes an attribute', () => {
  expect(createExpose({}, 'all')({ nonce: 'a"b' })).toMatch(/^<script nonce="a&#34;b">/)
})

test('texts can stay escaped', () => {
  expect(expose({ face: '<o>' }, { dontUnescapeOnClient: true })).toEqual({ face: '&#60;o&#62;' })
})
