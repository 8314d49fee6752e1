import {
  type DatastoreConfig,
  type ReadDatastoreConfig,
  readDatastoreConfig,
} from './datastore-config.ts'
import type { Driver } from './driver.ts'
import { AdapterNotInstalledError, DatastoreUnreachableError } from './errors.ts'
import { createMysqlDriver } from './mysql-driver.ts'
import { createPgDriver } from './pg-driver.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

const DEFAULT_POOL_SIZE = 10
const DEFAULT_CONNECT_TIMEOUT_MS = 10_000
/** How long another process may hold a SQLite file before a statement gives up. */
const BUSY_TIMEOUT_MS = 5_000

export interface OpenOptions {
  readonly datastore: string
  readonly config: DatastoreConfig
  readonly onIdleError: (error: Error) => void
}

/**
 * Opens a datastore's driver and asks its database something, so that a wrong address shows here.
 * @throws {DatastoreConfigError}, {AdapterNotInstalledError}, {DatastoreUnreachableError}
 */
export async function openDriver(options: OpenOptions): Promise<Driver> {
  const config = readDatastoreConfig(options.datastore, options.config)
  try {
    const driver = await createDriver(options, config)
    await probe(driver)
    return driver
  } catch (error) {
    if (error instanceof AdapterNotInstalledError) throw error
    throw new DatastoreUnreachableError(options.datastore, config.place, error)
  }
}

/** What cannot be used is closed: a failed start leaves nothing behind. */
async function probe(driver: Driver): Promise<void> {
  try {
    await driver.run({ sql: 'select 1', kind: 'read', givesRows: true }, [])
  } catch (error) {
    await driver.close()
    throw error
  }
}

function createDriver(options: OpenOptions, read: ReadDatastoreConfig): Promise<Driver> {
  const { datastore, config, onIdleError } = options
  if (read.kind === 'sqlite') {
    const { file, library } = read
    return createSqliteDriver({ file, library, datastore, busyTimeoutMs: BUSY_TIMEOUT_MS })
  }
  const preparedStatements = config.preparedStatements ?? true
  const size = config.poolSize ?? DEFAULT_POOL_SIZE
  const timeout = config.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS
  if (read.kind === 'postgresql') {
    const pool = { ...read.settings, ...read.server, max: size, connectionTimeoutMillis: timeout }
    return createPgDriver({ datastore, preparedStatements, onIdleError, pool })
  }
  const pool = { ...read.settings, ...read.server, connectionLimit: size, connectTimeout: timeout }
  return createMysqlDriver({ datastore, preparedStatements, pool })
}
