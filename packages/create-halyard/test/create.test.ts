import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'

import { createFromWords } from '../src/create-from-words.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BIN = path.join(ROOT, 'packages/server/dist/bin.js')
const SDK_QUERY = { __sails_io_sdk_version: '1.2.1' }

test.each([
  ['web', '--ts'],
  ['web', '--js'],
  ['api', '--ts'],
  ['api', '--js'],
])('an app of the template %s %s lifts and answers', async (template, language) => {
  const parent = makeFolder()

  createFromWords(['My App', `--template=${template}`, language], parent)
  const origin = await lift(path.join(parent, 'My App'))

  expect(await getJson(`${origin}/health`)).toEqual({ status: 'up' })
  expect(await getJson(`${origin}/greeting/ann`)).toEqual({ greeting: 'Hello ann' })
})

test.each(['--js', '--ts'])('in a new web app (%s) one window hears another one', async (flag) => {
  const parent = makeFolder()
  createFromWords(['web', flag], parent)
  const origin = await lift(path.join(parent, 'web'))
  const socket = io(origin, { query: SDK_QUERY, transports: ['websocket'] })
  onTestFinished(() => void socket.close())
  const heard = new Promise((resolve) => socket.once('message', resolve))
  await socket.emitWithAck('post', { url: '/listener' })

  await fetch(`${origin}/message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"hello"}',
  })

  expect(await heard).toEqual({ text: 'hello' })
  expect(await (await fetch(origin)).text()).toContain('<h1>web</h1>')
  expect((await fetch(`${origin}/halyard.io.js`)).status).toBe(200)
})

test('the name of the folder becomes one of a package', () => {
  const parent = makeFolder()

  createFromWords(['My App 1'], parent)

  expect(readManifest(path.join(parent, 'My App 1')).name).toBe('my-app-1')
})

test('every app has a secret of its own, in a file that git ignores', () => {
  const parent = makeFolder()
  createFromWords(['one', '--js'], parent)
  createFromWords(['two', '--js'], parent)
  const secretOf = (name: string): string =>
    readFileSync(path.join(parent, name, 'config/local.js'), 'utf8')

  expect(secretOf('one')).toMatch(/secret: '[\w-]{43}'/)
  expect(secretOf('one')).not.toBe(secretOf('two'))
  expect(readFileSync(path.join(parent, 'one/.gitignore'), 'utf8')).toContain('config/local.*')
})

test('a repository without code may become an app, and keeps its files', () => {
  const folder = makeFolder()
  mkdirSync(path.join(folder, '.git'))
  writeFileSync(path.join(folder, 'README.md'), 'mine')

  createFromWords(['.', '--template', 'api'], folder)

  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('mine')
  expect(readdirSync(folder)).toContain('package.json')
})

test.each([
  ['no name', [], 'E_BAD_APP_NAME'],
  ['a name without letters', ['???'], 'E_BAD_APP_NAME'],
  ['an unknown template', ['x', '--template=vue'], 'E_UNKNOWN_TEMPLATE'],
  ['an unknown option', ['x', '--tempalte=api'], 'E_BAD_CREATE_OPTION'],
  ['a name too many', ['x', 'y'], 'E_BAD_CREATE_OPTION'],
  ['two languages', ['x', '--ts', '--js'], 'E_BAD_CREATE_OPTION'],
])('%s is refused before anything is written', (_what, words, code) => {
  const parent = makeFolder()

  expect(() => createFromWords(words, parent)).toThrow(expect.objectContaining({ code }))
  expect(readdirSync(parent)).toEqual([])
})

test('a folder with files is refused and stays as it is', () => {
  const folder = makeFolder()
  writeFileSync(path.join(folder, 'index.js'), '')

  expect(() => createFromWords(['.'], folder)).toThrow(
    expect.objectContaining({ code: 'E_FOLDER_NOT_EMPTY' }),
  )
  expect(readdirSync(folder)).toEqual(['index.js'])
})

function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'create-halyard-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Lifts an app as its `npm run dev` does, with the packages of this repository. */
async function lift(app: string): Promise<string> {
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'), 'dir')
  const env = { ...process.env, NODE_ENV: 'development', sails_explicitHost: '127.0.0.1' }
  const child = spawn(process.execPath, [BIN, 'lift', '--port=0'], { cwd: app, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    let written = ''
    const read = (chunk: unknown): void => {
      written += String(chunk)
      const origin = /Lifted at (\S+)/.exec(written)?.[1]
      if (origin !== undefined) resolve(origin)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`The app did not lift: ${written}`)))
  })
}

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}

function readManifest(app: string): { name: string } {
  return JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8'))
}
