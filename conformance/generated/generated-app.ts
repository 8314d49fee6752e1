import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** Where Sails and the packages of its apps are installed. */
const MODULES = path.join(import.meta.dirname, '../node_modules')
const SAILS = path.join(MODULES, 'sails/bin/sails.js')
const HALYARD = path.join(import.meta.dirname, '../../packages/server')
/** Milliseconds after which what has not come will not. */
const LIMIT_MS = 60_000

/** An app that Sails' own generator has made, with halyard installed under the name of Sails. */
export interface GeneratedApp {
  readonly folder: string
  remove(): void
}

/** Runs `sails new app ...flags`. What package.json lists is there, but for tools of development. */
export async function generateApp(flags: readonly string[]): Promise<GeneratedApp> {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-generated-')))
  await promisify(execFile)(process.execPath, [SAILS, 'new', 'app', '--fast', ...flags], {
    cwd: parent,
  })
  const folder = path.join(parent, 'app')
  for (const name of dependenciesOf(folder)) link(name, folder)
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

/** A running app. */
export interface LiftedApp {
  readonly url: string
  /** What it has written so far. */
  readonly output: () => string
  /** Lowers it with SIGTERM. @returns its exit code */
  stop(): Promise<number | null>
}

/** Runs `node app.js` and waits until the app answers. @throws with the app's output when it ends instead */
export async function liftApp(
  { folder }: GeneratedApp,
  {
    production = false,
    settings = [],
  }: { production?: boolean; settings?: readonly string[] } = {},
): Promise<LiftedApp> {
  const port = await freePort()
  const child = spawn(process.execPath, ['app.js', `--port=${port}`, ...settings], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: production ? 'production' : 'development' },
  })
  let written = ''
  child.stdout.on('data', (chunk) => (written += String(chunk)))
  child.stderr.on('data', (chunk) => (written += String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await waitForAnswer(url, child, () => written)
  return { url, output: () => written, stop: async () => stop(child) }
}

function dependenciesOf(folder: string): string[] {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  )
  const tools = new Set(['eslint', 'htmlhint', 'lesshint'])
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !tools.has(name))
}

function link(name: string, folder: string): void {
  const target = path.join(folder, 'node_modules', name)
  mkdirSync(path.dirname(target), { recursive: true })
  symlinkSync(name === 'sails' ? HALYARD : path.join(MODULES, name), target, 'dir')
}

async function waitForAnswer(
  url: string,
  child: ChildProcess,
  written: () => string,
): Promise<void> {
  const answers = async (): Promise<boolean> =>
    fetch(url, { method: 'OPTIONS' }).then(
      () => true,
      () => false,
    )
  await waitUntil(async () => child.exitCode !== null || (await answers()))
  if (child.exitCode === null && (await answers())) return
  child.kill('SIGKILL')
  throw new Error(`The app did not lift: ${written()}`)
}

/** Asks again and again, for a minute at most. */
export async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + LIMIT_MS
  // oxlint-disable-next-line no-await-in-loop -- one question after the other
  while (Date.now() < until && !(await isSo())) {
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return child.exitCode
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
