import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import type { UploadOptions, UploadedFile } from '../../src/request/uploads.ts'
import { liftUploadApp } from './send-form.ts'

const BIG = randomBytes(300_000)

/** A route that stores one field and answers with what was stored and with the text fields. */
function storing(options?: UploadOptions | string) {
  return async (req: Request, res: Response) => {
    const files = await req.file('avatar').upload(options)
    res.json({ files, body: req.body })
  }
}

function filesOf(body: unknown): UploadedFile[] {
  return (body as { files: UploadedFile[] }).files
}

test('options that are null count as left out', async () => {
  const nulls = { dirname: null, maxBytes: null, saveAs: null } as unknown as UploadOptions
  const { send, folder } = await liftUploadApp({ routes: { 'POST /': storing(nulls) } })

  const { status, body } = await send('/', [['avatar', { name: 'a.txt', bytes: BIG }]])

  expect(status).toBe(200)
  expect(filesOf(body)[0]?.fd).toContain(join(folder, '.tmp/uploads'))
})

test('a file is stored below .tmp/uploads of the app, under a name of its own', async () => {
  const { send, files, folder } = await liftUploadApp({ routes: { 'POST /': storing() } })

  const { status, body } = await send('/', [
    ['avatar', { name: 'me.PNG', bytes: BIG, type: 'image/png' }],
  ])

  expect(status).toBe(200)
  const [file] = filesOf(body)
  expect(file).toEqual({
    fd: expect.stringMatching(/[\da-f-]{36}\.PNG$/),
    size: BIG.length,
    type: 'image/png',
    filename: 'me.PNG',
    status: 'finished',
    field: 'avatar',
  })
  expect(await files()).toEqual([join('.tmp', 'uploads', basename(file?.fd ?? ''))])
  expect(await readFile(join(folder, '.tmp', 'uploads', basename(file?.fd ?? '')))).toEqual(BIG)
})

test('text fields are in the body, repeated ones as an array, and the prototype stays clean', async () => {
  const { send } = await liftUploadApp({
    routes: { 'POST /': (req: Request, res: Response) => res.json(req.body) },
  })

  const { body } = await send('/', [
    ['name', 'Jane'],
    ['tag', 'a'],
    ['tag', 'b'],
    ['tag', 'c'],
    ['__proto__', 'x'],
    ['constructor', 'y'],
    ['avatar', { name: 'a.txt', bytes: 'x' }],
  ])

  expect(body).toEqual({ name: 'Jane', tag: ['a', 'b', 'c'] })
  expect(Object.keys(Object(body))).toEqual(['name', 'tag'])
})

test('X-JSON-MPU-Params names the fields that are JSON', async () => {
  const { send } = await liftUploadApp({
    routes: { 'POST /': (req: Request, res: Response) => res.json(req.body) },
  })
  const header = { 'x-json-mpu-params': 'pet, bad' }

  const { body } = await send(
    '/',
    [
      ['pet', '{"age":3}'],
      ['bad', '{'],
      ['not', '{"a":1}'],
    ],
    header,
  )

  expect(body).toEqual({ pet: { age: 3 }, bad: '{', not: '{"a":1}' })
  const unsafe = await send('/', [['pet', '{"__proto__":{"x":1}}']], header)
  expect(unsafe).toMatchObject({ status: 400, body: { code: 'E_UNSAFE_DATA' } })
})

test('text behind a small file is there at once, behind a long one when it is stored', async () => {
  const { send } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request, res: Response) => {
        const early = { ...Object(req.body) }
        await req.file('avatar').upload()
        res.json([early, req.body])
      },
    },
  })

  const small = await send('/', [
    ['avatar', { name: 'a.txt', bytes: 'x' }],
    ['late', '1'],
  ])
  const long = await send('/', [
    ['avatar', { name: 'a.txt', bytes: BIG }],
    ['late', '1'],
  ])

  expect(small.body).toEqual([{ late: '1' }, { late: '1' }])
  expect(long.body).toEqual([{}, { late: '1' }])
})

test('the callback form gives the same, and the stream for chaining', async () => {
  const { send } = await liftUploadApp({
    routes: {
      'POST /': (req: Request, res: Response) => {
        const upstream = req.file('avatar')
        const returned = upstream.upload({ dirname: 'sub' }, (error, files) => {
          res.json({ error, files, same: returned === upstream && upstream === req.file('avatar') })
        })
      },
    },
  })

  const { body } = await send('/', [['avatar', { name: 'a.txt', bytes: 'abc' }]])

  expect(body).toMatchObject({ error: null, same: true, files: [{ size: 3 }] })
})

