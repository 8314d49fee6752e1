import { readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

/**
 * Whether an app was written for Sails and moved in: its package.json depends on `sails`, which is an alias of this
 * package then. Such an app is lifted as it is; what halyard would refuse in a new one is logged.
 */
export function isAppOfSails(appPath: unknown): boolean {
  if (typeof appPath !== 'string') return false
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
    const dependencies = isPlainObject(manifest) ? manifest['dependencies'] : undefined
    return isPlainObject(dependencies) && 'sails' in dependencies
  } catch {
    // No package.json, or one that npm will complain about.
    return false
  }
}
