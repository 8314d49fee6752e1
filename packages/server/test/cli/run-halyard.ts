import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { onTestFinished } from 'vitest'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const BIN = fileURLToPath(new URL('../../src/bin.ts', import.meta.url))
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const NODE_OPTIONS = ['--import', TSX, '--conditions=halyard-source']

/** What a command leaves behind. */
export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** Writes an app into a new folder, which is gone after the test. The app has halyard installed. */
export function writeApp(files: Record<string, string> = {}): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-cli-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(path.join(folder, 'node_modules'))
  symlinkSync(PACKAGE, path.join(folder, 'node_modules/halyard'), 'dir')
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
  const child = spawn(process.execPath, [...NODE_OPTIONS, BIN, ...words], {
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
