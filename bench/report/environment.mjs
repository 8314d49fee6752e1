import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const PEERS = [
  'fastify',
  '@fastify/session',
  'express',
  'express-session',
  'socket.io',
  'sails',
  'sails-hook-sockets',
]

/** Where and with what it ran, in one line that names no machine. */
export function describeEnvironment(rounds) {
  const versions = PEERS.map((name) => `${name} ${versionOf(name)}`).join(', ')
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, Node ${process.versions.node}, ${cpus().length} cores, ${rounds} rounds; ${versions}.`
}

/** Read beside the code: some packages do not export their package.json. */
function versionOf(name) {
  return JSON.parse(
    readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
  ).version
}
