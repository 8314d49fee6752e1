import { createRequire } from 'node:module'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { type TestApp, createTestApp } from '../../src/testing/create-test-app.ts'
import { overEachTransport } from '../../src/testing/over-each-transport.ts'
import { writeApp, writeInto } from './view-app.ts'

async function load(files: Record<string, string>, config: Config = {}): Promise<TestApp> {
  const loaded = await createTestApp({ appPath: writeApp(files), ...config })
  onTestFinished(async () => loaded.lower())
  return loaded
}

overEachTransport('res.render()', (lift) => {
  test('renders without layout and takes the locals of the response', async () => {
    const appPath = writeApp({ 'views/layout.ejs': 'L', 'views/a.ejs': '<%= x + y %>' })
    const request = await lift({
      appPath,
      routes: {
        'GET /': (_req, res) => {
          res.locals['x'] = 1
          return res.render('a', { y: 2 })
        },
      },
    })

    expect((await request('get', '/')).body).toBe('3')
  })
})

/** A package of an engine, as an app without types requires it. */
// oxlint-disable-next-line typescript/no-explicit-any -- these packages have types of other versions, or none
function published(name: string): any {
  return createRequire(import.meta.url)(name)
}

overEachTransport('the names that an app puts on the global scope', (lift) => {
  test('are there in templates, lodash as _ among them', async () => {
    const request = await lift({
      appPath: writeApp({ 'views/list.ejs': '<%= _.capitalize(name) %>' }),
      globals: {
        ...{ sails: false, models: false, async: false },
        _: { capitalize: (text: string) => text.toUpperCase() },
      },
      views: { layout: false },
      routes: { 'GET /': (_req, res) => res.view('list', { name: 'ann' }) },
    })

    expect((await request('get', '/')).body).toBe('ANN')
  })
})

overEachTransport('another engine', (lift) => {
  test.each([
    [
      'that calls back',
      (file: string, locals: Record<string, unknown>, done: (e: null, html: string) => void) =>
        done(null, `${file.slice(-10)}:${String(locals['who'])}`),
    ],
    [
      'that returns a promise',
      async (file: string, locals: Record<string, unknown>) =>
        `${file.slice(-10)}:${String(locals['who'])}`,
    ],
  ])('%s gets the file and the locals', async (_how, engine) => {
    const request = await lift({
      appPath: writeApp({ 'views/a.html': '' }),
      views: { extension: '.html', getRenderFn: () => engine },
      routes: { 'GET /': (_req, res) => res.view('a', { who: 'me' }) },
    })

    expect((await request('get', '/')).body).toBe('ews/a.html:me')
  })

  test('hbs renders with layout, partials and escaped text, as in Express', async () => {
    const hbs = published('hbs').create()
    const request = await lift({
      appPath: writeApp({
        'views/layout.hbs': '<main>{{{body}}}</main>',
        'views/home.hbs': '<h1>{{title}}</h1>{{#each pets}}<i>{{this}}</i>{{/each}}{{req.method}}',
      }),
      views: { extension: 'hbs', layout: false, getRenderFn: () => hbs.__express },
      routes: { 'GET /': (_req, res) => res.view('home', { title: '<b>', pets: ['a', 'b'] }) },
    })

    const { statusCode, headers, body } = await request('get', '/')

    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body).toBe('<main><h1>&lt;b&gt;</h1><i>a</i><i>b</i>GET</main>')
  })

  test('nunjucks renders with its inheritance, and its errors name the file', async () => {
    const appPath = writeApp({
      'views/base.html': '<main>{% block page %}{% endblock %}</main>',
      'views/home.html': '{% extends "base.html" %}{% block page %}{{ title }}{% endblock %}',
      'views/broken.html': '{% if %}',
    })
    const { Environment, FileSystemLoader } = published('nunjucks')
    const folder = path.join(appPath, 'views')
    const engine = new Environment(new FileSystemLoader(folder), { autoescape: true })
    const request = await lift({
      appPath,
      log: { level: 'silent' },
      views: {
        ...{ extension: 'html', layout: false },
        getRenderFn: () => (file, locals, done) =>
          engine.render(path.relative(folder, file), locals, done),
      },
      routes: {
        'GET /': (_req, res) => res.view('home', { title: '<b>' }),
        'GET /broken': (_req, res) => res.view('broken'),
      },
    })

    expect((await request('get', '/')).body).toBe('<main>&lt;b&gt;</main>')
    expect(await request('get', '/broken')).toMatchObject({
      statusCode: 500,
      body: { code: 'E_TEMPLATE_FAILED', message: expect.stringContaining('broken') },
    })
  })

  test('that fails is a 500 with a code', async () => {
    const request = await lift({
      appPath: writeApp({ 'views/a.html': '' }),
      views: { extension: 'html', getRenderFn: () => async () => Promise.reject(new Error('no')) },
      routes: { 'GET /': (_req, res) => void res.view('a') },
    })

    expect((await request('get', '/')).body).toMatchObject({ code: 'E_TEMPLATE_FAILED' })
  })
})

