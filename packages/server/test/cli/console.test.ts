import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const APP = {
  'config/bootstrap.js': 'module.exports.bootstrap = () => console.log("bootstrapped")',
  'config/custom.js': 'module.exports.custom = { color: "blue" }',
}

test('console has the app as sails, and awaits', async () => {
  const input = 'sails.config.custom.color\nawait Promise.resolve(41) + 1\nsails.isLifted\n'

  const { code, stdout } = await halyard(writeApp(APP), ['console', '--port=0'], input)

  expect(code).toBe(0)
  expect(stdout).toContain('bootstrapped')
  for (const shown of ["'blue'", '42', 'true']) expect(stdout).toContain(`halyard> ${shown}\n`)
})

test('console --dontLift only loads the app', async () => {
  const words = ['console', '--dontLift']

  const { code, stdout } = await halyard(writeApp(APP), words, 'sails.isLifted\n.exit\n')

  expect(code).toBe(0)
  expect(stdout).toContain('halyard> false')
  expect(stdout).not.toContain('bootstrapped')
})
