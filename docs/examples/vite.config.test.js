import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { Sails } from 'halyard'
import { build, createServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'

import config from './vite.config.js'

/** An app with a client for Vite to build. */
async function writeApp() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'halyard-vite-')))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(path.join(folder, 'client'))
  const page = '<!doctype html><script type="module" src="/main.js"></script>'
  await writeFile(path.join(folder, 'client/index.html'), page)
  await writeFile(path.join(folder, 'client/main.js'), "document.title = 'built'")
  return folder
}

/** Lifts the app on a free port and gives its address. */
async function lift(appPath) {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  await app.lift({
    appPath,
    port: 0,
    explicitHost: '127.0.0.1',
    log: { level: 'silent' },
    http: { cache: 60_000 },
    routes: { 'GET /api/hello': (_req, res) => res.json('from the app') },
  })
  return `http://127.0.0.1:${app.httpServer.address().port}`
}

/** The configuration for this folder, and silent. */
function viteFor(folder) {
  return { ...config, configFile: false, root: path.join(folder, 'client'), logLevel: 'silent' }
}

test('in development Vite serves the client, and hands the rest on to the app', async () => {
  const folder = await writeApp()
  const app = await lift(folder)
  const server = { host: '127.0.0.1', port: 0, hmr: false, ws: false, proxy: { '/api': app } }
  const vite = await createServer({ ...viteFor(folder), server })
  onTestFinished(() => vite.close())
  await vite.listen()
  const address = `http://127.0.0.1:${vite.httpServer.address().port}`

  expect(await (await fetch(`${address}/main.js`)).text()).toContain('document.title')
  expect(await (await fetch(`${address}/api/hello`)).json()).toBe('from the app')
  expect(Object.keys(config.server.proxy)).toEqual(['/api', '/__getcookie', '/socket.io'])
})

test('in production the app serves what Vite has built, for a year where names have hashes', async () => {
  const folder = await writeApp()
  await build(viteFor(folder))
  const app = await lift(folder)

  const page = await fetch(`${app}/`)
  const [, script] = /src="([^"]+)"/.exec(await page.text()) ?? []
  const answer = await fetch(app + script)

  expect(page.headers.get('cache-control')).toBe('public, max-age=0')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(await answer.text()).toContain('built')
})
