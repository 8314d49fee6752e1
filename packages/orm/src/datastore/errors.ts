import { OrmError } from '../errors.ts'

/** A datastore's settings are wrong. All of them are checked before anything is opened. */
export class DatastoreConfigError extends OrmError {
  override readonly name = 'DatastoreConfigError'

  constructor(datastore: string, found: string) {
    super('E_INVALID_DATASTORE', `The datastore \`${datastore}\`: ${found}`)
  }
}

/** The client library of a database is not installed. */
export class AdapterNotInstalledError extends OrmError {
  override readonly name = 'AdapterNotInstalledError'

  constructor(library: string, datastore: string, cause: unknown) {
    super(
      'E_ADAPTER_NOT_INSTALLED',
      `The datastore \`${datastore}\` needs the package \`${library}\`, which is not installed. ` +
        `Run: npm install ${library}`,
      { cause },
    )
  }
}

/** The database cannot be reached when the datastore is opened. Names the place, never the password. */
export class DatastoreUnreachableError extends OrmError {
  override readonly name = 'DatastoreUnreachableError'

  constructor(datastore: string, place: string, cause: unknown) {
    super(
      'E_DATASTORE_UNREACHABLE',
      `The datastore \`${datastore}\` cannot reach its database at ${place}: ${reasonOf(cause)}. ` +
        'Start the database, or correct the url, user or database of the datastore.',
      { cause },
    )
  }
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string }
  const text = message || 'no reason given'
  return code === undefined || text.includes(code) ? text : `${code}, ${text}`
}

/** No datastore has this name. */
export class UnknownDatastoreError extends OrmError {
  override readonly name = 'UnknownDatastoreError'

  constructor(name: string, known: readonly string[]) {
    super(
      'E_UNKNOWN_DATASTORE',
      `There is no datastore \`${name}\`. Configured are: ${known.join(', ')}.`,
    )
  }
}

/** A leased connection or transaction is used wrongly. Nothing was sent to the database. */
export class ConnectionUsageError extends OrmError {
  override readonly name = 'ConnectionUsageError'
  declare readonly code: 'E_CONNECTION_ENDED' | 'E_WRONG_DATASTORE' | 'E_NOT_A_CONNECTION'
}

export function connectionEnded(datastore: string): ConnectionUsageError {
  return new ConnectionUsageError(
    'E_CONNECTION_ENDED',
    `A query on the datastore \`${datastore}\` uses a connection whose transaction or lease has ended. ` +
      'Await every query before the function that got the connection ends.',
  )
}

/** A transaction took longer than its `timeoutMs`, and was rolled back. */
export class TransactionTimeoutError extends OrmError {
  override readonly name = 'TransactionTimeoutError'

  constructor(datastore: string, timeoutMs: number) {
    super(
      'E_TIMEOUT',
      `A transaction of the datastore \`${datastore}\` took longer than ${timeoutMs} ms and was rolled back. ` +
        'Do less in it, or give it more time with `timeoutMs`.',
    )
  }
}

/** A query was given up because its signal was aborted. */
export class QueryAbortedError extends OrmError {
  override readonly name = 'AbortError'

  constructor(cause: unknown) {
    super('E_ABORTED', 'The query was given up: the signal in its meta keys was aborted.', {
      cause,
    })
  }
}

/** A native query failed. `raw` is the driver's error. */
export class NativeQueryError extends OrmError {
  override readonly name = 'NativeQueryError'
  readonly raw: unknown
  readonly footprint: { readonly identity: string }

  constructor(raw: unknown, identity: string) {
    super('E_QUERY_FAILED', `The native query failed: ${reasonOf(raw)}.`, { cause: raw })
    this.raw = raw
    this.footprint = { identity }
  }
}