test('sails.renderView() gives HTML in the default layout, of a view in any folder', async () => {
  const { app } = await load(
    { 'views/layout.ejs': '<<%- body %>>', 'views/mails/a.ejs': '<%= site %> <%= name %>' },
    { views: { locals: { site: 'Shop' } } },
  )

  expect(await app.renderView('mails/a', { name: 'Ann' })).toBe('<Shop Ann>')
  expect(await app.renderView('mails/a', { name: 'Ann', layout: false })).toBe('Shop Ann')
  await expect(app.renderView('none')).rejects.toMatchObject({ code: 'E_VIEW_FAILED' })
  const html = await new Promise((resolve) => {
    app.renderView('mails/a', { name: 'B' }, (_error, text) => resolve(text))
  })
  expect(html).toBe('<Shop B>')
})

test('a view sees its request, its response, the app and where it lies', async () => {
  const template = '<%= [req.path, res.statusCode, session.n, sails.views.pages.a, view.path] %>'
  const { request } = await load(
    { 'views/pages/a.ejs': template },
    {
      views: { layout: false },
      routes: {
        'GET /': (req, res) => {
          if (req.session) req.session['n'] = 7
          return res.view('pages/a')
        },
      },
    },
  )

  expect((await request('get', '/')).body).toBe('/,200,7,true,pages/a')
})

test('a page without form begins no session for a token', async () => {
  const { request } = await load(
    { 'views/form.ejs': '<%= _csrf.length %>', 'views/page.ejs': 'page' },
    {
      views: { layout: false },
      security: { csrf: true },
      routes: { 'GET /form': { view: 'form' }, 'GET /page': { view: 'page' } },
    },
  )

  expect((await request('get', '/page')).headers).not.toHaveProperty('set-cookie')
  const form = await request('get', '/form')
  expect(form.headers).toHaveProperty('set-cookie')
  expect(Number(form.body)).toBeGreaterThan(20)
})

test('routes to views that do not exist stop the lift, all of them in one report', async () => {
  const routes = {
    'GET /a': { view: 'none' },
    'GET /b': { view: '../etc' },
    'GET /c': { vew: 'a' },
  }
  const load = createTestApp({ appPath: writeApp({}), routes })

  await expect(load).rejects.toMatchObject({
    code: 'E_LIFT_PROBLEMS',
    problems: [
      { code: 'E_UNKNOWN_ROUTE_VIEW' },
      { code: 'E_UNKNOWN_ROUTE_VIEW' },
      { code: 'E_UNKNOWN_ROUTE_TARGET' },
    ],
  })
})

test('routes to views that do not exist are left out when that is asked for', async () => {
  const { request } = await load(
    {},
    { unknownRouteTargets: 'warn', routes: { 'GET /a': { view: 'none' } } },
  )

  expect((await request('get', '/a')).statusCode).toBe(404)
})

test('a view that comes, or goes, after the lift is noticed in development', async () => {
  const appPath = writeApp({ 'views/a.ejs': 'a' })
  const { app, lower } = await createTestApp({ appPath, views: { layout: false } })
  onTestFinished(lower)
  await app.renderView('a')

  writeInto(appPath, 'views/new/b.ejs', 'b')

  expect(await app.renderView('new/b')).toBe('b')
})

test.each([
  [{ extension: '' }, 'E_INVALID_VIEW_CONFIG'],
  [{ extension: '../x' }, 'E_INVALID_VIEW_CONFIG'],
  [{ layout: 7 }, 'E_INVALID_VIEW_CONFIG'],
  [{ locals: 'x' }, 'E_INVALID_VIEW_CONFIG'],
  [{ getRenderFn: () => 'x' }, 'E_INVALID_VIEW_CONFIG'],
  [{ cache: 'yes' }, 'E_INVALID_VIEW_CONFIG'],
  [{ expose: 'some' }, 'E_INVALID_VIEW_CONFIG'],
  [{ layuot: false }, 'E_UNKNOWN_CONFIG_KEY'],
])('the settings %j are refused at lift', async (views, code) => {
  await expect(createTestApp({ views } as Config)).rejects.toMatchObject({ code })
})

test('views need the http hook, as in Sails', async () => {
  await expect(createTestApp({ loadHooks: ['views'] })).rejects.toMatchObject({
    code: 'E_HOOKINIT_DEP',
  })
})

test('routes to views are left out of an app that has no views, as in Sails', async () => {
  const config: Config = {
    hooks: { views: false },
    routes: { 'GET /': { view: 'a' }, 'GET /a': (_req, res) => res.send('a') },
  }
  const app = await createTestApp(config)
  onTestFinished(async () => app.lower())

  expect(await app.request('get', '/')).toMatchObject({ statusCode: 404 })
  expect(await app.request('get', '/a')).toMatchObject({ body: 'a' })
})
