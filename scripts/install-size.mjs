// npm run install-size: installs halyard alone, as npm would from the registry, and fails above the bar.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const MOST_PACKAGES = 100
/** Megabytes of 1,000,000 bytes: what the files hold, whatever room the disk gives them. */
const MOST_MB = 25

/** Ours; npm cannot know them from the registry before they are published. */
const OURS = ['halyard', '@halyard/protocol', '@halyard/orm', 'create-halyard']

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'halyard-install-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

install(pack())
const packages = readPackages()
const mb = sizeOf(path.join(folder, 'node_modules')) / 1e6
console.log(
  `halyard alone: ${packages} packages (at most ${MOST_PACKAGES}), ${mb.toFixed(1)} MB (at most ${MOST_MB})`,
)
if (packages > MOST_PACKAGES || mb > MOST_MB) process.exitCode = 1

/** @returns Paths of the archives by the packages' names. */
function pack() {
  const needed = OURS.filter((name) =>
    readdirSync(path.join(root, 'packages')).includes(folderOf(name)),
  )
  const workspaces = needed.flatMap((name) => ['--workspace', name])
  const packed = npm(['pack', '--json', '--pack-destination', folder, ...workspaces], root)
  const archives = JSON.parse(packed)
  const list = Array.isArray(archives) ? archives : Object.values(archives)
  return Object.fromEntries(list.map(({ name, filename }) => [name, `file:${filename}`]))
}

/** Of our packages, only halyard is asked for: the others come because it depends on them. */
function install({ halyard, ...others }) {
  const manifest = { private: true, dependencies: { halyard }, overrides: others }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
}

function readPackages() {
  const lock = readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8')
  return Object.keys(JSON.parse(lock).packages).length
}

function sizeOf(place) {
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0)
}

function folderOf(name) {
  return name === 'halyard' ? 'server' : name.replace('@halyard/', '')
}

function npm(words, cwd) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
