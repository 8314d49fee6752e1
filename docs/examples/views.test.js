import { fileURLToPath } from 'node:url'

import { createTestApp, overEachTransport } from 'halyard/testing'
import { expect, onTestFinished, test } from 'vitest'

import { controllers, routes, sendMail, showUser, withAnotherEngine } from './views.js'

const app = {
  appPath: fileURLToPath(new URL('.', import.meta.url)),
  views: { layout: 'layouts/main' },
}

overEachTransport('the pages of the examples', (lift) => {
  test('are shown', async () => {
    const request = await lift({ ...app, routes, controllers })

    expect((await request('get', '/')).body).toMatch(/<title>Home<\/title>.*<h1>Welcome<\/h1>/s)
    const { headers, body } = await request('get', '/user/7')
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(body).toContain('<h1>Ann &lt;ann@example.com&gt;</h1>')
    expect(body).toContain('<li>Rex</li><li>Tom</li>')
    expect((await request('get', '/about')).body).toBe('<h1>About us</h1>\n')
  })

  test('are shown by exits', async () => {
    const request = await lift({
      ...app,
      routes: { 'GET /user/:id': 'user/show' },
      controllers: { moduleDefinitions: { 'user/show': showUser } },
    })

    expect((await request('get', '/user/7')).body).toContain('<title>User 7</title>')
  })

  test('come from another engine', async () => {
    const engine = (file, locals, callback) => callback(null, `${file.slice(-9)} ${locals.title}`)
    const request = await lift({
      appPath: app.appPath,
      ...withAnotherEngine(engine),
      views: { ...withAnotherEngine(engine).views, extension: 'ejs' },
      routes: { 'GET /': { view: 'pages/home', locals: { title: 'T' } } },
    })

    expect((await request('get', '/')).body).toBe('/home.ejs T')
  })
})

test('a mail is rendered', async () => {
  const { app: sails, lower } = await createTestApp(app)
  onTestFinished(lower)
  const sent = []

  await sendMail(sails, (html) => sent.push(html))

  expect(sent).toEqual(['<div><p>Welcome, Ann!</p>\n</div>\n'])
})
