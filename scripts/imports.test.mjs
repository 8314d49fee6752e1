import { expect, test } from 'vitest'

import { forbiddenImports, importCycles } from './imports.mjs'

const server = (file, ...imports) => forbiddenImports('server', [{ file, imports }], ['socket.io'])

test('a folder may import its own files, the shared ones and the folders of its row', () => {
  expect(server('pipeline/a.ts', './b.ts', '../errors.ts', '../router/route.ts')).toEqual([])
})

test('an import against the table is refused with what is allowed', () => {
  expect(server('router/a.ts', '../app/sails.ts')).toEqual([
    'server/src/router/a.ts imports ../app/sails.ts: router/ may import no other folder',
  ])
})

test('a package that is not in package.json is refused', () => {
  expect(server('rooms/a.ts', 'socket.io', 'lodash')).toEqual([
    expect.stringContaining('imports lodash: not among the dependencies'),
  ])
})

test('the client and the protocol import nothing of Node', () => {
  const sources = [{ file: 'a.ts', imports: ['node:fs'] }]

  expect(forbiddenImports('client', sources, [])).toHaveLength(1)
  expect(forbiddenImports('protocol', sources, [])).toHaveLength(1)
})

test('files that import each other are found, however long the circle', () => {
  const cycles = importCycles([
    { file: 'a.ts', imports: ['./b/c.ts'] },
    { file: 'b/c.ts', imports: ['../d.ts'] },
    { file: 'd.ts', imports: ['./a.ts'] },
  ])

  expect(cycles).toEqual(['a.ts -> b/c.ts -> d.ts -> a.ts'])
})