test('a callback that throws is answered as an error', async () => {
  const { send, ask } = await liftUploadApp({
    routes: {
      'POST /': (req: Request) => {
        req.file('avatar').upload(() => {
          throw new Error('in the callback')
        })
      },
      'GET /': (_req: Request, res: Response) => res.json('alive'),
    },
  })

  expect((await send('/', [['avatar', { name: 'a.txt', bytes: 'abc' }]])).status).toBe(500)
  expect((await ask('/')).body).toBe('alive')
})

test('several files of one field, and several fields at the same time', async () => {
  const { send } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request, res: Response) => {
        const both = await Promise.all([req.file('a').upload(), req.file('b').upload()])
        res.json(both.map((files) => files.map(({ filename, size }) => [filename, size])))
      },
    },
  })

  const { body } = await send('/', [
    ['a', { name: '1', bytes: BIG }],
    ['b', { name: '2', bytes: BIG }],
    ['a', { name: '3', bytes: '' }],
  ])

  expect(body).toEqual([
    [
      ['1', BIG.length],
      ['3', 0],
    ],
    [['2', BIG.length]],
  ])
})

test('a field without files, an unchosen file and a body that is no form give no files', async () => {
  const { send, ask } = await liftUploadApp({ routes: { 'POST /': storing() } })

  expect(filesOf((await send('/', [['other', 'text']])).body)).toEqual([])
  const unchosen = await send('/', [['avatar', { name: '', bytes: '' }]])
  expect(unchosen.body).toEqual({ files: [], body: { avatar: '' } })
  expect(filesOf((await ask('/', { body: { a: 1 } })).body)).toEqual([])
})

test('files that nobody asks for are thrown away', async () => {
  const { send, files } = await liftUploadApp({
    routes: { 'POST /': (_req: Request, res: Response) => res.json('fine') },
  })

  const answer = await send('/', [
    ['avatar', { name: 'a.txt', bytes: BIG }],
    ['b', { name: 'b', bytes: BIG }],
  ])

  expect(answer.body).toBe('fine')
  expect(await files()).toEqual([])
})

test('for await reads files without storing them', async () => {
  const { send, files } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request, res: Response) => {
        const sizes: unknown[] = []
        for await (const file of req.file('avatar')) {
          let size = 0
          for await (const chunk of file) size += (chunk as Buffer).length
          sizes.push([file.filename, size])
        }
        res.json(sizes)
      },
    },
  })

  const { body } = await send('/', [
    ['avatar', { name: 'a', bytes: BIG }],
    ['avatar', { name: 'b', bytes: 'b' }],
  ])

  expect(body).toEqual([
    ['a', BIG.length],
    ['b', 1],
  ])
  expect(await files()).toEqual([])
})

test('saveAs and dirname choose the place', async () => {
  const named = (saveAs: NonNullable<UploadOptions['saveAs']>) =>
    storing({ dirname: 'pets', saveAs })
  const { send, files } = await liftUploadApp({
    routes: {
      'POST /text': storing('one.txt'),
      'POST /callback': named((file, done) => done(null, `by-callback-${file.filename}`)),
      'POST /promise': named(async ({ filename }) => `deep/by-promise-${filename}`),
    },
  })

  for (const path of ['/text', '/callback', '/promise']) {
    expect((await send(path, [['avatar', { name: 'x', bytes: 'x' }]])).status).toBe(200)
  }

  expect(await files()).toEqual(
    ['one.txt', 'pets/by-callback-x', 'pets/deep/by-promise-x'].map(
      (path) => `.tmp/uploads/${path}`,
    ),
  )
})

test.each(['../escape.txt', 'a/../../escape.txt', '/etc/halyard-escape', '..', '', 'a\0b'])(
  'saveAs %j does not leave the folder',
  async (name) => {
    const { send, files } = await liftUploadApp({
      routes: { 'POST /': storing({ dirname: 'pets', saveAs: () => name }) },
    })

    const { status, body } = await send('/', [['avatar', { name: 'x', bytes: 'x' }]])

    expect(status).toBe(500)
    expect(body).toMatchObject({ code: 'E_UPLOAD_PATH' })
    expect(await files()).toEqual([])
  },
)

