import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { nearestName } from '../../nearest-name.ts'
import { readAppStyle } from '../app-style.ts'
import type { CommandContext, RunCommand } from '../command.ts'
import {
  BadPartNameError,
  ExclusiveOptionsError,
  FileExistsError,
  UnknownOptionError,
} from '../errors.ts'
import { runNew } from '../new-command.ts'
import { print } from '../print.ts'
import type { GeneratedFile } from './generator.ts'
import { GENERATORS, findGenerator } from './generators.ts'

const FLAGS: readonly string[] = [
  ...['--force', '--dry-run', '--ts', '--js', '--test', '--no-test', '--no-actions2'],
]

const EXCLUSIVE = [
  ['--ts', '--js'],
  ['--test', '--no-test'],
] as const

/** Writes the files of a new part of the app, in the app's own language and kind of modules. */
export const runGenerate: RunCommand = async (context: CommandContext) => {
  const { cwd, words } = context
  const [type] = words
  if (type === 'new') return runNew({ ...context, words: words.slice(1) })
  const flags = readFlags(words)
  const [part, ...names] = words.filter((word) => !word.startsWith('-'))
  if (part === undefined) return printParts()
  const generator = findGenerator(part)
  const style = readAppStyle(cwd, flags)
  if (names.length === 0) throw new BadPartNameError(part, '', generator.usage)
  const { files, hint } = generator.write(names, style)
  if (flags.has('--dry-run')) return show(files)
  writeFiles(cwd, files, flags.has('--force'))
  if (hint !== undefined) print(hint)
  return 0
}

function readFlags(words: readonly string[]): ReadonlySet<string> {
  const flags = words.filter((word) => word.startsWith('-'))
  const unknown = flags.find((flag) => !FLAGS.includes(flag))
  if (unknown !== undefined) throw new UnknownOptionError(unknown, nearestName(unknown, FLAGS))
  for (const [one, other] of EXCLUSIVE) {
    if (flags.includes(one) && flags.includes(other)) throw new ExclusiveOptionsError(one, other)
  }
  return new Set(flags)
}

function printParts(): number {
  const rows = Object.entries(GENERATORS).map(([name, { usage }]) => `  ${name} ${usage}`)
  print(['Usage: halyard generate <part> <name> [options]', '', ...rows].join('\n'))
  return 0
}

function show(files: readonly GeneratedFile[]): number {
  for (const { file, text } of files) print(`Would write ${file}:\n\n${text}`)
  return 0
}

/** Writes all files or, when one is there already, none. */
function writeFiles(cwd: string, files: readonly GeneratedFile[], isForced: boolean): void {
  const found = files.find(({ file }) => existsSync(path.join(cwd, file)))
  if (found !== undefined && !isForced) throw new FileExistsError(found.file)
  for (const { file, text } of files) {
    const full = path.join(cwd, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
    print(`Wrote ${file}.`)
  }
}
