import { afterAll, describe, expect, test } from 'vitest'

import { compare } from './compare.ts'
import type { Door } from './door.ts'
import type { Plan } from './plan.ts'
import { PLANS } from './plans.ts'
import { type Exchange, readRecording } from './recording.ts'
import { Replay } from './replay.ts'

/** Brings about every exchange of the plain recordings that a kind of client can. */
export function replayThrough(door: Door): void {
  for (const plan of PLANS) {
    const exchanges = readRecording(plan.file).exchanges.filter((one) => isFor(one, plan, door))
    if (exchanges.length > 0) replayPlan(plan, exchanges, door)
  }
}

function replayPlan(plan: Plan, exchanges: readonly Exchange[], door: Door): void {
  describe(`${plan.file} by ${door.name}`, () => {
    const replay = new Replay(plan, door)
    afterAll(async () => replay.end())

    for (const exchange of exchanges) {
      test(exchange.name, async () => {
        const { expected, found } = await replay.run(exchange)

        expect(compare(expected, found, replay.placeholders)).toEqual([])
      })
    }
  })
}

function isFor(exchange: Exchange, plan: Plan, door: Door): boolean {
  const isHere = !plan.elsewhere?.test(exchange.name)
  const isAnyDoors =
    exchange['httpRequest'] !== undefined || plan.instead?.[exchange.name] !== undefined
  return isHere && (isAnyDoors || door.canAsk(exchange))
}
