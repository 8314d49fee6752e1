import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { SessionAdapterError } from './errors.ts'

/**
 * Imports a package as the app sees it; one that only we have installed is found too.
 * @throws {SessionAdapterError} when it is not installed or fails to load
 */
export async function importFromApp(name: string, appPath: string): Promise<unknown> {
  let file: string
  try {
    file = pathToFileURL(createRequire(join(appPath, 'package.json')).resolve(name)).href
  } catch {
    file = name
  }
  try {
    return await import(file)
  } catch (error) {
    throw new SessionAdapterError(
      `"${name}"`,
      `cannot be loaded. Install it in the app's folder: npm install ${name}.`,
      error,
    )
  }
}
