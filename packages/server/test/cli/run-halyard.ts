import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { onTestFinished, vi } from 'vitest'

import { runCli } from '../../src/cli/run-cli.ts'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
/** The built program, as `npm test` makes it: running the sources takes several times as long for each of many processes. */
const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const TSX_PACKAGE = path.dirname(createRequire(import.meta.url).resolve('tsx/package.json'))

/** What a command leaves behind. */
export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** Writes an app into a new folder, which is gone after the test. The app has halyard and tsx installed. */
export function writeApp(files: Record<string, string> = {}): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-cli-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(path.join(folder, 'node_modules'))
  symlinkSync(PACKAGE, path.join(folder, 'node_modules/halyard'), 'dir')
  mkdirSync(path.join(folder, 'node_modules/@halyard'))
  symlinkSync(path.join(PACKAGE, '../orm'), path.join(folder, 'node_modules/@halyard/orm'), 'dir')
  symlinkSync(TSX_PACKAGE, path.join(folder, 'node_modules/tsx'), 'dir')
  for (const [name, content] of Object.entries({ 'package.json': '{"name":"app"}', ...files })) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

/** Starts the command line as a process of its own. */
export function startHalyard(
  cwd: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const own = { NODE_ENV: 'development', HOME: cwd, sails_explicitHost: '127.0.0.1' }
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd,
    env: { ...process.env, ...own, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a command to its end. @param input What is typed. */
export async function halyard(cwd: string, words: readonly string[], input = ''): Promise<Outcome> {
  const child = startHalyard(cwd, words)
  child.stdin?.end(input)
  const exit = once(child, 'exit')
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr)])
  await exit
  return { code: child.exitCode, stdout, stderr }
}

/** Runs a command that needs no app in this process, which takes a twentieth of the time. */
export async function halyardHere(cwd: string, words: readonly string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk)
      return true
    }),
  )
  try {
    const app = async () => Promise.reject(new Error('This command needs no app.'))
    return { code: (await runCli(words, { cwd, app })) ?? null, ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** Waits until a process has written something; it may go on writing afterwards. */
export function waitForText(stream: Readable | null, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let written = ''
    stream?.on('data', (chunk) => {
      written += String(chunk)
      const found = pattern.exec(written)
      if (found !== null) resolve(found)
    })
    stream?.once('end', () => reject(new Error(`No ${String(pattern)} in: ${written}`)))
  })
}

async function readAll(stream: Readable | null): Promise<string> {
  return stream === null ? '' : text(stream)
}
