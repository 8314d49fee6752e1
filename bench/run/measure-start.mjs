// Time from the start of a server's process to its first answer.
import { startServer } from './start-server.mjs'

/** @returns For each cell `cost` in milliseconds. */
export async function measureStart(cells, { profileFlags }) {
  const samples = []
  for (const cell of cells) samples.push({ cost: await timeFirstAnswer(cell, profileFlags(cell)) })
  return samples
}

async function timeFirstAnswer({ scenario, peer }, flags) {
  const begin = performance.now()
  const server = await startServer(scenario, peer, flags)
  const answer = await fetch(`http://127.0.0.1:${server.started.port}/hello`)
  await answer.arrayBuffer()
  const end = performance.now()

  await server.end()
  if (answer.status !== 200) throw new Error(`${peer} answered ${answer.status} at its start.`)
  return end - begin
}
