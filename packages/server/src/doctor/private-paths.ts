import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { isPlainObject } from '@halyard/protocol'
import type { Program } from 'acorn'

import { lineOf, pathOf, textOf, walk } from './syntax.ts'

/** A path below the package `sails` that a file requires or imports. */
export interface RequiredPath {
  readonly path: string
  readonly line: number
}

/** What of Sails a file requires that is not there under that path. */
export function findMissingPaths(program: Program): RequiredPath[] {
  return [...walk(program)].flatMap((node) => {
    const isRequire = node.type === 'CallExpression' && pathOf(node.callee) === 'require'
    const path = isRequire
      ? textOf(node.arguments[0])
      : 'source' in node && node.source
        ? textOf(node.source)
        : undefined
    return path !== undefined && isMissing(path) ? [{ path, line: lineOf(node) }] : []
  })
}

function isMissing(path: string): boolean {
  // Through the file system, where no stand-in lies.
  if (/\/node_modules\/sails\/./.test(path)) return true
  return path.startsWith('sails/') && !knownPaths().includes(path.replace('sails', '.'))
}

/** Entries of our own package, which answer under the name `sails` too. */
function knownPaths(): string[] {
  const file = createRequire(import.meta.url).resolve('halyard/package.json')
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const entries = isPlainObject(manifest) ? manifest['exports'] : undefined
  return isPlainObject(entries) ? Object.keys(entries) : []
}
