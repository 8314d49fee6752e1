import { describe, expect, onTestFinished, test, vi } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { Sails } from '../../src/app/sails.ts'
import type { Handler } from '../../src/request/handler.ts'
import { forTests } from '../../src/testing/create-test-app.ts'
import { urlOf } from '../../src/testing/http-door.ts'
import { type LiftForTest, overEachTransport } from '../../src/testing/over-each-transport.ts'
import type { TestReply } from '../../src/testing/test-reply.ts'
import { writeApp, writeInto } from './view-app.ts'

const LAYOUT = { 'views/layout.ejs': '<html><%- body %></html>' }

const show =
  (...values: [path?: string, locals?: object]): Handler =>
  (_req, res) =>
    res.view(...values)

/** Asks for `/` of an app with these views and, unless the settings have others, that function as its route. */
async function ask(
  lift: LiftForTest,
  files: Record<string, string>,
  answer: Handler,
  config: Config = {},
): Promise<TestReply> {
  const appPath = writeApp({ ...LAYOUT, ...files })
  const request = await lift({ appPath, routes: { 'GET /': answer }, ...config })
  return request('get', '/', undefined, { accept: 'text/html' })
}

overEachTransport('res.view()', (lift) => {
  test('answers with the HTML of a view in its layout', async () => {
    const files = { 'views/pages/home.ejs': '<h1><%= title %></h1>' }

    const reply = await ask(lift, files, show('pages/home', { title: 'A & B' }))

    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toMatch(/^text\/html/)
    expect(reply.body).toBe('<html><h1>A &amp; B</h1></html>')
  })

  test('takes the view of its action when it gets no path', async () => {
    const appPath = writeApp({ ...LAYOUT, 'views/thing/Act.ejs': 'act <%= who %>' })
    const request = await lift({
      appPath,
      routes: { 'GET /': 'thing/act' },
      controllers: { moduleDefinitions: { 'thing/act': show(undefined, { who: 'I' }) } },
    })

    expect((await request('get', '/')).body).toBe('<html>act I</html>')
  })

  test('without path and without action says what is missing', async () => {
    const reply = await ask(lift, {}, show())

    expect(reply.statusCode).toBe(500)
    expect(reply.body).toMatchObject({ code: 'E_VIEW_INFER' })
  })

  test('keeps the status, and a content type that was set', async () => {
    const reply = await ask(lift, { 'views/a.ejs': '<a/>' }, (_req, res) =>
      res.status(418).type('application/xhtml+xml').view('a'),
    )

    expect(reply.statusCode).toBe(418)
    expect(reply.headers['content-type']).toMatch(/^application\/xhtml\+xml/)
  })

  test('gives locals their rank: passed, route, res.locals, configuration', async () => {
    const appPath = writeApp({ 'views/a.ejs': '<%= [one, two, three, four] %>' })
    const setLocals: Handler = (_req, res, next) => {
      Object.assign(res.locals, { two: 'res', three: 'res', four: 'res' })
      next()
    }
    const passed = Object.freeze({ four: 'passed', layout: false })
    const request = await lift({
      appPath,
      views: { locals: { one: 'config', two: 'config', three: 'config', four: 'config' } },
      routes: {
        'GET /': [setLocals, { fn: show('a', passed), locals: { three: 'route', four: 'route' } }],
      },
    })

    expect((await request('get', '/')).body).toBe('config,res,route,passed')
  })

  test('hands HTML to a callback instead of sending it, and an error too', async () => {
    const files = { 'views/a.ejs': 'a', 'views/bad.ejs': '<%= none %>' }

    const reply = await ask(lift, files, (_req, res) => {
      res.view('a', { layout: false }, (_error, html) => {
        res.view('bad', (error) => res.json([html, Reflect.get(error ?? {}, 'code')]))
      })
    })

    expect(reply.body).toEqual(['a', 'E_TEMPLATE_FAILED'])
  })

  test.each([
    ['a view that does not exist', 'none', 'E_VIEW_FAILED'],
    ['a path out of the folder', '../secret', 'E_VIEW_FAILED'],
    ['an extension of the client’s', '../config/locales/en.json', 'E_VIEW_FAILED'],
    ['a template that throws', 'throws', 'E_TEMPLATE_FAILED'],
    ['a template that is no JavaScript', 'broken', 'E_TEMPLATE_FAILED'],
    ['a missing layout', 'unlaid', 'E_LAYOUT_NOT_FOUND'],
    ['a layout around itself', 'loop', 'E_LAYOUT_LOOP'],
    ['a missing partial', 'partless', 'E_PARTIAL_NOT_FOUND'],
    ['a partial out of the folder', 'outside', 'E_PARTIAL_NOT_FOUND'],
    ['a partial that is not awaited', 'hasty', 'E_PARTIAL_NOT_AWAITED'],
  ])('answers 500 with a code for %s', async (_what, view, code) => {
    const files = {
      'secret.ejs': 'secret',
      'config/locales/en.json': '{}',
      'views/throws.ejs': '<% throw new Error("no") %>',
      'views/broken.ejs': '<% if ( %>',
      'views/unlaid.ejs': '<% layout("nowhere") %>',
      'views/loop.ejs': '<% layout("loop") %>',
      'views/partless.ejs': '<%- partial("none") %>',
      'views/outside.ejs': '<%- partial("../secret") %>',
      'views/hasty.ejs': '<%- partial("slow") %>',
      'views/slow.ejs': '<%= await Promise.resolve(1) %>',
    }

    const reply = await ask(lift, files, show(view))

    expect(reply.statusCode).toBe(500)
    expect(reply.body).toMatchObject({ code })
  })

  test('lets a template wait, for its partials too', async () => {
    const files = {
      'views/a.ejs': '<%= await (Promise.resolve(1)) %><%- await partial("row", [2, 3]) %>',
      'views/_row.ejs': '<%= await Promise.resolve(row) %>',
    }

    expect((await ask(lift, files, show('a'))).body).toBe('<html>123</html>')
  })

  test('reads a template again in development when it has changed, but not with cache', async () => {
    const appPath = writeApp({ 'views/a.ejs': 'old', 'views/b.ejs': 'old' })
    const request = await lift({
      appPath,
      views: { layout: false },
      routes: { 'GET /a': show('a'), 'GET /b': show('b', { cache: true }) },
    })
    await request('get', '/a')
    await request('get', '/b')
    writeInto(appPath, 'views/a.ejs', 'new')
    writeInto(appPath, 'views/b.ejs', 'new')

    expect((await request('get', '/a')).body).toBe('new')
    expect((await request('get', '/b')).body).toBe('old')
  })
})

