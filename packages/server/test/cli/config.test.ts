import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const APP = {
  'config/session.js': "module.exports.session = { secret: 'for this test' }",
  'config/log.js': "module.exports.log = { noShip: true, level: 'info' }",
  'config/datastores.js': "module.exports.custom = { url: 'mysql://ann:pw@host/db' }",
  'config/env/development.js': "module.exports = { custom: { color: 'blue' } }",
  '.sailsrc': '{ "custom": { "size": 3 } }',
}

test('config get tells each value and the place that says it', async () => {
  const words = ['config', 'get', 'custom', '--custom.late=true', '--json']

  const { code, stdout } = await halyard(writeApp(APP), words)

  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual([
    { key: 'custom.late', value: 'true', source: 'command line' },
    { key: 'custom.size', value: '3', source: expect.stringMatching(/\.sailsrc$/) },
    { key: 'custom.color', value: 'blue', source: 'config/env/development.js' },
    { key: 'custom.url', value: 'mysql://ann:(hidden)@host/db', source: 'config/datastores.js' },
  ])
})

test('config list shows defaults and no secret', async () => {
  const { code, stdout } = await halyard(writeApp(APP), ['config', 'list', '--silly'])

  expect(code).toBe(0)
  expect(stdout).toMatch(/^port +1337 +default$/m)
  expect(stdout).toMatch(/^session\.secret +\(hidden\) +config\/session\.js$/m)
  expect(stdout).toMatch(/^log\.level +silly +command line$/m)
  expect(stdout).toMatch(/^environment +development +environment$/m)
  expect(stdout).not.toContain('for this test')
})

test.each([
  ['a setting that is not there', ['get', 'prot'], 'Did you mean "port"?'],
  ['other words', ['gte', 'port'], 'E_NO_SETTING_NAMED'],
])('config refuses %s', async (_what, words, reason) => {
  const { code, stdout, stderr } = await halyard(writeApp(APP), ['config', ...words])

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(reason)
})
