import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import type { SailsApp } from '../../src/app/sails.ts'
import type { Handler } from '../../src/request/handler.ts'
import { createTestApp } from '../../src/testing/create-test-app.ts'
import { overEachTransport } from '../../src/testing/over-each-transport.ts'
import { writeApp, writeInto } from '../views/view-app.ts'

const i18n = { locales: ['en', 'fr', 'es', 'ru'], defaultLocale: 'en' }
const files = {
  'config/locales/en.json': '{ "cats": { "one": "%d cat", "other": "%d cats" } }',
  'config/locales/fr.json':
    '{ "Welcome": "Bienvenue", "a": { "b": "profond" }, "Hi {name}": "Salut {name}" }',
  'config/locales/es.json': '{ "Welcome": "Bienvenido", "a.b": "exacto" }',
  'config/locales/ru.json':
    '{ "cats": { "one": "%d кошка", "few": "%d кошки", "many": "%d кошек" } }',
  'views/a.ejs': '<%= __("Welcome") %> <%= i18n("Welcome") %> <%= getLocale() %>',
}

const greet: Handler = (req, res) => res.json([req.getLocale(), req.__('Welcome')])

async function load(config: Config = {}, more: Record<string, string> = {}): Promise<SailsApp> {
  const appPath = writeApp({ ...files, ...more })
  const { app, lower } = await createTestApp({ appPath, i18n, ...config })
  onTestFinished(lower)
  return app
}

overEachTransport('the language of a request', (lift) => {
  const liftApp = async (config: Config): ReturnType<typeof lift> =>
    lift({ appPath: writeApp(files), i18n, ...config })

  test.each([
    [{}, ['en', 'Welcome']],
    [{ 'accept-language': 'fr-CA, es;q=0.9' }, ['fr', 'Bienvenue']],
    [{ 'accept-language': 'fr;q=0.1, es;q=0.9' }, ['es', 'Bienvenido']],
    [{ 'accept-language': 'de' }, ['en', 'Welcome']],
  ])('follows the headers %j', async (headers, answer) => {
    const request = await liftApp({ routes: { 'GET /': greet } })

    expect((await request('get', '/', undefined, headers)).body).toEqual(answer)
  })

  test('can be chosen, and an unknown one is the default', async () => {
    const request = await liftApp({
      routes: {
        'GET /:locale': (req, res) => {
          const chosen = req.setLocale(String(req.param('locale')))
          res.json([chosen, req.i18n.__('Welcome'), req.i18n.locale])
        },
      },
    })

    expect((await request('get', '/es')).body).toEqual(['es', 'Bienvenido', 'es'])
    expect((await request('get', '/xx')).body).toEqual(['en', 'Welcome', 'en'])
  })

  test('is spoken in views', async () => {
    const request = await liftApp({ views: { layout: false }, routes: { 'GET /': { view: 'a' } } })

    const reply = await request('get', '/', undefined, { 'accept-language': 'fr' })

    expect(reply.body).toBe('Bienvenue Bienvenue fr')
  })

  test('comes from query, cookie and session only where the configuration says so', async () => {
    const headers = { cookie: 'lang=fr', 'accept-language': 'en' }
    const setSession: Handler = (req, _res, next) => {
      if (req.session) req.session['locale'] = 'ru'
      next()
    }
    const routes = { 'GET /': greet, 'GET /session': [setSession, greet] }
    const locale = async (settings: object, url: string): Promise<unknown> => {
      const request = await liftApp({ i18n: { ...i18n, ...settings }, routes })
      const { body } = await request('get', url, undefined, headers)
      return (body as unknown[])[0]
    }

    expect(await locale({}, '/session?lang=es')).toBe('en')
    const all = { sessionKey: 'locale', queryParam: 'lang', cookieName: 'lang' }
    expect(await locale(all, '/session?lang=es')).toBe('ru')
    expect(await locale(all, '/?lang=es')).toBe('es')
    expect(await locale({ queryParam: 'lang' }, '/?lang=xx')).toBe('en')
  })
})

test('a socket speaks the language of its handshake', async () => {
  const appPath = writeApp(files)
  const { connect, lower } = await createTestApp({ appPath, i18n, routes: { 'GET /': greet } })
  onTestFinished(lower)
  const socket = await connect({ 'accept-language': 'es' })

  expect((await socket.request('get', '/')).body).toEqual(['es', 'Bienvenido'])
  expect((await socket.request('get', '/', {}, { 'accept-language': 'fr' })).body).toEqual([
    'fr',
    'Bienvenue',
  ])
})

