import { UsageError } from '../errors.ts'
import type { Runtime } from './runtime.ts'
import type { QueryContext } from './statements/query-context.ts'

/** Meta keys of a query. */
export interface Meta {
  /** Give the records back that were written. */
  readonly fetch?: boolean
  /** `destroy`: detach what refers to the records, too. */
  readonly cascade?: boolean
  /** Give encrypted attributes in plain. */
  readonly decrypt?: boolean
  /** Id of the key to encrypt with. @default 'default' */
  readonly encryptWith?: string
  /** `stream`: records that are read at once. @default 30 */
  readonly batchSize?: number
  readonly skipAllLifecycleCallbacks?: boolean
  /** What `usingConnection()` sets. */
  readonly leasedConnection?: unknown
  /** Compare texts without regard to case. @default false */
  readonly caseInsensitive?: boolean
  /** Gives the query up when it is aborted. */
  readonly signal?: AbortSignal
  /** Milliseconds that each statement of the query may take. */
  readonly timeoutMs?: number
  readonly [key: string]: unknown
}

const BOOLEANS = [
  'fetch',
  'cascade',
  'decrypt',
  'skipAllLifecycleCallbacks',
  'caseInsensitive',
] as const

/** @throws {UsageError} `E_INVALID_META` */
export function checkMeta({ model }: Runtime, method: string, meta: Meta): void {
  const refuse = (details: string): never => {
    throw new UsageError('E_INVALID_META', details, { modelIdentity: model.identity })
  }
  for (const key of BOOLEANS) {
    const value = meta[key]
    if (value !== undefined && typeof value !== 'boolean')
      refuse(`\`${key}\` must be true or false.`)
  }
  const { batchSize, signal, timeoutMs } = meta
  if (batchSize !== undefined && method !== 'stream') refuse('`batchSize` is for stream() only.')
  if (batchSize !== undefined && !(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    refuse('`batchSize` must be a whole number above 0.')
  }
  if (signal !== undefined && !(signal instanceof AbortSignal))
    refuse('`signal` must be an AbortSignal.')
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0)) {
    refuse('`timeoutMs` must be a number above 0.')
  }
}

/** What the statements of a query share, from its meta keys. */
export function toContext({ storage }: Runtime, method: string, meta: Meta): QueryContext {
  const { leasedConnection, timeoutMs, signal } = meta
  return {
    connection: storage.datastore.connectionFor(leasedConnection),
    method,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal !== undefined && { signal }),
  }
}
