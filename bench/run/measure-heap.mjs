// Heap that a connected socket keeps, after garbage collection.
import { startServer } from './start-server.mjs'

/** Sockets that are connected before the heap is read first: they pay what is paid once. */
const SOCKETS_BEFORE = 100
const IDLE_SOCKETS = 2_000

/** @returns For each cell `cost`, bytes for one socket. */
export async function measureHeap(cells, tools) {
  const samples = []
  for (const cell of cells) samples.push(await measureOne(cell, tools))
  return samples
}

async function measureOne({ scenario, peer }, { load, profileFlags }) {
  const name = `${scenario.id} ${peer}`
  const flags = ['--expose-gc', ...profileFlags({ scenario, peer })]
  const server = await startServer(scenario, peer, flags)
  await load.ask('open', {
    ...scenario,
    name,
    port: server.started.port,
    connections: SOCKETS_BEFORE,
  })
  const before = await server.ask('heap')
  await load.ask('add', { name, count: IDLE_SOCKETS })
  const after = await server.ask('heap')

  await load.ask('close', { name })
  await server.end()
  return { cost: (after - before) / IDLE_SOCKETS }
}
