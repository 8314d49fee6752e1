import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const WRONG = {
  'package.json': '{ "dependencies": { "sails": "^1.5.0" } }',
  'config/routes.js': "module.exports.routes = {\n  'GET /x': 'user/find',\n}",
  'api/controllers/broken.js': 'throw new Error("was run")',
}

test('doctor tells what stops an app, with its line, and fails', async () => {
  const { code, stdout, stderr } = await halyard(writeApp(WRONG), ['doctor'])

  expect(code).toBe(1)
  expect(stderr).toBe('')
  expect(stdout).toContain('config/routes.js:2  The route "GET /x" leads to the action "user/find"')
  expect(stdout).toContain('(E_UNKNOWN_ROUTE_ACTION)')
  expect(stdout).toContain('npm install sails@npm:halyard')
  expect(stdout).toContain('1 thing to change.')
})

test('doctor --json writes nothing but JSON to stdout', async () => {
  const { code, stdout } = await halyard(writeApp(WRONG), ['doctor', '--json'])

  expect(code).toBe(1)
  expect(JSON.parse(stdout)[0]).toMatchObject({
    weight: 'stops',
    file: 'config/routes.js',
    line: 2,
    see: 'E_UNKNOWN_ROUTE_ACTION',
  })
})

test('doctor is content with an app in which nothing must change', async () => {
  const { code, stdout } = await halyard(writeApp({ 'config/custom.js': 'exports.custom = {}' }), [
    'doctor',
  ])

  expect(code).toBe(0)
  expect(stdout).toContain('Nothing was found that keeps the app from working.')
})

test('doctor refuses options that it does not have', async () => {
  const { code, stderr } = await halyard(writeApp(), ['doctor', '--jsno'])

  expect(code).toBe(1)
  expect(stderr).toContain('--json')
})
