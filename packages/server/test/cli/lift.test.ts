import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { halyard, startHalyard, waitForText, writeApp } from './run-halyard.ts'

const LIFTED = /Lifted at (http:\/\/\S+) in/

test('lift serves the app of the folder until a signal ends it with code 0', async () => {
  const app = writeApp({
    'api/controllers/user/hello.js': 'module.exports = (req, res) => res.json("hello")',
    'config/routes.js': 'module.exports.routes = { "GET /hello": "user/hello" }',
  })
  const child = startHalyard(app, ['lift', '--port=0'])
  const [, origin] = await waitForText(child.stdout, LIFTED)

  expect(await (await fetch(`${origin}/hello`)).json()).toBe('hello')

  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('words of the command line are settings', async () => {
  const app = writeApp({
    'config/bootstrap.js': `module.exports.bootstrap = async function () {
      console.log('color', this.custom.color)
    }`,
  })
  const child = startHalyard(app, ['l', '--port=0', '--custom.color=blue'])

  await waitForText(child.stdout, /color blue/)
})

test('an error of a bootstrap tells its file and line first, and fails', async () => {
  const app = writeApp({
    'config/log.js': 'module.exports.log = { level: "silent" }',
    'config/bootstrap.js': `module.exports.bootstrap = async () => {
      missing()
    }`,
  })

  const { code, stderr } = await halyard(app, ['lift', '--port=0'])

  expect(code).toBe(1)
  expect(stderr).toMatch(/^config\/bootstrap\.js:2: ReferenceError: missing is not defined\n/)
})

test('a configuration file that throws is named with its line', async () => {
  const app = writeApp({ 'config/http.js': '\nthrow new Error("no such key")' })

  const { code, stderr } = await halyard(app, ['lift'])

  expect(code).toBe(1)
  expect(stderr).toMatch(/^config\/http\.js:2 could not be loaded: no such key$/m)
  expect(stderr).toContain('E_FILE_LOAD')
})

test('TypeScript is told with the line that was written, whether it throws or is no TypeScript', async () => {
  const app = writeApp({
    'config/bootstrap.ts': `interface Unused {
  name: string
}
export const bootstrap = (): void => {
  throw new Error('too early')
}`,
    'tsconfig.json': '{}',
  })
  const thrown = await halyard(app, ['lift', '--port=0', '--log.level=silent'])
  expect(thrown.stderr).toMatch(/^config\/bootstrap\.ts:5: Error: too early$/m)

  writeFileSync(path.join(app, 'config/bootstrap.ts'), '\nexport const = 5')
  const unreadable = await halyard(app, ['lift', '--port=0', '--log.level=silent'])
  expect(unreadable.stderr).toMatch(/^config\/bootstrap\.ts:2 could not be loaded: Expected/m)
})

test('a port that is taken ends the command with its code', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined

  const { code, stderr } = await halyard(writeApp(), ['lift', `--port=${port}`])

  expect(code).toBe(1)
  expect(stderr).toContain('E_PORT_BUSY')
})

test('a folder without an app is refused', async () => {
  const folder = writeApp()
  rmSync(path.join(folder, 'package.json'))

  const { code, stderr } = await halyard(folder, ['lift'])

  expect(code).toBe(1)
  expect(stderr).toContain('E_NOT_AN_APP')
})

test('inspect lifts with a debugger and ends as the app does', async () => {
  const child = startHalyard(writeApp(), ['inspect', '--inspect=127.0.0.1:0', '--port=0'])
  const exit = once(child, 'exit')
  await Promise.all([
    waitForText(child.stderr, /Debugger listening on ws/),
    waitForText(child.stdout, LIFTED),
  ])

  child.kill('SIGTERM')

  expect(await exit).toEqual([0, null])
})
