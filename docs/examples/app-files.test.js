import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { createTestApp, overEachTransport } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import clock from './app-files/hooks/sails-hook-clock.js'

const appPath = fileURLToPath(new URL('./app-files', import.meta.url))

overEachTransport('the app made of files', (lift) => {
  test('has the settings of its files, and what its hook does', async () => {
    const request = await lift({ appPath })

    expect((await request('get', '/visits')).body).toEqual({ visits: 101, title: 'Example' })
  })

  test('lets in whom its policies let in', async () => {
    const request = await lift({ appPath })

    expect(await request('get', '/report')).toMatchObject({ statusCode: 403 })
    expect(await request('get', '/report?as=ann')).toMatchObject({ statusCode: 403 })
    expect((await request('get', '/report?as=admin')).body).toEqual({ for: 'admin' })
  })
})

test('a hook of a package starts after those that it names, and ends with the app', async () => {
  const { app, lower } = await createTestApp({ appPath, hooks: { clock }, clock: { everyMs: 1 } })
  onTestFinished(() => lower())

  await new Promise((resolve) => app.once('clock:tick', resolve))

  expect(app.config.clock).toEqual({ everyMs: 1 })
})

test('its app.js lifts it with the settings of the command line, and ends when it is told to', async () => {
  const words = ['app.js', '--port=0', '--explicitHost=127.0.0.1']
  const child = spawn(process.execPath, words, { cwd: appPath })
  const ended = new Promise((resolve) => child.once('exit', resolve))

  const text = await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGTERM')

  expect(String(text)).toContain('Lifted at http://127.0.0.1:')
  expect(await ended).toBe(0)
})
