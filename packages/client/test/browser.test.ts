import { existsSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { isChromiumMissing, launchChromium } from '../../../scripts/chromium.mjs'
import { type TestServer, startServer } from './test-server.ts'

const SCRIPT = join(import.meta.dirname, '../dist/sails.io.js')
/** Made by `npm run build`. */
const isScriptMissing = !existsSync(SCRIPT) && process.env['REQUIRE_SERVICES'] !== '1'

const WORKER = `
  importScripts('/sails.io.js')
  io.socket.get('/from-worker', (resData, jwres) => postMessage([resData, jwres.statusCode]))
`

/** Serves a page whose script element has the given attributes. */
function serve(attributes: string): RequestListener {
  return ({ url }, res) => {
    const isScript = url !== '/'
    res.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    if (url === '/sails.io.js') res.end(readFileSync(SCRIPT))
    else if (url === '/worker.js') res.end(WORKER)
    else if (url === '/__getcookie') {
      res.setHeader('set-cookie', 'sid=1').end('_sailsIoJSConnect();')
    } else res.end(`<!doctype html><script src="/sails.io.js" ${attributes}></script>`)
  }
}

describe.skipIf(isChromiumMissing || isScriptMissing)('the script file in a browser', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })

  afterAll(async () => browser.close())

  /** A page of a server whose script element has the given attributes. */
  async function openPage(attributes = ''): Promise<{ page: Page; server: TestServer }> {
    const server = await startServer({ serve: serve(attributes) })
    const page = await browser.newPage()
    onTestFinished(async () => page.close())
    await page.goto(server.url)
    return { page, server }
  }

  test('io.socket connects to the server of the page and asks it', async () => {
    const { page, server } = await openPage()

    const seen = await page.evaluate(`new Promise((resolve) => io.socket.request(
      { method: 'get', url: '/user/3/friends', data: { limit: 15 }, headers: { 'X-CSRF-Token': 't' } },
      (resData, jwres) => resolve([resData, jwres.statusCode, io.sails.sdk.platform])))`)

    expect(seen).toEqual(['/user/3/friends', 200, 'browser'])
    expect(server.asked[0]?.payload).toMatchObject({
      data: { limit: 15 },
      headers: { 'x-csrf-token': 't' },
    })
  })

  test('attributes of the script element are options', async () => {
    const { page, server } = await openPage(
      `data-transports='["polling"]' headers='{"x-a":"1"}' environment="production"`,
    )

    await page.evaluate(`io.socket.get('/x')`)

    expect(server.asked[0]?.payload.headers).toEqual({ 'x-a': '1' })
    expect(server.asked[0]?.socket.conn.transport.name).toBe('polling')
    expect(await page.evaluate('io.sails.environment')).toBe('production')
  })

  test('polling is upgraded to websocket when both are allowed', async () => {
    const { page, server } = await openPage(`transports='["polling","websocket"]'`)
    await page.evaluate(`io.socket.get('/x')`)
    const engineSocket = server.asked[0]?.socket.conn

    if (engineSocket?.transport.name === 'polling') {
      await new Promise<void>((resolve) => engineSocket.once('upgrade', () => resolve()))
    }

    expect(engineSocket?.transport.name).toBe('websocket')
  })

  test('with autoConnect off io.socket is there and waits', async () => {
    const { page } = await openPage('autoConnect="false"')

    expect(
      await page.evaluate(
        '[io.sails.autoConnect, io.socket.isConnecting(), io.socket.isConnected()]',
      ),
    ).toEqual([false, false, false])
  })

  test('a cookie is fetched before connecting to the server of another origin', async () => {
    const other = await startServer({ serve: serve('') })
    const { page } = await openPage(`url="${other.url}/"`)

    await page.evaluate(`io.socket.get('/x')`)

    expect(other.asked[0]?.socket.handshake.headers.cookie).toContain('sid=1')
  })

  test('loading the file twice throws and leaves the first', async () => {
    const { page } = await openPage()
    const thrown = new Promise<Error>((resolve) => page.once('pageerror', resolve))

    await page.addScriptTag({ url: '/sails.io.js' })

    expect((await thrown).message).toContain('already has io.sails')
    expect(await page.evaluate(`io.socket.get('/x').then(({ body }) => body)`)).toBe('/x')
  })

  test('with an AMD loader the file is a module that takes a Socket.IO client', async () => {
    const { page } = await openPage('autoConnect="false"')
    await page.evaluate(
      `window.define = Object.assign((names, make) => { window.made = make() }, { amd: {} })`,
    )

    await page.addScriptTag({ url: '/sails.io.js' })

    expect(
      await page.evaluate('typeof made((url, options) => io(url, options)).sails.connect'),
    ).toBe('function')
  })

  test('the file works in a worker', async () => {
    const { page } = await openPage('autoConnect="false"')

    const seen = await page.evaluate(
      `new Promise((resolve) => { new Worker('/worker.js').onmessage = ({ data }) => resolve(data) })`,
    )

    expect(seen).toEqual(['/from-worker', 200])
  })
})
