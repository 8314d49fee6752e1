import { AdapterNotInstalledError } from './errors.ts'

export type SqliteLibrary = 'libsql' | 'node:sqlite'
export type Library = SqliteLibrary | 'pg' | 'mysql2'

/**
 * Loads a database's client library. They are optional: an app installs those of its datastores.
 * @throws {AdapterNotInstalledError} when it is not there.
 */
export async function loadLibrary(library: Library, datastore: string): Promise<unknown> {
  try {
    return await (library === 'mysql2' ? import('mysql2') : import(library))
  } catch (error) {
    const { code } = error as { code?: string }
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    if (isMissing || code === 'ERR_UNKNOWN_BUILTIN_MODULE') {
      throw new AdapterNotInstalledError(library, datastore, error)
    }
    throw error
  }
}