test('sails.__() speaks the app’s own language', async () => {
  const app = await load({ i18n: { ...i18n, defaultLocale: 'fr' } })

  expect(app.__('Welcome')).toBe('Bienvenue')
  expect(app.i18n('Hi {name}', { name: 'Ann' })).toBe('Salut Ann')
  const { setLocale } = app.hooks['i18n'] as { setLocale: (locale: string) => string }
  setLocale('es')
  expect(app.__('Welcome')).toBe('Bienvenido')
})

test('keys are exact before they are paths, and a key without text is the text', async () => {
  const app = await load({ i18n: { ...i18n, defaultLocale: 'fr' } })

  expect(app.__('a.b')).toBe('profond')
  expect(app.__('welcome')).toBe('welcome')
  expect(app.__('constructor')).toBe('constructor')
  expect(app.__('%s of %s', 1, 2)).toBe('1 of 2')
  const { setLocale } = app.hooks['i18n'] as { setLocale: (locale: string) => string }
  setLocale('es')
  expect(app.__('a.b')).toBe('exacto')
})

test.each([
  ['en', 0, '0 cats'],
  ['en', 1, '1 cat'],
  ['ru', 1, '1 кошка'],
  ['ru', 3, '3 кошки'],
  ['ru', 5, '5 кошек'],
])('in %s %i cats are "%s"', async (defaultLocale, count, text) => {
  const app = await load({ i18n: { ...i18n, defaultLocale } })
  const { __n } = app.hooks['i18n'] as { __n: (...values: unknown[]) => string }

  expect(__n('cats', count)).toBe(text)
  expect(__n('%d dog', '%d dogs', 2)).toBe('2 dogs')
})

test('text of users is written nowhere', async () => {
  const app = await load()
  const folder = path.join(String(app.config['appPath']), 'config/locales')
  const before = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))

  app.__('what a user wrote')

  expect(readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))).toEqual(
    before,
  )
})

test('a locale file that changes is read again in development, and a broken one keeps its texts', async () => {
  const app = await load({ views: { layout: false } })
  const render = async (): Promise<string> => app.renderView('a', { locale: 'fr' })
  expect(await render()).toBe('Bienvenue Bienvenue fr')

  writeInto(
    String(app.config['appPath']),
    'config/locales/fr.json',
    '{ "Welcome": "Soyez bienvenus" }',
  )
  expect(await render()).toBe('Soyez bienvenus Soyez bienvenus fr')

  writeInto(String(app.config['appPath']), 'config/locales/fr.json', '{ broken')
  expect(await render()).toBe('Soyez bienvenus Soyez bienvenus fr')
})

test('without locales the hook is gone and __() gives back what it gets', async () => {
  const app = await load(
    { i18n: { locales: [] }, views: { layout: false } },
    {
      'views/b.ejs': '<%= __("Welcome") %>',
    },
  )

  expect(app.hooks['i18n']).toBeUndefined()
  expect(app.__('Welcome %s', 1)).toBe('Welcome %s')
  expect(await app.renderView('b')).toBe('Welcome')
})

overEachTransport('in an app of one language', (lift) => {
  test('requests translate too: keys are the texts, and no locale can be chosen', async () => {
    const request = await lift({
      routes: { 'GET /': (req, res) => res.json([req.__('Welcome'), req.setLocale('fr')]) },
    })

    expect((await request('get', '/')).body).toEqual(['Welcome', 'en'])
  })
})

test('locale files that are no dictionaries of texts stop the lift together', async () => {
  const broken = {
    'config/locales/en.json': '{ no json',
    'config/locales/fr.json': '[]',
    'config/locales/es.json': '{ "a": 7 }',
  }

  await expect(load({}, broken)).rejects.toMatchObject({
    problems: [1, 2, 3].map(() => ({ code: 'E_BAD_LOCALE_FILE' })),
  })
})

test.each([
  [{ locales: 'en' }, 'E_INVALID_I18N_CONFIG'],
  [{ locales: ['en', '../secret'] }, 'E_INVALID_I18N_CONFIG'],
  [{ locales: ['en'], defaultLocale: '' }, 'E_INVALID_I18N_CONFIG'],
  [{ locales: ['en'], localesDirectory: 7 }, 'E_INVALID_I18N_CONFIG'],
  [{ locales: ['en'], queryParam: 7 }, 'E_INVALID_I18N_CONFIG'],
  [{ local: ['en'] }, 'E_UNKNOWN_CONFIG_KEY'],
])('the settings %j are refused at lift', async (settings, code) => {
  await expect(load({ i18n: settings } as Config)).rejects.toMatchObject({ code })
})
