import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { CODE_EXTENSIONS, listFiles } from '../app/files/list-files.ts'
import { nearestName } from '../nearest-name.ts'
import { AmbiguousScriptError, BadScriptNameError, UnknownScriptError } from './errors.ts'

/** A script by its name: a file of `scripts/`, or a line of package.json. */
export type FoundScript =
  | { readonly kind: 'file'; readonly name: string; readonly file: string }
  | { readonly kind: 'npm'; readonly name: string }

/**
 * Finds a script.
 * @param given Its name; its file's ending and `scripts/` before it are left out.
 * @throws {BadScriptNameError} {UnknownScriptError} {AmbiguousScriptError}
 */
export function findScript(cwd: string, given: string | undefined): FoundScript {
  const files = listFiles(path.join(cwd, 'scripts'), { depth: 0 })
  const npmScripts = Object.keys(readNpmScripts(path.join(cwd, 'package.json')))
  const known = [...new Set([...files.map(({ name }) => name), ...npmScripts])]
  const name = toName(given)
  if (name === undefined) throw new BadScriptNameError(given, known)
  const file = files.find((candidate) => candidate.name === name)
  const isNpm = npmScripts.includes(name)
  if (file !== undefined && isNpm) {
    throw new AmbiguousScriptError(name, path.relative(cwd, file.path))
  }
  if (file !== undefined) return { kind: 'file', name, file: file.path }
  if (isNpm) return { kind: 'npm', name }
  throw new UnknownScriptError(name, nearestName(name, known), known)
}

function toName(given: string | undefined): string | undefined {
  if (given === undefined || given.startsWith('-')) return undefined
  const name = given.replace(/^(?:\.\/)?scripts\//, '')
  if (/[\\/]/.test(name)) return undefined
  const extension = path.extname(name)
  return CODE_EXTENSIONS.includes(extension) ? name.slice(0, -extension.length) : name
}

/** Scripts of a package.json, by name; none when it is not there. */
export function readNpmScripts(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {}
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const scripts = isPlainObject(manifest) ? manifest['scripts'] : undefined
  const lines = isPlainObject(scripts) ? Object.entries(scripts) : []
  return Object.fromEntries(lines.map(([name, line]) => [name, String(line)]))
}
