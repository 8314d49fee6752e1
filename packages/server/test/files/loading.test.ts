import { utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { findDuplicates, listFiles } from '../../src/app/files/list-files.ts'
import { loadFile } from '../../src/app/files/load-file.ts'
import { writeApp } from './write-app.ts'

async function load(files: Record<string, string>, name: string): Promise<unknown> {
  const appPath = writeApp(files)
  return loadFile(path.join(appPath, name), appPath)
}

test('both kinds of modules and both kinds of data are loaded side by side', async () => {
  const appPath = writeApp({
    'common.js': 'module.exports = { kind: "common" }',
    'common.cjs': 'module.exports = { kind: "cjs" }',
    'syntax.js': 'export default { kind: "syntax" }',
    'default.mjs': 'export default { kind: "default" }; export const other = 1',
    'named.mjs': 'export const kind = "named"',
    'waits.mjs': 'export default await Promise.resolve({ kind: "waits" })',
    'compiled.js':
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.kind = "compiled"',
    'data.json': '{ "kind": "json" }',
    'data.json5': '{ kind: "json5", /* why */ }',
  })
  const files = listFiles(appPath, { extensions: ['.js', '.cjs', '.mjs', '.json', '.json5'] })

  const loaded = await Promise.all(files.map(async ({ path: file }) => loadFile(file, appPath)))

  const kinds = [
    'cjs',
    'common',
    'compiled',
    'json',
    'json5',
    'default',
    'named',
    'syntax',
    'waits',
  ]
  expect(loaded).toEqual(kinds.map((kind) => ({ kind })))
})

test('code in other files is left out: declarations, tests, backups, hidden files, packages', () => {
  const appPath = writeApp({
    'user/find-one.ts': '',
    'user/find-one.test.ts': '',
    'user/find-one.d.ts': '',
    'user/find-one.js.bak': '',
    'user/find-one.js~': '',
    'user/.hidden.js': '',
    'user/README.md': '',
    'node_modules/x/index.js': '',
    '__tests__/x.js': '',
  })

  expect(listFiles(appPath).map(({ name }) => name)).toEqual(['user/find-one'])
  expect(listFiles(path.join(appPath, 'nowhere'))).toEqual([])
})

test('two files with one name are refused, case and extension aside', () => {
  const appPath = writeApp({ 'a/find-one.js': '', 'a/FIND-one.js': '', 'b.js': '', 'b.ts': '' })

  expect(findDuplicates(listFiles(appPath), appPath)).toEqual([
    expect.objectContaining({
      code: 'E_DUPLICATE_FILE',
      message: expect.stringContaining('a/FIND-one.js and a/find-one.js'),
    }),
    expect.objectContaining({ message: expect.stringContaining('b.js and b.ts') }),
  ])
})

test.each([
  ['a mistake of syntax', 'const a = 1\n\nconst b = ;\n', 'x.js:3'],
  ['an error', '\nmissing()\n', 'x.js:2'],
  ['an error below', 'require("./below.js")', 'below.js:2'],
  ['a missing package', 'require("is-not-there")', 'x.js:1'],
  ['an error without a place', 'throw "text"', 'x.js could'],
])('%s is told with the file and line of the app', async (_what, text, place) => {
  const loading = load({ 'x.js': text, 'below.js': '\nnull.x\n' }, 'x.js')

  await expect(loading).rejects.toMatchObject({ code: 'E_FILE_LOAD' })
  await expect(loading).rejects.toThrow(place)
})

test('a module is run once, and again when its file has changed', async () => {
  const appPath = writeApp({ 'x.js': 'module.exports = { runs: [1] }' })
  const file = path.join(appPath, 'x.js')

  const first = await loadFile(file, appPath)
  const second = await loadFile(file, appPath)
  writeFileSync(file, 'module.exports = { changed: true }')
  utimesSync(file, 1, 1)

  expect(second).toBe(first)
  expect(await loadFile(file, appPath)).toEqual({ changed: true })
})
