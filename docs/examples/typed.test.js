import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

import { io } from '@halyard/client'
import { Sails } from 'halyard'
import { expect, onTestFinished, test } from 'vitest'

import { firstFriend, health, showFriends } from './typed/ts-app/page/friends.ts'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/** Runs a program of this repository in an example's folder; rejects when it fails. */
async function runIn(example, program, words) {
  const cwd = path.join(import.meta.dirname, 'typed', example)
  return run(process.execPath, [path.join(root, program), ...words], { cwd })
}

test.each([['ts-app'], ['js-app']])(
  'the types of %s are up to date, and what uses them wrongly does not compile',
  async (example) => {
    const checked = await runIn(example, 'packages/server/dist/bin.js', ['types', '--check'])
    const compiled = await runIn(example, 'node_modules/typescript/bin/tsc', [
      '-p',
      configOf(example),
    ])

    expect(checked.stdout).toContain('is up to date')
    expect(compiled.stdout).toBe('')
  },
)

test('the page of the typed app talks to it', async () => {
  const app = new Sails()
  onTestFinished(async () => app.lower())
  const appPath = path.join(import.meta.dirname, 'typed/ts-app')
  await app.lift({ appPath, port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } })
  io.sails.url = `http://127.0.0.1:${app.httpServer.address().port}`
  io.sails.environment = 'production'
  onTestFinished(() => io.socket.disconnect())

  expect(await showFriends(3)).toBe('Ann, since 2024; Bob, since 1970')
  expect(await showFriends(4)).toBe('There is no user 4.')
  expect(await firstFriend(3)).toBe('Ann')
  expect(await health()).toBe(true)
})

function configOf(example) {
  return example === 'ts-app' ? 'tsconfig.json' : 'jsconfig.json'
}
