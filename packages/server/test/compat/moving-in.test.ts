import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, onTestFinished, test } from 'vitest'

import { waitForText } from '../cli/run-halyard.ts'
import { loadWrittenApp } from '../files/load-written-app.ts'
import { writeApp } from '../files/write-app.ts'

const PACKAGE = path.join(import.meta.dirname, '../..')
const FIXTURE = path.join(import.meta.dirname, '../fixtures/sails-app')
const BIN = path.join(PACKAGE, 'dist/bin.js')

/** A copy of an app of Sails, with halyard where `npm install sails@npm:halyard` puts it. */
function moveIn(): string {
  const folder = writeApp({})
  cpSync(FIXTURE, folder, { recursive: true })
  mkdirSync(path.join(folder, 'node_modules'))
  symlinkSync(PACKAGE, path.join(folder, 'node_modules/sails'), 'dir')
  return folder
}

/** Starts the app and waits until it says where it is. */
async function start(folder: string, ...words: readonly string[]): Promise<string> {
  const settings = ['--port=0', '--explicitHost=127.0.0.1', '--log.level=info']
  const child = spawn(process.execPath, [...words, ...settings], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test' },
  })
  onTestFinished(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  })
  const [, url = ''] = await waitForText(child.stdout, /(http:\/\/\S+)/)
  return url
}

describe.skipIf(!existsSync(BIN))('an app of Sails that moves in', () => {
  test('is found healthy by the doctor', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'doctor'], {
      cwd: moveIn(),
    })

    expect(stdout).toContain('Nothing was found that keeps the app from working.')
  })

  test.each([
    ['node app.js', ['app.js']],
    ['sails lift', ['node_modules/sails/dist/bin.js', 'lift']],
  ])('answers after %s', async (_command, words) => {
    const url = await start(moveIn(), ...words)

    const answer = await fetch(`${url}/account/7`)

    expect(await answer.json()).toMatchObject({ id: 7, name: 'Account 7' })
  })
})

test.each([
  ['sails', undefined],
  ['halyard', 'E_UNKNOWN_ROUTE_ACTION'],
])('a stale route in an app whose package.json depends on %s: %s', async (dependency, code) => {
  const loading = loadWrittenApp({
    'package.json': JSON.stringify({ dependencies: { [dependency]: '*' } }),
    'config/routes.js': "module.exports.routes = { 'GET /old': 'no/such-action' }",
  })

  const failure: unknown = await loading.then(
    () => ({ code: undefined }),
    (error: unknown) => error,
  )

  expect(failure).toMatchObject({ code })
})