test.each([
  ['../../evil.sh', 'evil.sh', /\.sh$/],
  ['C:\\\\evil.bat', 'evil.bat', /\.bat$/],
  [`x"; filename*=UTF-8''a.p%01hp; y="`, 'a.php', /\.php$/],
  [`x"; filename*=UTF-8''..%2F..%2Fe.sh; y="`, 'e.sh', /\.sh$/],
  ['x.p hp', 'x.p hp', /-[\da-f]{12}$/],
  ['naïve ☃.png', 'naïve ☃.png', /\.png$/],
])('the client’s name %j is cleaned and never a path', async (name, filename, end) => {
  const { send, files } = await liftUploadApp({ routes: { 'POST /': storing() } })

  const [file] = filesOf((await send('/', [['avatar', { name, bytes: 'x' }]])).body)

  expect(file?.filename).toBe(filename)
  expect(file?.fd).toMatch(end)
  expect(await files()).toEqual([join('.tmp', 'uploads', basename(file?.fd ?? ''))])
})

test('onProgress and the event tell how far a file is', async () => {
  const seen: unknown[] = []
  const { send } = await liftUploadApp({
    routes: {
      'POST /': async (req: Request, res: Response) => {
        const events: unknown[] = []
        const upstream = req.file('avatar')
        upstream.on('progress', (progress) => events.push(progress))
        await upstream.upload({ onProgress: (progress) => seen.push(progress) })
        res.json(events.length === seen.length)
      },
    },
  })

  const { body } = await send('/', [['avatar', { name: 'a.txt', bytes: BIG }]])

  expect(body).toBe(true)
  expect(seen.at(-1)).toMatchObject({
    name: 'a.txt',
    field: 'avatar',
    written: BIG.length,
    percent: 99,
  })
})

test('a failed upload leaves what was there before', async () => {
  const { send, folder } = await liftUploadApp({
    routes: {
      'POST /': storing('keep.txt'),
      'POST /small': storing({ saveAs: 'keep.txt', maxBytes: 10 }),
    },
  })
  await send('/', [['avatar', { name: 'a', bytes: 'good' }]])

  const { status } = await send('/small', [['avatar', { name: 'a', bytes: 'far too long' }]])

  expect(status).toBe(413)
  expect(await readFile(join(folder, '.tmp/uploads/keep.txt'), 'utf8')).toBe('good')
})

test('only the listed extensions are taken', async () => {
  const { send, files } = await liftUploadApp({
    routes: { 'POST /': storing({ extensions: ['png', '.JPG'] }) },
  })

  expect((await send('/', [['avatar', { name: 'a.jpg', bytes: 'x' }]])).status).toBe(200)
  const refused = await send('/', [
    ['avatar', { name: 'a.png', bytes: 'x' }],
    ['avatar', { name: 'a.php', bytes: 'x' }],
  ])
  expect(refused).toMatchObject({ status: 415, body: { code: 'E_UPLOAD_EXTENSION' } })
  expect(await files()).toHaveLength(1)
})

test('a folder that cannot be made fails the upload', async () => {
  const { send, folder, files } = await liftUploadApp({
    routes: { 'POST /': storing({ dirname: 'file/sub' }) },
    http: { uploads: { dirname: 'up' } },
  })
  await writeFile(join(folder, 'up'), '')

  expect((await send('/', [['avatar', { name: 'a', bytes: BIG }]])).status).toBe(500)
  expect(await files()).toEqual(['up'])
})

test.each([{ saveAs: 7 }, { maxBytes: 'much' }, { adapter: {} }, { extensions: 'png' }, 7])(
  'upload(%j) is refused with a code',
  async (options) => {
    const { send } = await liftUploadApp({
      routes: { 'POST /': storing(options as UploadOptions) },
    })

    const { body } = await send('/', [['avatar', { name: 'a', bytes: BIG }]])

    expect(body).toMatchObject({ code: 'E_UPLOAD_USAGE' })
  },
)

test('actions2 take files as inputs', async () => {
  const upload = {
    files: ['avatar'],
    inputs: { name: { type: 'string', required: true }, avatar: { type: 'ref' } },
    fn: async ({ name, avatar }: { name: string; avatar: ReturnType<Request['file']> }) => {
      const [file] = await avatar.upload()
      return { name, size: file?.size }
    },
  }
  const { send, ask } = await liftUploadApp({
    controllers: { moduleDefinitions: { upload } },
    routes: { 'POST /': 'upload', 'GET /': 'upload' },
  })

  const { body } = await send('/', [
    ['name', 'Jane'],
    ['avatar', { name: 'a', bytes: BIG }],
  ])

  expect(body).toEqual({ name: 'Jane', size: BIG.length })
  const wrong = await ask('/?name=Jane')
  expect(wrong).toMatchObject({ status: 415, body: { code: 'E_UPLOADS_UNAVAILABLE' } })
})
