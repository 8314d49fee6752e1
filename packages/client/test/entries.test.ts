import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, test } from 'vitest'

import { io } from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const isBuilt = existsSync(join(root, 'dist/index.js'))

/** What a program prints that uses the built package. */
async function run(code: string, ...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', code], {
    cwd: root,
  })
  return stdout.trim()
}

test('the ESM entry has one io.socket and one io.sails', () => {
  const { sails, socket } = io

  expect([io.sails, io.socket]).toEqual([sails, socket])
  sails.autoConnect = false
})

describe.skipIf(!isBuilt)('the built package', () => {
  test('is a function that takes a Socket.IO client when required', async () => {
    const code = `const io = require('@halyard/client')(require('socket.io-client'))
      console.log(typeof io.sails.connect, io.socket.mightBeAboutToAutoConnect())`

    expect(await run(code)).toBe('function true')
  })

  test('says what to write when required without a client', async () => {
    const code = `try { require('@halyard/client')() } catch (error) { console.log(error.code) }`

    expect(await run(code)).toBe('E_NO_SOCKET_IO_CLIENT')
  })

  test('opens nothing and ends by itself when it is only imported', async () => {
    const code = `import { io } from '@halyard/client'; console.log(typeof io)`

    expect(await run(code, '--input-type=module')).toBe('function')
  })
})
