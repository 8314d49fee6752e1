import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Sails } from 'halyard'
import { expect, onTestFinished, test } from 'vitest'

import { addPicture, avatars, lengths, twoFields } from './uploads.js'

test('a route stores a picture, and refuses what is no picture or too large', async () => {
  const send = await lift(avatars)

  expect(await send('/avatar', { title: 'Me', avatar: file('me.png', 'abc') })).toEqual([
    200,
    { size: 3, filename: 'me.png', title: 'Me' },
  ])
  expect((await send('/avatar', { avatar: file('me.exe', 'abc') }))[0]).toBe(415)
  expect((await send('/avatar', { avatar: file('me.jpg', 'x'.repeat(2_200_000)) }))[0]).toBe(413)
  expect((await send('/avatar', { title: 'Me' }))[0]).toBe(400)
})

test('an action takes a file as input', async () => {
  const send = await lift({ 'POST /': 'add-picture' })

  expect(await send('/', { title: 'Boat', picture: file('b.png', 'abcd') })).toEqual([
    200,
    { title: 'Boat', size: 4 },
  ])
  expect((await send('/', { title: 'Boat' }))[0]).toBe(400)
})

test('two fields at the same time', async () => {
  const send = await lift(twoFields)

  const [, body] = await send('/application', {
    letter: file('l.txt', 'x'.repeat(200_000)),
    picture: file('p.png', 'x'.repeat(200_000)),
  })

  expect(body).toEqual({ letters: 1, pictures: 1 })
})

test('files are read without being stored', async () => {
  const send = await lift(lengths)

  expect((await send('/lengths', { text: file('a.txt', 'abc') }))[1]).toEqual({ 'a.txt': 3 })
})

function file(name, text) {
  return new File([text], name)
}

async function lift(routes) {
  const appPath = await mkdtemp(join(tmpdir(), 'uploads-'))
  const app = new Sails()
  const place = { port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' } }
  const controllers = { moduleDefinitions: { 'add-picture': addPicture } }
  await app.lift({ ...place, appPath, controllers, routes })
  onTestFinished(async () => {
    await app.lower({ hardShutdown: true })
    await rm(appPath, { recursive: true })
  })
  return async (path, fields) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    const origin = `http://127.0.0.1:${app.httpServer.address().port}`
    const answer = await fetch(origin + path, { method: 'POST', body: form })
    const text = await answer.text()
    return [
      answer.status,
      answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    ]
  }
}
