import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { nearestName } from '../nearest-name.ts'
import { readAppStyle } from './app-style.ts'
import type { CommandContext, RunCommand } from './command.ts'
import { UnknownOptionError, FileExistsError } from './errors.ts'
import { findGenerator } from './generators.ts'
import { print } from './print.ts'

const FLAGS: readonly string[] = ['--force', '--dry-run', '--ts', '--js']

/** Writes the file of a new part of the app, in the app's own language and kind of modules. */
export const runGenerate: RunCommand = async ({ cwd, words }: CommandContext) => {
  const flags = readFlags(words)
  const [type, ...names] = words.filter((word) => !word.startsWith('-'))
  const generator = findGenerator(type)
  const style = readAppStyle(cwd, flags)
  const { file, text, hint } = generator.write(names, style)
  const full = path.join(cwd, file)
  if (existsSync(full) && !flags.has('--force')) throw new FileExistsError(file)
  if (flags.has('--dry-run')) {
    print(`Would write ${file}:\n\n${text}`)
    return 0
  }
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, text)
  print(`Wrote ${file}.`)
  if (hint !== undefined) print(hint)
  return 0
}

function readFlags(words: readonly string[]): ReadonlySet<string> {
  const flags = words.filter((word) => word.startsWith('-'))
  const unknown = flags.find((flag) => !FLAGS.includes(flag))
  if (unknown !== undefined) throw new UnknownOptionError(unknown, nearestName(unknown, FLAGS))
  return new Set(flags)
}
