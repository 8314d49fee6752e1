// npm run bench:lift: the empty web app that `halyard new` writes beside that of `sails new`, from the start of the process
// until it is lifted.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { median } from './report/statistics.mjs'

const BENCH = path.dirname(fileURLToPath(import.meta.url))
const ROOT = path.dirname(BENCH)
const ROUNDS = Number(process.argv[2] ?? 7)

/** At most this part of what Sails takes. */
const BAR = 0.5

const folder = mkdtempSync(path.join(tmpdir(), 'halyard-lift-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

const cells = [
  { name: 'Sails 1.5', lift: 'lift-sails.cjs', cwd: newSailsApp() },
  { name: 'halyard, JavaScript', lift: 'lift-halyard.mjs', cwd: newApp('js') },
  { name: 'halyard, TypeScript', lift: 'lift-halyard.mjs', cwd: newApp('ts') },
]
const rounds = Array.from({ length: ROUNDS }, () => cells.map((cell) => measure(cell)))
print(rounds)

/** All that Sails' generator writes: ORM, sockets and its other hooks are on; Grunt, which builds assets, is off. */
function newSailsApp() {
  const bin = createRequire(path.join(BENCH, 'package.json')).resolve('sails/bin/sails.js')
  run(['node', bin, 'new', 'sails-app', '--traditional', '--fast'], folder)
  return withModules('sails-app', path.join(BENCH, 'node_modules'))
}

function newApp(language) {
  const name = `halyard-${language}`
  run(
    ['node', path.join(ROOT, 'packages/create-halyard/dist/bin.js'), name, `--${language}`],
    folder,
  )
  return withModules(name, path.join(ROOT, 'node_modules'))
}

function withModules(name, modules) {
  const cwd = path.join(folder, name)
  symlinkSync(modules, path.join(cwd, 'node_modules'))
  return cwd
}

/** @returns Milliseconds: CPU time until the app is lifted and until it has been for a second, and time until it is. */
function measure({ lift, cwd }) {
  const { stdout } = run(['node', path.join(BENCH, 'lift', lift)], cwd)
  return JSON.parse(stdout)
}

function run([command, ...words], cwd) {
  const env = { ...process.env, NODE_ENV: 'development', PORT: '0' }
  const result = spawnSync(command, words, { cwd, env, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`${words.join(' ')}\n${result.stdout}${result.stderr}`)
  return result
}

/** Medians of the rounds; a ratio is made inside a round. */
function print(rounds) {
  console.log(`${ROUNDS} rounds, Node ${process.version}; at most ${BAR} of Sails is the bar`)
  for (const [index, { name }] of cells.entries()) {
    const of = (key) => median(rounds.map((round) => round[index][key]))
    const ratio = (key) => median(rounds.map((round) => round[index][key] / round[0][key]))
    const show = (key) => `${of(key).toFixed(0)} ms (${ratio(key).toFixed(2)}x)`
    console.log(
      `${name}: CPU ${show('cpu')}, time ${show('time')}, CPU a second later ${show('cpuLater')}`,
    )
  }
}
