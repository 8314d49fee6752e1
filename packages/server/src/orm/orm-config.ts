import type { QueryEvent } from '@halyard/orm'

import type { MigrationStrategy } from './migration-strategy.ts'

/** What every model has unless it says otherwise. @see Sails reference: sails.config.models */
export interface ModelsConfig {
  /** What happens to the tables at lift. @default 'alter', in production always 'safe' but for `inMemoryOnly` */
  migrate?: MigrationStrategy
  /** Attributes of every model. @default `id`, `createdAt`, `updatedAt` */
  attributes?: Record<string, unknown>
  /** Name of the attribute that is the key. @default 'id' */
  primaryKey?: string
  /** Name of the datastore. @default 'default' */
  datastore?: string
  /** Whether unknown attributes are refused in criteria and dropped from values. @default true */
  schema?: boolean
  /** Keys of 32 bytes in base64 by their ids, `default` among them. */
  dataEncryptionKeys?: Record<string, string>
  /** Model that `.archive()` fills. @default 'archive' */
  archiveModelIdentity?: string | false
  /** Wipes the links of records that are destroyed. @default false */
  cascadeOnDestroy?: boolean
}

/** Settings of the ORM itself. */
export interface OrmSettings {
  /** Further models, by identity, which win over files. */
  moduleDefinitions?: { models?: Record<string, unknown> }
  /** Refuses `undefined` in conditions, and `null`, `''` and 0 as criteria, when reading, too. @default false */
  strictCriteria?: boolean
  /** Milliseconds that a lifecycle callback may take. @default 15000 */
  callbackTimeoutMs?: number
  /** Told of every statement, without its values. */
  onQuery?: (event: QueryEvent) => void
  /** Told of slow statements. */
  onSlowQuery?: (event: QueryEvent) => void
  /** Milliseconds from which on a statement is slow. @default 1000 */
  slowQueryMs?: number
}
