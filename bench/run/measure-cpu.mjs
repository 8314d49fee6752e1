// CPU time of a server process over completed requests.
import { startServer } from './start-server.mjs'

/** Requests after which V8 has compiled what it will compile. */
const ENOUGH_TO_BE_WARM = 6_000

/**
 * Measures several cells side by side. Each gets a server of its own and is warmed up; then they take turns
 * in short slices, so that whatever else the machine does meanwhile hits all of them alike.
 *
 * @param load The process of the clients.
 * @param times `warmUpMs`, `mostWarmUpMs`, `slices`, `sliceMs`.
 * @returns For each cell `cost` in microseconds for a request, and `perSecond`.
 */
export async function measureCpu(cells, { load, times, profileFlags }) {
  const runs = []
  for (const cell of cells) runs.push(await openRun(cell, load, profileFlags(cell)))
  for (const run of runs) await warmUp(run, load, times)

  for (let slice = 0; slice < times.slices; slice++) {
    // Every other turn runs backwards: nobody is always the one after the slowest.
    for (const run of slice % 2 === 0 ? runs : runs.toReversed()) {
      await measureSlice(run, load, times.sliceMs)
    }
  }

  for (const run of runs) await closeRun(run, load)
  return runs.map(({ cpu, completed, seconds }) => ({
    cost: cpu / completed,
    perSecond: completed / seconds,
  }))
}

async function openRun({ scenario, peer }, load, flags) {
  const server = await startServer(scenario, peer, flags)
  const name = `${scenario.id} ${peer}`
  await load.ask('open', { ...scenario, name, port: server.started.port })
  return { name, server, cpu: 0, completed: 0, seconds: 0 }
}

/** A slow server gets more time: what counts is how often its code has run. */
async function warmUp({ name }, load, { warmUpMs, mostWarmUpMs }) {
  const end = performance.now() + mostWarmUpMs
  let warm = 0
  do {
    warm += (await load.ask('run', { name, forMs: warmUpMs })).completed
  } while (warm < ENOUGH_TO_BE_WARM && performance.now() < end)
}

/** The load drains before the second reading: every request that was paid for is counted. */
async function measureSlice(run, load, sliceMs) {
  const before = await run.server.ask('cpu')
  const { completed, seconds } = await load.ask('run', { name: run.name, forMs: sliceMs })
  run.cpu += (await run.server.ask('cpu')) - before
  run.completed += completed
  run.seconds += seconds
}

async function closeRun({ name, server }, load) {
  await load.ask('close', { name })
  await server.end()
}
