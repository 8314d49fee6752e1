import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  type GeneratedApp,
  type LiftedApp,
  generateApp,
  liftApp,
  waitUntil,
} from '../generated/generated-app.ts'

const HTML = { accept: 'text/html' }

/** Lifts an app of Sails' generator once for the tests of a group. */
function liftGenerated(flags: readonly string[], options: Parameters<typeof liftApp>[1] = {}) {
  let app: GeneratedApp
  let lifted: LiftedApp
  beforeAll(async () => {
    app = await generateApp(flags)
    lifted = await liftApp(app, options)
  })
  afterAll(async () => {
    await lifted?.stop()
    app?.remove()
  })
  return {
    get: async (path: string, headers: Record<string, string> = {}) =>
      fetch(lifted.url + path, { headers, redirect: 'manual' }),
    output: () => lifted.output(),
    stop: async () => lifted.stop(),
  }
}

describe('sails new --traditional', () => {
  const { get, output, stop } = liftGenerated(['--traditional'])

  test('shows its homepage, and its page for what is not there', async () => {
    const home = await get('/')
    const missing = await get('/nothing', HTML)

    expect(home.status).toBe(200)
    expect(await home.text()).toContain('New Sails App')
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('<title>New Sails App</title>')
  })

  test('answers programs in few words', async () => {
    const missing = await get('/nothing', { accept: 'application/json' })

    expect(missing.status).toBe(404)
    expect(await missing.text()).toBe('Not Found')
  })

  test('has its assets built by Grunt, and the stock client served', async () => {
    const textOf = async (address: string): Promise<string> => (await get(address)).text()
    // Grunt builds while the app runs already.
    await waitUntil(async () => (await textOf('/')).includes('/dependencies/sails.io.js'))

    expect(await textOf('/')).toContain('/dependencies/sails.io.js')
    expect((await get('/dependencies/sails.io.js')).status).toBe(200)
  }, 120_000)

  test('ends with 0, and without a complaint', async () => {
    expect(await stop()).toBe(0)
    expect(output()).not.toContain('error:')
  })
})

describe('sails new --minimal', () => {
  const { get } = liftGenerated(['--minimal'])

  test('answers what it has no route for with a 404', async () => {
    expect((await get('/', HTML)).status).toBe(404)
  })
})

describe('sails new --no-frontend', () => {
  const { get } = liftGenerated(['--no-frontend'])

  test('lifts with its models, and answers what it has no route for with a 404', async () => {
    expect((await get('/', HTML)).status).toBe(404)
  })
})

describe.each([
  // i18n: the page that Sails generates calls __() all the same, so that it fails with Sails too.
  ['lodash', 200],
  ['async', 200],
  ['orm', 200],
  ['sockets', 200],
  ['grunt', 200],
  ['session', 200],
  ['i18n', 500],
  ['views', 404],
])('sails new --traditional --without=%s', (part, status) => {
  const { get } = liftGenerated(['--traditional', `--without=${part}`], {
    settings: ['--hooks.grunt=false'],
  })

  test(`answers its homepage with ${status}, as with Sails`, async () => {
    expect((await get('/', HTML)).status).toBe(status)
  })
})
