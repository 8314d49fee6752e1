import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Config, Sails, type SailsApp } from 'halyard'
import { expect, onTestFinished, test } from 'vitest'

/** Lifts an app whose package.json names published hooks, and that has the files. */
async function liftWith(
  hooks: readonly string[],
  config: Config = {},
  files: Record<string, string> = {},
): Promise<{ app: SailsApp; origin: string }> {
  const appPath = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-published-')))
  onTestFinished(() => rmSync(appPath, { recursive: true }))
  const dependencies = Object.fromEntries(hooks.map((name) => [name, '*']))
  const all = { 'package.json': JSON.stringify({ dependencies }), ...files }
  for (const [name, text] of Object.entries(all)) write(path.join(appPath, name), text)
  symlinkSync(path.join(import.meta.dirname, '../node_modules'), path.join(appPath, 'node_modules'))
  const app = new Sails()
  const quiet = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  await app.lift({ appPath, environment: 'test', ...quiet, ...config })
  onTestFinished(async () => app.lower())
  const address = app.httpServer?.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { app, origin: `http://127.0.0.1:${port}` }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** What a hook has on `sails.hooks` or another dictionary of the app. */
function memberOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined
}

test('sails-hook-cron runs the jobs of the configuration', async () => {
  const config: Config = {}
  const ran = new Promise<void>((resolve) => {
    config['cron'] = { job: { schedule: '* * * * * *', onTick: () => resolve() } }
  })
  const { app } = await liftWith(['sails-hook-cron'], config)
  const jobs = memberOf(app.hooks['cron'], 'jobs')

  await ran

  expect(Object.keys(jobs ?? {})).toEqual(['job'])
  const stop = memberOf(memberOf(jobs, 'job'), 'stop')
  if (typeof stop === 'function') stop.call(memberOf(jobs, 'job'))
})

test('sails-hook-organics adds its helpers', async () => {
  const { app } = await liftWith(['sails-hook-organics'])

  const random = memberOf(memberOf(memberOf(app, 'helpers'), 'strings'), 'random')

  expect(typeof random === 'function' ? random() : undefined).toMatch(/^[\da-f]{32}$/)
})

test('sails-hook-dev answers at its own routes, in front of those of the app', async () => {
  const routes: Config['routes'] = { 'GET /mine': (_req, res) => res.json('mine') }
  const { origin } = await liftWith(['sails-hook-dev'], { routes })

  const page = await fetch(`${origin}/dev/routes`)

  expect(page.status).toBe(200)
  expect(await page.text()).toContain('GET /mine')
})

test('sails-hook-apianalytics hears of the answers to the requests that it is told to log', async () => {
  const config: Config = { routes: { 'GET /mine': (_req, res) => res.json('mine') } }
  const heard = new Promise((resolve) => {
    config['apianalytics'] = { routesToLog: ['/*'], onResponse: resolve }
  })
  const { origin } = await liftWith(['sails-hook-apianalytics'], config)

  const answer = await fetch(`${origin}/mine`)

  expect(await answer.json()).toBe('mine')
  expect(await heard).toMatchObject({ statusCode: 200, path: '/mine' })
})

test('sails-hook-uploads adds its methods to the app', async () => {
  const { app } = await liftWith(['sails-hook-uploads'])

  expect(typeof memberOf(app, 'uploadOne')).toBe('function')
})

test('sails-hook-email renders its templates with the views of the app', async () => {
  const email = { testMode: true, from: 'app@example.com' }
  const { app } = await liftWith(
    ['sails-hook-email'],
    { email },
    {
      'views/emailTemplates/hi/html.ejs': 'Hello <%= name %>',
      'views/emailTemplates/hi/text.ejs': 'Hello',
    },
  )
  const send = memberOf(app.hooks['email'], 'send')
  if (typeof send !== 'function') throw new Error('The hook has no send().')

  const failure = await new Promise((resolve) => {
    send('hi', { name: 'Ann' }, { to: 'ann@example.com', subject: 'Hi' }, resolve)
  })

  expect(failure).toBeNull()
})
