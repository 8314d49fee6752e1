import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { isChromiumMissing, launchChromium } from '../../scripts/chromium.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The app of the guide: what `npm create halyard` makes, with the guide's files over it. */
let folder

beforeAll(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'halyard-guide-')), 'my-app')
  const create = path.join(ROOT, 'packages/create-halyard/dist/bin.js')
  expect(spawnSync(process.execPath, [create, folder, '--no-install']).status).toBe(0)
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  cpSync(path.join(ROOT, 'docs/examples/guide'), folder, { recursive: true })
  // In this repository npm installs before there is a program that it could link.
  symlinkSync(path.join(ROOT, 'packages/server/dist/bin.js'), path.join(folder, '../halyard'))
})

afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

test('the tests of the app pass, as `npm test` runs them', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const { NODE_ENV: _ofVitest, ...env } = process.env

  const { status, stdout } = spawnSync(scripts.test, {
    cwd: folder,
    shell: true,
    env: withBins(env),
  })

  expect([status, String(stdout)]).toEqual([0, expect.stringContaining('a vote is heard')])
})

test('the app has no mistake of types', () => {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')

  const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: folder })

  expect(String(stdout)).toBe('')
})

describe.skipIf(isChromiumMissing)('two windows', () => {
  let app
  let browser
  let url

  beforeAll(async () => {
    const bin = path.join(ROOT, 'packages/server/dist/bin.js')
    const options = ['lift', '--port=0', '--explicitHost=127.0.0.1', '--no-watch']
    const { NODE_ENV: _ofVitest, ...env } = process.env
    app = spawn(process.execPath, [bin, ...options], { cwd: folder, env })
    url = await urlIn(app)
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    app?.kill('SIGTERM')
  })

  test('see each other vote', async () => {
    const [first, second] = [await openWindow(), await openWindow()]

    await first.getByRole('button', { name: 'Coffee' }).click()

    await second.locator('#coffee', { hasText: '1' }).waitFor()
    await first.getByRole('button', { name: 'Tea' }).click()
    await first.getByText('You have voted.').waitFor()
  })

  /** A window of its own profile, so of its own session, that shows the votes. */
  async function openWindow() {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${url}/poll.html`)
    await page.locator('#coffee', { hasText: '0' }).waitFor()
    return page
  }
})

function withBins(env) {
  return { ...env, PATH: `${path.dirname(folder)}${path.delimiter}${env.PATH}` }
}

/** Where the app says that it is to be found. */
function urlIn(child) {
  return new Promise((resolve, reject) => {
    let seen = ''
    const read = (chunk) => {
      seen += chunk
      const [found] = /http:\/\/[\w.]+:\d+/.exec(seen) ?? []
      if (found !== undefined) resolve(found.replace('localhost', '127.0.0.1'))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(seen)))
  })
}
