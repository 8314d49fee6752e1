import { expect, test } from 'vitest'

import { codesInDocs, codesInSource, codesOutOfStep } from './error-codes.mjs'

test('a code of the source without a section is found', () => {
  const inSource = codesInSource(`super('E_NEW', 'text')`)

  expect(codesOutOfStep(inSource, codesInDocs('## E_OLD\n'))).toEqual([
    'E_NEW has no section in docs/errors.md',
    'docs/errors.md has E_OLD, which no source names',
  ])
})

test('nothing is found when both sides agree', () => {
  expect(codesOutOfStep(codesInSource(`'E_A'`), codesInDocs('## `E_A`\n\ntext\n'))).toEqual([])
})

test('codes that are kept from Sails count, prefixes of codes do not', () => {
  const source = `'SAILS:HOOK:SOCKETS:CONFIG' 'ERR_NO_PASSWORD' code.startsWith('E_UNKNOWN_')`

  expect(codesInSource(source)).toEqual(['SAILS:HOOK:SOCKETS:CONFIG', 'ERR_NO_PASSWORD'])
})
