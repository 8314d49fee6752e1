// npm run bench: measures, prints the table, writes RESULTS.md. Start reading at scenarios.mjs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { describeEnvironment } from './report/environment.mjs'
import { toFigure, toMarkdown } from './report/results.mjs'
import { startChild } from './run/child.mjs'
import { measureGroups } from './run/rounds.mjs'
import { GROUPS } from './scenarios.mjs'

const HELP = `npm run bench -- [options]
  --only <text>       scenarios whose name contains the text, several with commas
  --peers <names>     these peers, with commas
  --rounds <number>   5 unless told
  --quick             1 round of short windows, to see that everything runs
  --profile <folder>  a CPU profile of each server for that folder
Only a run of everything writes RESULTS.md.`

const FULL = { warmUpMs: 800, mostWarmUpMs: 3_000, slices: 6, sliceMs: 150 }
const QUICK = { warmUpMs: 200, mostWarmUpMs: 200, slices: 2, sliceMs: 50 }

run(readOptions()).catch((error) => {
  console.error(error)
  process.exit(1)
})

async function run({ only, peers, rounds, quick, profile }) {
  const groups = choose(only, peers)
  const load = await startChild('load/load.mjs')
  const samples = await measureGroups(groups, {
    load,
    rounds,
    times: quick ? QUICK : FULL,
    profileFlags: (cell) => profileFlags(profile, cell),
    report: ({ scenario, peer }, found) => {
      console.error(`${scenario.title} · ${peer}: ${toFigure(scenario, found)}`)
    },
  })
  await load.end()

  const results = toMarkdown(groups, samples, describeEnvironment(rounds))
  console.log(results)
  if (!only && !peers && !quick && !profile) {
    writeFileSync(new URL('RESULTS.md', import.meta.url), results)
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5))
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds} is no whole number above 0.`)
  return { ...values, rounds }
}

function choose(only, peers) {
  const names = only?.split(',')
  const wanted = peers?.split(',')
  const groups = GROUPS.map((group) =>
    group
      .filter(({ id }) => !names || names.some((name) => id.includes(name)))
      .map((scenario) => ({
        ...scenario,
        peers: scenario.peers.filter((peer) => !wanted || wanted.includes(peer)),
      })),
  )
  if (groups.flat().length === 0) throw new Error(`No scenario is called "${only}".`)
  return groups
}

function profileFlags(folder, { scenario, peer }) {
  if (!folder) return []
  mkdirSync(folder, { recursive: true })
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${resolve(folder)}`,
    `--cpu-prof-name=${scenario.id}-${peer}-${Date.now()}.cpuprofile`,
  ]
}
