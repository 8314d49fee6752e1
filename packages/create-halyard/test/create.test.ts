import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { io } from 'socket.io-client'
import { expect, onTestFinished, test, vi } from 'vitest'

import { createFromWords as create } from '../src/create-from-words.ts'
import { readCreateWords } from '../src/create-words.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BIN = path.join(ROOT, 'packages/server/dist/bin.js')
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc')
const SDK_QUERY = { __sails_io_sdk_version: '1.2.1' }

test.each([
  ['web', '--ts'],
  ['web', '--js'],
  ['api', '--ts'],
  ['api', '--js'],
])('an app of the template %s %s lifts and answers', async (template, language) => {
  const parent = makeFolder()

  await createFromWords(['My App', `--template=${template}`, language], parent)
  const origin = await lift(path.join(parent, 'My App'))

  expect(await getJson(`${origin}/health`)).toEqual({ status: 'up' })
  expect(await getJson(`${origin}/greeting/ann`)).toEqual({ greeting: 'Hello ann' })
})

test.each(['--js', '--ts'])('in a new web app (%s) one window hears another one', async (flag) => {
  const parent = makeFolder()
  await createFromWords(['web', flag], parent)
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

  expect(await heard).toMatchObject({ text: 'hello' })
  expect(await (await fetch(origin)).text()).toContain('<h1>web</h1>')
  expect((await fetch(`${origin}/halyard.io.js`)).status).toBe(200)
})

test('the name of the folder becomes one of a package', async () => {
  const parent = makeFolder()

  await createFromWords(['My App 1'], parent)

  expect(readManifest(path.join(parent, 'My App 1')).name).toBe('my-app-1')
})

test('every app has a secret of its own, in a file that git ignores', async () => {
  const parent = makeFolder()
  await createFromWords(['one', '--js'], parent)
  await createFromWords(['two', '--js'], parent)
  const secretOf = (name: string): string =>
    readFileSync(path.join(parent, name, 'config/local.js'), 'utf8')

  expect(secretOf('one')).toMatch(/secret: '[\w-]{43}'/)
  expect(secretOf('one')).not.toBe(secretOf('two'))
  expect(readFileSync(path.join(parent, 'one/.gitignore'), 'utf8')).toContain('config/local.*')
})

test('a repository without code may become an app, and keeps its files', async () => {
  const folder = makeFolder()
  mkdirSync(path.join(folder, '.git'))
  writeFileSync(path.join(folder, 'README.md'), 'mine')

  await createFromWords(['.', '--template', 'api'], folder)

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
  ['an unknown package manager', ['x', '--pm=bower'], 'E_BAD_CREATE_OPTION'],
  ['to leave out what is built in', ['x', '--without=views'], 'E_BAD_CREATE_OPTION'],
])('%s is refused before anything is written', async (_what, words, code) => {
  const parent = makeFolder()

  await expect(createFromWords(words, parent)).rejects.toMatchObject({ code })
  expect(readdirSync(parent)).toEqual([])
})

test('a folder with files is refused and stays as it is', async () => {
  const folder = makeFolder()
  writeFileSync(path.join(folder, 'index.js'), '')

  await expect(createFromWords(['.'], folder)).rejects.toMatchObject({ code: 'E_FOLDER_NOT_EMPTY' })
  expect(readdirSync(folder)).toEqual(['index.js'])
})

test.each([
  [['x', '--traditional', '--fast'], { template: 'web', language: 'js', installs: false }],
  [['x', '--no-frontend', '--without=grunt,lodash'], { template: 'api', language: 'js' }],
  [['x', '--minimal', '--ts'], { template: 'api', language: 'ts', installs: true }],
  [['x', '--yes', '--pm', 'pnpm', '--name=shop'], { packageManager: 'pnpm', name: 'shop' }],
])('%j means what it means for sails new', (words, meaning) => {
  expect(readCreateWords(words)).toMatchObject(meaning)
})

test('packages are installed by the program that --pm names, and its failure is told', async () => {
  const parent = makeFolder()
  const bin = path.join(parent, 'bin')
  mkdirSync(bin)
  writeFileSync(path.join(bin, 'yarn'), '#!/bin/sh\n[ "$1" = install ] && exit 3\n', {
    mode: 0o755,
  })
  vi.stubEnv('PATH', `${bin}${path.delimiter}${process.env['PATH']}`)
  onTestFinished(() => void vi.unstubAllEnvs())

  const creating = create(['app', '--pm=yarn'], parent)

  await expect(creating).rejects.toMatchObject({
    code: 'E_INSTALL_FAILED',
    message: expect.stringContaining('yarn install ended with exit code 3'),
  })
  expect(readManifest(path.join(parent, 'app')).name).toBe('app')
})

test.each([
  ['web', '--ts'],
  ['web', '--js'],
  ['api', '--ts'],
  ['api', '--js'],
])('the tests of a new app pass, and its types are right: %s %s', async (template, language) => {
  const app = path.join(makeFolder(), 'app')
  await createFromWords(['.', `--template=${template}`, language], app)
  linkPackages(app)

  expect(await run(app, [BIN, 'test'])).toEqual({ code: 0, stderr: '' })
  if (language !== '--ts') return
  expect(await run(app, [BIN, 'types'])).toMatchObject({ code: 0 })
  expect(await run(app, [TSC])).toEqual({ code: 0, stderr: '' })
})

test('a new app lifts in production once it has a secret', async () => {
  const parent = makeFolder()
  await createFromWords(['app', '--js'], parent)

  const origin = await lift(path.join(parent, 'app'), { NODE_ENV: '' }, ['--prod'])

  expect(await getJson(`${origin}/health`)).toEqual({ status: 'up' })
})

/** Without the packages of a registry. */
function createFromWords(words: readonly string[], cwd: string): Promise<string> {
  return create([...words, '--no-install'], cwd)
}

function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'create-halyard-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** With the packages of this repository. */
function linkPackages(app: string): void {
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'), 'dir')
}

/** Runs a program of Node's to its end, as somebody would who has no terminal. */
async function run(app: string, words: string[]): Promise<{ code: unknown; stderr: string }> {
  const env = { ...process.env, NODE_ENV: '', NODE_TEST_CONTEXT: undefined }
  const child = spawn(process.execPath, words, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stderr] = await Promise.all([text(child.stderr), text(child.stdout)])
  return { code: child.exitCode ?? (await once(child, 'exit'))[0], stderr }
}

/** Lifts an app as its `npm run dev` does. */
async function lift(
  app: string,
  env: NodeJS.ProcessEnv = { NODE_ENV: 'development' },
  words: readonly string[] = [],
): Promise<string> {
  linkPackages(app)
  const child = spawn(process.execPath, [BIN, 'lift', '--port=0', ...words], {
    cwd: app,
    env: { ...process.env, sails_explicitHost: '127.0.0.1', ...env },
  })
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
