import { existsSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { cluster } from '../by-hand/cluster.ts'
import { BY_HAND } from '../by-hand/index.ts'
import { TESTED_ELSEWHERE } from '../replay/elsewhere.ts'
import { PLANS } from '../replay/plans.ts'
import { type Exchange, readRecordings } from '../replay/recording.ts'

test('every recorded exchange is replayed or tested elsewhere', () => {
  const forgotten = readRecordings().flatMap(({ file, exchanges }) =>
    exchanges
      .filter((exchange) => !isAccountedFor(file, exchange))
      .map(({ name }) => `${file}: ${name}`),
  )

  expect(forgotten).toEqual([])
})

test.each(Object.keys(TESTED_ELSEWHERE))('%s is there', (file) => {
  expect(existsSync(path.join(import.meta.dirname, '../..', file))).toBe(true)
})

function isAccountedFor(file: string, { name }: Exchange): boolean {
  const plan = PLANS.find((one) => one.file === file)
  const isPlanned = plan !== undefined && !plan.elsewhere?.test(name)
  const byHand = file === 'cluster' ? cluster : BY_HAND[file]
  const isElsewhere = Object.values(TESTED_ELSEWHERE).flat().includes(name)
  return isPlanned || byHand?.[name] !== undefined || isElsewhere
}
