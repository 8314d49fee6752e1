import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const bootstrap = (code: string) => ({
  'config/bootstrap.js': `module.exports.bootstrap = function () { ${code} }`,
})

test('migrate loads the app, runs the bootstrap and opens no port', async () => {
  const app = writeApp(bootstrap('console.log("filled", this.models.migrate)'))

  const { code, stdout } = await halyard(app, ['migrate', '--drop'])

  expect(code).toBe(0)
  expect(stdout).toContain('filled drop')
  expect(stdout).not.toContain('Lifted')
})

test('a bootstrap that fails fails migrate', async () => {
  const { code, stderr } = await halyard(writeApp(bootstrap('missing()')), ['migrate'])

  expect(code).toBe(1)
  expect(stderr).toMatch(/^config\/bootstrap\.js:1: ReferenceError/m)
})
