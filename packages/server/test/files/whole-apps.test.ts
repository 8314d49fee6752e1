import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import type { SailsApp } from '../../src/app/sails.ts'
import { overEachTransport } from '../../src/testing/over-each-transport.ts'

const folderOf = (app: string): string =>
  fileURLToPath(new URL(`../fixtures/${app}`, import.meta.url))

overEachTransport('an app as Sails generates it', (lift) => {
  const appPath = folderOf('sails-app')

  test('answers by its routes, actions, helpers, services and configuration', async () => {
    const request = await lift({ appPath })

    const answer = await request('get', '/account/7')

    expect(answer.body).toEqual({ id: 7, name: 'Account 7', from: 'config/env/test.js' })
    expect(await request('get', '/account/0')).toMatchObject({ statusCode: 404 })
  })

  test('runs its policies, and answers by its own responses', async () => {
    const request = await lift({ appPath })

    const refused = await request('get', '/secret')

    expect(refused).toMatchObject({ statusCode: 401, body: { code: 'E_EXPIRED' } })
    expect((await request('get', '/secret?me=1')).body).toBe('secret')
  })

  test('has its hooks', async () => {
    const request = await lift({ appPath })

    expect((await request('get', '/status')).body).toMatchObject({ stamp: 'stamped' })
  })
})

overEachTransport('an app in TypeScript', (lift) => {
  test('runs without being compiled, JavaScript beside it', async () => {
    const request = await lift({ appPath: folderOf('typescript-app') })

    const answer = await request('get', '/account/7')

    expect(answer.body).toEqual({ id: 7, name: 'Account 7' })
    expect(await request('get', '/secret')).toMatchObject({ statusCode: 403 })
    expect((await request('get', '/secret?me=1')).body).toBe('secret')
  })
})

overEachTransport('globals', (lift, transport) => {
  const appPath = folderOf('sails-app')
  const isGlobal = (name: string): boolean => Reflect.has(globalThis, name)

  test('are there while the app is, and go with it', async () => {
    await lift({ appPath })
    const app: SailsApp = transport.app
    const whileLoaded = [isGlobal('sails'), isGlobal('NameService')]

    await app.lower()

    expect(whileLoaded).toEqual([true, true])
    expect([isGlobal('sails'), isGlobal('NameService')]).toEqual([false, false])
  })

  test('can leave services out, which are always members of the app', async () => {
    const globals = { sails: true, models: false, _: false, async: false, services: false }
    await lift({ appPath, globals })

    expect(isGlobal('NameService')).toBe(false)
    expect(transport.app.services).toMatchObject({
      nameservice: { prefix: 'Account', globalId: 'NameService' },
    })
  })
})
