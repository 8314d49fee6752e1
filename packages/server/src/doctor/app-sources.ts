import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'
import type { Program } from 'acorn'

import { listFiles } from '../app/files/list-files.ts'
import type { Finding } from './finding.ts'
import { type ModuleExports, readExports } from './module-exports.ts'
import { parseSource } from './parse-source.ts'

/** A file of code, parsed and not run. */
export interface SourceFile {
  /** Relative to the app, with `/` on every system. */
  readonly file: string
  /** Path inside the folder that was asked for, without extension. */
  readonly name: string
  readonly program: Program
  readonly exports: ModuleExports
}

/** The files of an app, for checks. */
export interface AppSources {
  readonly appPath: string
  readonly manifest: Readonly<Record<string, unknown>>
  /** Code in a folder of the app and those below it. What cannot be parsed is left out, and among the problems. */
  sources(folder: string): readonly SourceFile[]
  /** Paths inside a folder, without extension, of files with one of these endings. */
  names(folder: string, extensions: readonly string[]): string[]
  exists(file: string): boolean
  /** What could not be parsed so far. */
  readonly problems: readonly Finding[]
}

/** Opens the folder of an app. Files are parsed when a check asks for them, once. */
export function openApp(appPath: string): AppSources {
  const parsed = new Map<string, Parsed>()
  const problems: Finding[] = []
  const parse = (file: string): Parsed => {
    const known = parsed.get(file) ?? parseFile(appPath, file)
    if (!parsed.has(file) && 'problem' in known) problems.push(known.problem)
    parsed.set(file, known)
    return known
  }
  const list = (folder: string, extensions?: readonly string[]): { file: string; name: string }[] =>
    listFiles(path.join(appPath, folder), extensions === undefined ? {} : { extensions }).map(
      (found) => ({ file: toRelative(appPath, found.path), name: found.name }),
    )
  return {
    appPath,
    manifest: readManifest(appPath),
    problems,
    sources: (folder) =>
      list(folder).flatMap(({ file, name }) => {
        const result = parse(file)
        return 'problem' in result ? [] : [{ file, name, ...result }]
      }),
    names: (folder, extensions) => list(folder, extensions).map(({ name }) => name),
    exists: (file) => existsSync(path.join(appPath, file)),
  }
}

type Parsed = { program: Program; exports: ModuleExports } | { problem: Finding }

function parseFile(appPath: string, file: string): Parsed {
  try {
    const program = parseSource(readFileSync(path.join(appPath, file), 'utf8'), file)
    return { program, exports: readExports(program) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { line } = 'loc' in error ? (error.loc as { line: number }) : { line: 1 }
    return {
      problem: {
        weight: 'stops',
        file,
        line,
        text: `It cannot be parsed: ${error.message}.`,
        see: 'E_FILE_LOAD',
      },
    }
  }
}

function readManifest(appPath: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
    return isPlainObject(manifest) ? manifest : {}
  } catch {
    // An app may be without one, and npm tells of one that is broken.
    return {}
  }
}

function toRelative(appPath: string, file: string): string {
  return path.relative(appPath, file).split(path.sep).join('/')
}
