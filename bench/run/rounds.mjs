// All groups, round after round.
import { measureCpu } from './measure-cpu.mjs'
import { measureHeap } from './measure-heap.mjs'
import { measureSize } from './measure-size.mjs'
import { measureStart } from './measure-start.mjs'

const MEASURE = { cpu: measureCpu, heap: measureHeap, size: measureSize, start: measureStart }

/**
 * Measures the cells of each group together, as often as there are rounds, with new processes each time.
 *
 * @param report Called with each cell and its samples when its group is done.
 * @returns `Map` of `'<scenario> <peer>'` to one sample for each round.
 */
export async function measureGroups(groups, { rounds, report, ...tools }) {
  const results = new Map()
  for (const group of groups) {
    const cells = group.flatMap((scenario) => scenario.peers.map((peer) => ({ scenario, peer })))
    for (const cell of cells) results.set(nameOf(cell), [])

    for (let round = 0; round < rounds; round++) {
      const turn = round % 2 === 0 ? cells : cells.toReversed()
      const samples = turn.length === 0 ? [] : await MEASURE[turn[0].scenario.kind](turn, tools)
      for (const [index, cell] of turn.entries()) results.get(nameOf(cell)).push(samples[index])
    }
    for (const cell of cells) report(cell, results.get(nameOf(cell)))
  }
  return results
}

function nameOf({ scenario, peer }) {
  return `${scenario.id} ${peer}`
}
