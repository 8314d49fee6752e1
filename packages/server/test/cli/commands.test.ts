import path from 'node:path'

import { expect, test } from 'vitest'

import { VERSION } from '../../src/app/version.ts'
import { halyard, halyardHere, writeApp } from './run-halyard.ts'

test.each([[[]], [['--help']], [['help']]])('%j lists the commands', async (words) => {
  const { code, stdout } = await halyardHere(writeApp(), words)

  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage: halyard <command>/)
  expect(stdout).toContain('  lift, l ')
})

test.each([[['help', 'routes']], [['routes', '--help']]])('%j explains one', async (words) => {
  const { code, stdout } = await halyardHere(writeApp(), words)

  expect(code).toBe(0)
  expect(stdout).toContain('--json')
})

test.each(['version', '--version', '-v'])('%s prints the version', async (word) => {
  expect(await halyard(writeApp(), [word])).toEqual({
    code: 0,
    stdout: `${VERSION}\n`,
    stderr: '',
  })
})

test('an unknown command fails and names the one that was meant', async () => {
  const { code, stdout, stderr } = await halyardHere(writeApp(), ['rotues'])

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('no command "rotues". Did you mean "routes"?')
  expect(stderr).toContain('E_UNKNOWN_COMMAND')
})

test.each([
  ['debug', 'halyard inspect'],
  ['upgrade', 'halyard doctor'],
])('%s of Sails is answered with what to do instead', async (command, instead) => {
  const { code, stderr } = await halyardHere(writeApp(), [command])

  expect(code).toBe(1)
  expect(stderr).toContain(instead)
})

test.each([
  [['routes', '--jsn'], 'Did you mean --json?'],
  [['lift', '--nowatch'], 'Did you mean --no-watch?'],
])('%j is refused, because nobody has such a setting', async (words, reason) => {
  const { code, stderr } = await halyardHere(writeApp(), words)

  expect(code).toBe(1)
  expect(stderr).toContain(reason)
})

test('the halyard that an app has installed goes before the one that was called', async () => {
  const folder = writeApp({
    'shop/package.json': '{"name":"shop"}',
    'shop/node_modules/halyard/package.json': '{"name":"halyard"}',
    'shop/node_modules/halyard/dist/bin.js': 'console.log("local", process.argv[2])',
  })

  const { code, stdout } = await halyard(path.join(folder, 'shop'), ['version'])

  expect([code, stdout]).toEqual([0, 'local version\n'])
})