overEachTransport('layouts', (lift) => {
  test.each<[string, object, Record<string, unknown>]>([
    ['bare', { layout: false }, {}],
    ['<main>bare</main>', { layout: 'layouts/main' }, {}],
    ['<html>bare</html>', { layout: true }, {}],
    ['bare', {}, { layout: false }],
    ['<main>bare</main>', {}, { layout: 'layouts/main' }],
    ['<html>bare</html>', {}, { layout: true }],
  ])('%s for the locals %j and the settings %j', async (html, locals, views) => {
    const files = {
      'views/deep/a.ejs': 'bare',
      'views/layouts/main.ejs': '<main><%- body %></main>',
    }

    expect((await ask(lift, files, show('deep/a', locals), { views })).body).toBe(html)
  })

  test('res.locals.layout does not win over a layout that is passed', async () => {
    const reply = await ask(lift, { 'views/a.ejs': 'a' }, (_req, res) => {
      res.locals['layout'] = 'nowhere'
      return res.view('a', { layout: false })
    })

    expect(reply.body).toBe('a')
  })

  test('a template chooses its layout and fills its blocks', async () => {
    const files = {
      'views/deep/a.ejs': '<% layout("../main"); script("/a.js?x=1&y"); block("side", "<i/>") %>a',
      'views/main.ejs': '<%- body %>|<%- scripts %>|<%- blocks.side %>',
    }

    expect((await ask(lift, files, show('deep/a'))).body).toBe(
      'a|<script src="/a.js?x=1&#38;y"></script>|<i/>',
    )
  })
})

overEachTransport('partials', (lift) => {
  const render = async (template: string, locals: object = {}): Promise<unknown> => {
    const files = {
      'views/deep/a.ejs': template,
      'views/deep/_row.ejs': '<%= typeof row === "undefined" ? "" : row %>;',
      'views/deep/part/index.ejs': '[<%= title %>]',
      'views/deep/nested/outer.ejs': '(<%- partial("./inner.ejs") %>)',
      'views/deep/nested/inner.ejs': '<%= title %>',
      'views/head.ejs': '<head/>',
      'views/icon.svg': '<svg/>',
    }
    const all = { title: 'T', ...locals, layout: false }
    return (await ask(lift, files, show('deep/a', all))).body
  }

  test.each([
    ['<%- partial("part") %>', '[T]'],
    ['<%- partial("part", { title: "own" }) %>', '[own]'],
    ['<%- partial("nested/outer") %>', '(T)'],
    ['<%- partial("row", [1, 2]) %>', '1;2;'],
    ['<%- partial("row", { collection: { a: 1, b: 2 } }) %>', '1;2;'],
    ['<%- partial("row", { object: 7 }) %>', '7;'],
    ['<%- partial("part", { collection: [1], as: "title" }) %>', '[1]'],
    ['<%- include("/head") %><%- include("nested/inner", { title: "i" }) %>', '<head/>i'],
    ['<%- partial("../icon.svg") %>', '<svg/>'],
    ['<%= locals.title %><%= typeof locals.none %>', 'Tundefined'],
  ])('%s is %s', async (template, html) => {
    expect(await render(template)).toBe(html)
  })
})

