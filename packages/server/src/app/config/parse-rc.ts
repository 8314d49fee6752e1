import type Json5 from 'json5'

import { loadLater } from '../../load-later.ts'
import { BadRcFileError } from '../errors.ts'
import { parseScalar } from './scalar.ts'
import { setPath } from './set-path.ts'

const json5 = loadLater((require): typeof Json5 => require('json5'))

const SECTION = /^\[([^\]]+)\]$/

/**
 * Settings of a `.sailsrc`: JSON, in which comments may stand, when it begins with `{`, else INI.
 * @throws {BadRcFileError}
 */
export function parseRc(text: string, file: string): Record<string, unknown> {
  return text.trimStart().startsWith('{') ? parseJson(text, file) : parseIni(text, file)
}

function parseJson(text: string, file: string): Record<string, unknown> {
  try {
    return json5().parse(text)
  } catch (error) {
    throw new BadRcFileError(file, error instanceof Error ? error.message : String(error))
  }
}

/** `[log]` begins a section, `[a.b]` one in another, `key = value` sets one; `;` and `#` begin comments. */
function parseIni(text: string, file: string): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  let section: readonly string[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue
    const [, name] = SECTION.exec(line) ?? []
    if (name !== undefined) {
      section = name.split('.')
      continue
    }
    const at = line.indexOf('=')
    if (at < 1) throw new BadRcFileError(file, `line ${index + 1} is "${line}"`)
    setPath(config, [...section, line.slice(0, at).trim()], parseScalar(line.slice(at + 1).trim()))
  }
  return config
}
