import { fileURLToPath } from 'node:url'

import { overEachTransport } from 'halyard/testing'
import { expect, test } from 'vitest'

import { i18n, routes } from './i18n.js'

const app = { appPath: fileURLToPath(new URL('.', import.meta.url)), i18n, routes }

overEachTransport('the texts of the examples', (lift) => {
  test('follow the language of the request', async () => {
    const request = await lift(app)
    const inFrench = { 'accept-language': 'fr-CA, en;q=0.5' }

    expect((await request('get', '/hello')).body).toBe('Hello, Ann!')
    expect((await request('get', '/hello', undefined, inFrench)).body).toBe('Bonjour, Ann !')
    expect((await request('get', '/hello?lang=fr')).body).toBe('Bonjour, Ann !')
  })

  test('have the forms of each language', async () => {
    const request = await lift(app)
    const inRussian = { 'accept-language': 'ru' }

    expect((await request('get', '/cats/0')).body).toBe('0 cats')
    expect((await request('get', '/cats/1')).body).toBe('1 cat')
    expect((await request('get', '/cats/3', undefined, inRussian)).body).toBe('3 кошки')
    expect((await request('get', '/cats/5', undefined, inRussian)).body).toBe('5 кошек')
  })

  test('follow what a user has chosen', async () => {
    const request = await lift({ ...app, session: { secret: 'only for tests' } })

    expect((await request('post', '/language', { language: 'fr' })).body).toBe('Bienvenue')
    expect((await request('post', '/language', { language: 'xx' })).body).toBe('Welcome')
  })
})
