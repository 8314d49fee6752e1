import { readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

/** The package.json of an app; empty where there is none, or one that npm will complain about. */
export function readAppManifest(appPath: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
    return isPlainObject(manifest) ? manifest : {}
  } catch {
    return {}
  }
}

/** Whether the app itself depends on a package. */
export function dependsOn(manifest: Readonly<Record<string, unknown>>, name: string): boolean {
  const { dependencies } = manifest
  return isPlainObject(dependencies) && name in dependencies
}
