import { connect } from 'node:net'

import { describe } from 'vitest'

import { replayByHand } from '../by-hand/by-hand.cases.ts'
import { cluster } from '../by-hand/cluster.ts'

const isThere = process.env['REQUIRE_SERVICES'] === '1' || (await answers(6379))

describe.skipIf(!isThere)('two processes joined by Redis', () => {
  replayByHand('cluster', cluster)
})

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
