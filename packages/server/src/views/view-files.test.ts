import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { ViewFiles } from './view-files.ts'

function createFiles(
  names: readonly string[],
  isFixed = false,
): { files: ViewFiles; folder: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'halyard-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const folder = path.join(root, 'views')
  for (const name of names) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), name)
  }
  writeFileSync(path.join(root, 'secret.ejs'), '')
  return { files: new ViewFiles(folder, '.ejs', isFixed), folder }
}

test.each([
  ['a', 'a.ejs'],
  ['/a', 'a.ejs'],
  ['a.ejs', 'a.ejs'],
  ['a/', 'a.ejs'],
  ['shop', 'shop/index.ejs'],
  ['shop\\index', 'shop/index.ejs'],
  ['SHOP/Index', 'shop/index.ejs'],
  ['x.i18n', 'x.i18n.ejs'],
  ['shop/../a', 'a.ejs'],
  ['../secret', undefined],
  ['/../secret', undefined],
  ['..\\secret', undefined],
  ['shop/../../secret', undefined],
  ['data.json', undefined],
  ['a\0', undefined],
  ['', undefined],
])('%j is the file %s', (view, file) => {
  const { files } = createFiles(['a.ejs', 'shop/index.ejs', 'x.i18n.ejs', 'data.json'])

  expect(files.find(view)?.path).toBe(file)
})

test('of names that differ in their case only the very one is found', () => {
  const { files } = createFiles(['a.ejs', 'A.ejs'])

  expect([files.find('a')?.path, files.find('A')?.path]).toEqual(['a.ejs', 'A.ejs'])
})

test('links are followed, but not round in circles', () => {
  const { files, folder } = createFiles(['a.ejs', 'sub/b.ejs'])
  symlinkSync(folder, path.join(folder, 'sub', 'up'))
  symlinkSync(path.join(folder, 'a.ejs'), path.join(folder, 'link.ejs'))
  symlinkSync(path.join(folder, 'none.ejs'), path.join(folder, 'dead.ejs'))

  expect(files.tree()).toEqual({ a: true, link: true, sub: { b: true } })
})

test('a folder that is read once does not see what comes later', () => {
  const { files, folder } = createFiles(['a.ejs'], true)
  files.find('a')
  writeFileSync(path.join(folder, 'b.ejs'), '')

  expect(files.find('b')).toBeUndefined()
})

test('an app without views has none', () => {
  const files = new ViewFiles(path.join(tmpdir(), 'halyard-no-such-folder'), '.ejs', false)

  expect(files.find('a')).toBeUndefined()
  expect(files.tree()).toEqual({})
})
