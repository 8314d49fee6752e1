import { DatastoreConfigError } from './errors.ts'
import type { SqliteLibrary } from './load-library.ts'

/** Settings of one datastore, as an app writes them. What is not named here goes to the client library's pool. */
export interface DatastoreConfig {
  /**
   * `sqlite`, `postgresql` or `mysql`; the names of Sails' adapters (`sails-disk`, `sails-postgresql`, `sails-mysql`)
   * mean the same. @default what the protocol of `url` says, else `sqlite`
   */
  readonly adapter?: string
  /** `postgresql://user:password@host:5432/db`, `mysql://…`, `sqlite:path/to/file.db`. */
  readonly url?: string
  /** These refine `url`. */
  readonly host?: string
  readonly port?: number | string
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** SQLite: path of the file, or `:memory:`. @default '.tmp/data.db' */
  readonly file?: string
  /** SQLite: a database that lives in memory. @default false */
  readonly inMemoryOnly?: boolean
  /** SQLite: the client library. @default 'libsql' */
  readonly library?: SqliteLibrary
  /** Send prepared statements. Switch it off behind PgBouncer in transaction mode. @default true */
  readonly preparedStatements?: boolean
  /** Most connections open at once. @default 10 */
  readonly poolSize?: number
  /** Milliseconds to wait for a connection. @default 10_000 */
  readonly connectTimeoutMs?: number
  /** Milliseconds after which any statement is given up; 0 for no limit. @default 0 */
  readonly statementTimeoutMs?: number
  readonly [setting: string]: unknown
}

export type ReadDatastoreConfig =
  | {
      readonly kind: 'sqlite'
      readonly file: string
      readonly library: SqliteLibrary
      readonly place: string
    }
  | {
      readonly kind: 'postgresql' | 'mysql'
      readonly server: ServerAddress
      readonly place: string
      readonly settings: Readonly<Record<string, unknown>>
    }

export interface ServerAddress {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
}

const KINDS: Readonly<Record<string, 'sqlite' | 'postgresql' | 'mysql'>> = {
  sqlite: 'sqlite',
  file: 'sqlite',
  libsql: 'sqlite',
  'better-sqlite3': 'sqlite',
  'sails-disk': 'sqlite',
  'sails-sqlite': 'sqlite',
  postgresql: 'postgresql',
  postgres: 'postgresql',
  pg: 'postgresql',
  'sails-postgresql': 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  'sails-mysql': 'mysql',
}

const DEFAULT_PORTS = { postgresql: 5432, mysql: 3306 }
const DEFAULT_FILE = '.tmp/data.db'

/** Settings that are ours or Sails', and mean nothing to a client library. */
const OWN_SETTINGS = new Set([
  ...[
    'adapter',
    'url',
    'host',
    'port',
    'user',
    'password',
    'database',
    'file',
    'inMemoryOnly',
    'dir',
  ],
  ...[
    'library',
    'preparedStatements',
    'poolSize',
    'connectTimeoutMs',
    'statementTimeoutMs',
    'identity',
  ],
  ...['schema', 'foreignKeys', 'onIdleError'],
])

/** @throws {DatastoreConfigError} when it cannot be used. */
export function readDatastoreConfig(name: string, config: DatastoreConfig): ReadDatastoreConfig {
  const url = parseUrl(name, config.url)
  const kind = readKind(name, config, url)
  if (kind === 'sqlite') return readSqlite(config)
  const server = readServer(name, kind, config, url)
  const settings = Object.entries(config).filter(([key]) => !OWN_SETTINGS.has(key))
  const place = `${server.host}:${server.port}${server.database ? `/${server.database}` : ''}`
  return { kind, server, place, settings: Object.fromEntries([...queryOf(url), ...settings]) }
}

function parseUrl(name: string, url: string | undefined): URL | undefined {
  if (url === undefined) return undefined
  try {
    return new URL(url)
  } catch {
    // The text itself may hold a password.
    throw new DatastoreConfigError(
      name,
      'its `url` is no URL. Write protocol://user:password@host:port/database.',
    )
  }
}

function readKind(
  name: string,
  config: DatastoreConfig,
  url: URL | undefined,
): 'sqlite' | 'postgresql' | 'mysql' {
  const adapter = config.adapter ?? url?.protocol.replace(/:$/u, '') ?? 'sqlite'
  const kind = typeof adapter === 'string' ? KINDS[adapter.toLowerCase()] : undefined
  if (kind !== undefined) return kind
  throw new DatastoreConfigError(
    name,
    `\`adapter\` is ${JSON.stringify(adapter)}. Use 'sqlite', 'postgresql' or 'mysql'; ` +
      'adapters for other databases need the package sails-hook-orm.',
  )
}

function readSqlite(config: DatastoreConfig): ReadDatastoreConfig {
  const file = config.inMemoryOnly ? ':memory:' : (config.file ?? fileOf(config) ?? DEFAULT_FILE)
  return { kind: 'sqlite', file, library: config.library ?? 'libsql', place: file }
}

function fileOf({ url }: DatastoreConfig): string | undefined {
  return url?.replace(/^(?:sqlite|file|libsql):(?:\/\/(?=\/|\.|:))?/u, '')
}

function readServer(
  name: string,
  kind: 'postgresql' | 'mysql',
  config: DatastoreConfig,
  url: URL | undefined,
): ServerAddress {
  const port = Number(config.port ?? (url?.port || DEFAULT_PORTS[kind]))
  if (!Number.isInteger(port)) throw new DatastoreConfigError(name, '`port` is no number.')
  const user = config.user ?? decode(url?.username)
  const password = config.password ?? decode(url?.password)
  const database = config.database ?? decode(url?.pathname.replaceAll(/^\/|\/$/gu, ''))
  return {
    host: config.host ?? (url?.hostname || '127.0.0.1'),
    port,
    ...(user && { user }),
    ...(password && { password }),
    ...(database && { database }),
  }
}

function decode(text: string | undefined): string | undefined {
  return text && decodeURIComponent(text)
}

function queryOf(url: URL | undefined): [string, unknown][] {
  return [...(url?.searchParams ?? [])]
}
