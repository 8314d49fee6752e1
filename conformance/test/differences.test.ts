import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { describe, expect, test } from 'vitest'

import { DIFFERENCES } from '../differences/index.ts'
import { differencesOf, toExpected } from '../replay/expected.ts'
import { readRecordings } from '../replay/recording.ts'

const DOCS = path.join(import.meta.dirname, '../../docs/differences-from-sails.md')

const exchanges = readRecordings().flatMap(({ file, exchanges }) =>
  exchanges.map((exchange) => ({ file, exchange })),
)

describe('the list of intended differences', () => {
  test.each(DIFFERENCES)('$id is explained in docs/differences-from-sails.md', ({ id }) => {
    const explained = readFileSync(DOCS, 'utf8').matchAll(/^- `(D-[A-Z0-9-]+)`/gm)

    expect([...explained].map((match) => match[1])).toContain(id)
  })

  test('each one concerns an exchange that was recorded', () => {
    const used = new Set(exchanges.flatMap(({ file, exchange }) => differencesOf(file, exchange)))

    expect(DIFFERENCES.filter((difference) => !used.has(difference))).toEqual([])
  })

  test("each one changes what is expected: what Sails' answer meets is no difference", () => {
    const idle = exchanges.flatMap(({ file, exchange }) =>
      differencesOf(file, exchange)
        .filter((difference) =>
          isDeepStrictEqual(toExpected(file, exchange, [difference]), exchange),
        )
        .map(({ id }) => `${id} in ${file}: ${exchange.name}`),
    )

    expect(idle).toEqual([])
  })
})
