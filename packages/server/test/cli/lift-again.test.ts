import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import { startHalyard, waitForText, writeApp } from './run-halyard.ts'

const LIFTED = /Lifted at (http:\/\/\S+) in/
const APP = {
  'api/controllers/say.js': 'module.exports = (req, res) => res.json("first")',
  'config/routes.js': 'module.exports.routes = { "GET /say": "say", "GET /": { view: "home" } }',
  'config/views.js': 'module.exports.views = { layout: false }',
  'config/paths.js': 'module.exports.paths = { public: "assets" }',
  'config/session.js': 'module.exports.session = { secret: "for this test" }',
  'config/sockets.js': 'module.exports.sockets = { onlyAllowOrigins: ["http://localhost"] }',
  'views/home.ejs': 'first',
  'assets/page.js': '"first"',
}

test('an app in development is lifted again when its code changes, at the same place', async () => {
  const { app, child, origin } = await liftApp(APP)
  const socket = io(origin, {
    query: { __sails_io_sdk_version: '1.2.1' },
    transports: ['websocket'],
    reconnectionDelay: 10,
  })
  onTestFinished(() => void socket.close())
  await once(socket as never, 'connect')
  const back = once(socket as never, 'connect')

  const again = waitForText(child.stdout, LIFTED)
  edit(app, 'api/controllers/say.js', 'module.exports = (req, res) => res.json("second")')

  expect((await again)[1]).toBe(origin)
  await back
  const { body } = await socket.emitWithAck('get', { url: '/say' })
  expect(body).toBe('second')
})

test('.env counts, and says what it says now', async () => {
  const { app, child } = await liftApp({
    ...APP,
    '.env': 'APP_SHADE=blue',
    'config/bootstrap.js':
      'module.exports.bootstrap = () => console.log("color", process.env.APP_SHADE)',
  })

  const again = waitForText(child.stdout, /color red/)
  edit(app, '.env', 'APP_SHADE=red')

  await again
})

test('files in new folders count', async () => {
  const { app, child, origin } = await liftApp(APP)

  const again = waitForText(child.stdout, LIFTED)
  edit(app, 'api/controllers/more/new.js', 'module.exports = (req, res) => res.json("new")')
  await again
  const third = waitForText(child.stdout, LIFTED)
  edit(app, 'config/routes.js', 'module.exports.routes = { "GET /new": "more/new" }')
  await third

  expect(await (await fetch(`${origin}/new`)).json()).toBe('new')
})

test('a mistake is told with its file and line, and the next change lifts the app', async () => {
  const { app, child, origin } = await liftApp(APP)

  const told = waitForText(
    child.stderr,
    /^(.*) could not be loaded[^]*lifted again after a change/m,
  )
  edit(app, 'api/controllers/say.js', '\nmodule.exports = (')
  expect((await told)[1]).toBe('api/controllers/say.js:2')

  const again = waitForText(child.stdout, LIFTED)
  edit(app, 'api/controllers/say.js', 'module.exports = (req, res) => res.json("good")')
  await again
  expect(await (await fetch(`${origin}/say`)).json()).toBe('good')
})

test('views and assets are shown as they are now, by the same process', async () => {
  const { app, child, origin } = await liftApp(APP)
  const again = waitForText(child.stdout, /^(.*) changed. Lifting again/m)

  edit(app, 'views/home.ejs', 'second')
  edit(app, 'assets/page.js', '"second"')
  expect(await (await fetch(origin)).text()).toBe('second')
  expect(await (await fetch(`${origin}/page.js`)).text()).toBe('"second"')

  edit(app, 'api/controllers/say.js', 'module.exports = () => undefined')
  expect((await again)[1]).toBe('api/controllers/say.js')
})

test('an app that crashes comes back after a change', async () => {
  const { app, child, origin } = await liftApp({
    ...APP,
    'api/controllers/say.js': `module.exports = (req, res) => {
      setImmediate(() => { throw new Error('crash') })
    }`,
  })
  const crashed = waitForText(child.stderr, /lifted again after a change/)
  void fetch(`${origin}/say`).catch(() => undefined)
  await crashed

  const again = waitForText(child.stdout, LIFTED)
  edit(app, 'api/controllers/say.js', 'module.exports = (req, res) => res.json("calm")')
  await again

  expect(await (await fetch(`${origin}/say`)).json()).toBe('calm')
})

test('whoever ends the process that watches ends the app with it', async () => {
  const { child } = await liftApp(APP)
  // The app writes to the same stream, which ends with the last of them.
  const over = once(child.stdout ?? child, 'end')

  child.kill('SIGKILL')

  await over
})

test.each([
  ['in production', ['--prod']],
  ['with --no-watch', ['--no-watch']],
])('%s the app is the process that was started', async (_when, words) => {
  const app = writeApp({
    ...APP,
    'config/bootstrap.js': 'module.exports.bootstrap = () => console.log("pid", process.pid)',
  })
  const child = startHalyard(app, ['lift', '--port=0', ...words], { NODE_ENV: '' })

  const [, pid] = await waitForText(child.stdout, /pid (\d+)/)

  expect(pid).toBe(String(child.pid))
})

async function liftApp(
  files: Record<string, string>,
): Promise<{ app: string; child: ChildProcess; origin: string }> {
  const app = writeApp(files)
  const child = startHalyard(app, ['lift', '--port=0'])
  const [, origin = ''] = await waitForText(child.stdout, LIFTED)
  return { app, child, origin }
}

function edit(app: string, name: string, text: string): void {
  const file = path.join(app, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
