import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { isPlainObject } from '@halyard/protocol'

/** Names under which apps install this package. */
const NAMES = ['halyard', 'sails']

/** This package's folder, seen from `bin.js` in `dist` and from here in `src/cli`. */
const PLACES = ['..', '../..'] as const

/**
 * The program of the halyard that an app has installed, when that is another one than this. Its code and the app's then
 * share one `sails`.
 */
export function findLocalBin(cwd: string): string | undefined {
  const requireOfApp = createRequire(path.join(cwd, 'package.json'))
  for (const name of NAMES) {
    const manifest = resolve(requireOfApp, `${name}/package.json`)
    if (manifest === undefined || !isOurs(manifest)) continue
    const folder = path.dirname(manifest)
    return ownFolders().includes(folder) ? undefined : path.join(folder, 'dist/bin.js')
  }
  return undefined
}

function resolve(requireOfApp: NodeJS.Require, name: string): string | undefined {
  try {
    return realpathSync(requireOfApp.resolve(name))
  } catch {
    return undefined
  }
}

/** Sails itself may lie there under that name. */
function isOurs(manifest: string): boolean {
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return isPlainObject(content) && content['name'] === 'halyard'
}

function ownFolders(): string[] {
  const here = path.dirname(fileURLToPath(import.meta.url))
  return PLACES.map((place) => path.join(here, place))
}