overEachTransport('routes to views', (lift) => {
  test('are rendered with their locals, folders by their index', async () => {
    const appPath = writeApp({ 'views/a.ejs': '<%= x %>', 'views/shop/index.ejs': 'shop' })
    const request = await lift({
      appPath,
      views: { layout: false },
      routes: { 'GET /a': { view: 'a', locals: { x: 1 } }, 'GET /shop': { view: 'shop' } },
    })

    expect((await request('get', '/a')).body).toBe('1')
    expect((await request('get', '/shop')).body).toBe('shop')
  })

  test('stand behind the policies in front of them', async () => {
    const request = await lift({
      appPath: writeApp({ 'views/a.ejs': 'a' }),
      policies: { moduleDefinitions: { refuse: (_req, res) => res.forbidden() } },
      routes: { 'GET /': [{ policy: 'refuse' }, { view: 'a' }] },
    })

    expect((await request('get', '/')).statusCode).toBe(403)
  })
})

overEachTransport('exits with a view', (lift) => {
  test('show what they output', async () => {
    const appPath = writeApp({ 'views/a.ejs': '<%= name %>' })
    const action = {
      exits: {
        success: { viewTemplatePath: 'a' },
        gone: { viewTemplatePath: 'a', statusCode: 410 },
      },
      inputs: { gone: { type: 'boolean' } },
      fn: async ({ gone }: { gone: boolean }) => {
        if (gone) throw { gone: { name: 'nobody' } }
        return { name: 'Ann' }
      },
    }
    const request = await lift({
      appPath,
      views: { layout: false },
      routes: { 'GET /': 'show' },
      controllers: { moduleDefinitions: { show: action } },
    })

    expect(await request('get', '/')).toMatchObject({ statusCode: 200, body: 'Ann' })
    expect(await request('get', '/', { gone: true })).toMatchObject({
      statusCode: 410,
      body: 'nobody',
    })
  })
})

describe('pages of errors', () => {
  const fail: Handler = () => {
    throw new Error('secret')
  }
  const files = {
    'views/404.ejs': 'lost',
    'views/500.ejs': 'broken: <%= error && error.message %>',
  }
  const routes = { 'GET /fail': fail }

  test('are shown to browsers, and to nobody else', async () => {
    const get = await liftForBrowsers({ appPath: writeApp({ ...LAYOUT, ...files }), routes })

    expect(await get('/x')).toEqual([404, '<html>lost</html>'])
    expect(await get('/fail')).toEqual([500, '<html>broken: secret</html>'])
    expect(await get('/x', 'application/json')).toEqual([404, 'Not Found'])
    expect((await get('/fail', 'application/json'))[1]).toContain('"message": "secret"')
  })

  test('say nothing of the error in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const get = await liftForBrowsers({
      appPath: writeApp({ ...LAYOUT, ...files }),
      environment: 'production',
      session: { secret: 'x'.repeat(32) },
      sockets: { onlyAllowOrigins: ['http://localhost'] },
      routes,
    })
    vi.unstubAllEnvs()

    expect(await get('/fail')).toEqual([500, '<html>broken: </html>'])
  })

  test('that fail give way to a plain answer', async () => {
    const appPath = writeApp({ 'views/404.ejs': '<%= none %>', 'views/500.ejs': '<%= none %>' })
    const get = await liftForBrowsers({ appPath, routes })

    expect(await get('/x')).toEqual([404, 'Not Found'])
    expect((await get('/fail'))[1]).toContain('"message": "secret"')
  })

  test('of the app’s own are answered plainly when they fail, not left open', async () => {
    const serverError = function (this: { res: Parameters<Handler>[1] }): unknown {
      return this.res.view('nowhere')
    }
    const get = await liftForBrowsers({
      appPath: writeApp({}),
      responses: { moduleDefinitions: { serverError } },
      routes,
    })

    expect((await get('/fail'))[0]).toBe(500)
  })
})

type Get = (url: string, accept?: string) => Promise<[status: number, body: string]>

async function liftForBrowsers(config: Config): Promise<Get> {
  const app = new Sails()
  onTestFinished(async () => app.lower({ hardShutdown: true }))
  await app.lift({ ...forTests(config), port: 0, explicitHost: '127.0.0.1' })
  return async (url, accept = 'text/html') => {
    const answer = await fetch(`${urlOf(app)}${url}`, { headers: { accept } })
    return [answer.status, await answer.text()]
  }
}
