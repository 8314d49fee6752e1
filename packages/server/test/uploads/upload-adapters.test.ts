import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'

import { expect, test } from 'vitest'

import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'
import type { UploadAdapter, UploadOptions } from '../../src/request/uploads.ts'
import { listFiles, liftUploadApp } from './send-form.ts'

// It has no types of its own.
const skipperDisk = createRequire(import.meta.url)('skipper-disk') as () => Required<UploadAdapter>

const BIG = randomBytes(300_000)

function storing(folder: () => string, options: UploadOptions = {}) {
  return async (req: Request, res: Response) => {
    const dirname = join(folder(), 'disk')
    const files = await req.file('avatar').upload({ adapter: skipperDisk, dirname, ...options })
    res.json(files)
  }
}

test('a published adapter stores files, and reads, lists and removes them', async () => {
  const { send, folder } = await liftUploadApp({ routes: { 'POST /': storing(() => folder) } })

  const { body } = await send('/', [
    ['avatar', { name: 'a.bin', bytes: BIG }],
    ['avatar', { name: 'b.bin', bytes: 'b' }],
  ])

  const [file] = body as { fd: string }[]
  const path = file?.fd ?? ''
  expect(body).toMatchObject([{ size: BIG.length }, { size: 1, filename: 'b.bin' }])
  const { read, ls, rm } = skipperDisk()
  const bytes = await new Promise((resolve) => read(path, (_error, all) => resolve(all)))
  expect(bytes).toEqual(BIG)
  await new Promise((resolve) => rm(path, resolve))
  const left = await new Promise((resolve) =>
    ls(join(folder, 'disk'), (_error, fds) => resolve(fds)),
  )
  expect(left).toHaveLength(1)
  expect(left).not.toContain(path)
})

test.each([
  ['the limit of the upload', { maxBytes: 1_000 }, 413],
  ['a name that leaves the folder', { saveAs: () => '../../x' }, 500],
])('with a published adapter %s leaves nothing', async (_what, options, status) => {
  const { send, folder } = await liftUploadApp({
    routes: { 'POST /': storing(() => folder, options) },
  })

  const answer = await send('/', [
    ['avatar', { name: 'a.bin', bytes: 'small' }],
    ['avatar', { name: 'b.bin', bytes: BIG }],
  ])

  expect(answer.status).toBe(status)
  expect(await listFiles(folder)).toEqual([])
})

test('a receiver of a published adapter is taken as it is, with its own options', async () => {
  const seen: string[] = []
  const { send, folder } = await liftUploadApp({
    routes: {
      'POST /': (req: Request, res: Response) => {
        const onProgress = ({ fd }: { fd: string }) => seen.push(basename(fd))
        storing(() => folder, { adapter: skipperDisk(), saveAs: 'x.bin', onProgress })(
          req,
          res,
        ).catch(() => res.sendStatus(500))
      },
    },
  })

  await send('/', [['avatar', { name: 'a.bin', bytes: BIG }]])

  expect(new Set(seen)).toEqual(new Set(['x.bin']))
  expect(await listFiles(folder)).toEqual(['disk/x.bin'])
})

test('the error of an adapter fails the upload', async () => {
  const adapter = {
    receive: () => {
      throw new Error('no bucket')
    },
  }
  const { send, folder } = await liftUploadApp({
    routes: { 'POST /': storing(() => folder, { adapter }) },
  })

  expect((await send('/', [['avatar', { name: 'a.bin', bytes: BIG }]])).status).toBe(500)
})
