import { expect, test } from 'vitest'

import { halyard, halyardHere, writeApp } from './run-halyard.ts'

const passing = (name: string) => `require('node:test').test('${name}', () => undefined)`

test('test runs all tests of an app, in TypeScript too, and nothing of packages', async () => {
  const app = writeApp({
    'package.json': '{"name":"app","scripts":{"test":"halyard test"}}',
    'api/controllers/one.test.js': passing('one'),
    'test/two.test.ts': "import { test } from 'node:test'\ntest('two', (): void => undefined)",
    'node_modules/other/three.test.js': passing('three'),
  })

  const { code, stdout } = await halyard(app, ['test', '--test-reporter=spec'])

  expect(code).toBe(0)
  expect(stdout.match(/✔ (one|two|three)/g)).toEqual(['✔ one', '✔ two'])
})

test('test runs only the files that are named, and fails with them', async () => {
  const app = writeApp({
    'a.test.js': "require('node:test').test('bad', () => { throw new Error('bad') })",
    'b.test.js': passing('good'),
  })

  expect((await halyard(app, ['test', 'b.test.js'])).code).toBe(0)
  expect((await halyard(app, ['test'])).code).toBe(1)
})

test('a script of package.json goes before Node’s runner, and lint is one, too', async () => {
  const scripts = { test: 'echo tested', lint: 'exit 3' }
  const app = writeApp({ 'package.json': JSON.stringify({ name: 'app', scripts }) })

  expect(await halyard(app, ['test'])).toMatchObject({ code: 0, stdout: 'tested\n' })
  expect((await halyard(app, ['lint'])).code).toBe(3)
})

test.each([
  ['test', 'E_NO_TESTS'],
  ['lint', 'E_UNKNOWN_SCRIPT'],
])('%s of an app that has none is refused', async (command, reason) => {
  const { code, stderr } = await halyardHere(writeApp(), [command])

  expect(code).toBe(1)
  expect(stderr).toContain(reason)
})
