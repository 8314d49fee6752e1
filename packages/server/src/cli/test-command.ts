import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { NoTypeScriptError } from '../app/files/errors.ts'
import { nodeRunsTypeScript } from '../app/files/run-typescript.ts'
import type { CommandContext, RunCommand } from './command.ts'
import { NoTestsError } from './errors.ts'
import { readNpmScripts } from './find-script.ts'
import { runChild } from './run-child.ts'
import { runScriptCommand } from './run-command.ts'

/** A line of package.json that leads here again. */
const OURS = /^\s*(?:npx\s+)?(?:halyard|sails)\s+test\b/

const TEST_FILE = /\.test\.[cm]?[jt]s$/
const TYPESCRIPT = /\.[cm]?ts$/

/**
 * Runs an app's tests: as its package.json says, or else all `*.test.*` with Node's own test runner, TypeScript by tsx.
 * Words are handed on; those without a dash are files to run instead of all.
 */
export const runTests: RunCommand = async (context) => {
  const { cwd, words } = context
  const script = readNpmScripts(path.join(cwd, 'package.json'))['test']
  if (script !== undefined && !OURS.test(script)) {
    return runScriptCommand({ ...context, words: ['test', ...words] })
  }
  return runNodeTests(context)
}

async function runNodeTests({ cwd, words }: CommandContext): Promise<number> {
  const options = words.filter((word) => word.startsWith('-'))
  const named = words.filter((word) => !word.startsWith('-'))
  const files = named.length > 0 ? named : findTests(cwd, '')
  if (files.length === 0) throw new NoTestsError(cwd)
  process.env['NODE_ENV'] ??= 'test'
  return runChild(process.execPath, [...loaderFor(files, cwd), '--test', ...options, ...files], cwd)
}

/** @throws {NoTypeScriptError} when nothing here runs a file */
function loaderFor(files: readonly string[], cwd: string): string[] {
  const typeScript = files.find((file) => TYPESCRIPT.test(file))
  if (typeScript === undefined || nodeRunsTypeScript()) return []
  try {
    const tsx = createRequire(path.join(cwd, 'package.json')).resolve('tsx')
    return ['--import', pathToFileURL(tsx).href]
  } catch {
    throw new NoTypeScriptError(typeScript)
  }
}

function findTests(cwd: string, folder: string): string[] {
  return readdirSync(path.join(cwd, folder), { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
      if (entry.isDirectory()) return findTests(cwd, file)
      return TEST_FILE.test(entry.name) ? [file] : []
    })
}
