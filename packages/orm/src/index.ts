export { type ClientLimits, checkClientCriteria } from './criteria/client-limits.ts'
export { createOrm, type Orm, type OrmConfig, type OrmOptions } from './create-orm.ts'
export { Connection } from './datastore/connection.ts'
export type { DatastoreConfig } from './datastore/datastore-config.ts'
export { Datastore } from './datastore/datastore.ts'
export { DatastoreHandle, type During, type NativeResult } from './datastore/datastore-handle.ts'
export {
  AdapterNotInstalledError,
  ConnectionUsageError,
  DatastoreConfigError,
  DatastoreUnreachableError,
  NativeQueryError,
  QueryAbortedError,
  TransactionTimeoutError,
  UnknownDatastoreError,
} from './datastore/errors.ts'
export type { QueryEvent } from './datastore/query-log.ts'
export type { Isolation, TransactionOptions } from './datastore/transaction.ts'
export type { Dialect, DialectName } from './dialect/dialect.ts'
export {
  autoMigrate,
  type AutoMigrateOptions,
  type MigrationStrategy,
} from './migrate/auto-migrate.ts'
export {
  MigrationFailedError,
  MigrationLockedError,
  type MigrationProblem,
  MigrationRefusedError,
} from './migrate/errors.ts'
export { CallbackTimeoutError, RecordNotFoundError } from './query/errors.ts'
export type { Meta } from './query/meta.ts'
export type { Association, Model as RuntimeModel } from './query/model.ts'
export {
  type AnyBuilder,
  belongsTo,
  boolean,
  type Builder,
  collection,
  json,
  number,
  ref,
  string,
} from './define/attribute-builder.ts'
export type {
  AttributeDefinition,
  AttributeRules,
  TypeName,
  valueType,
} from './define/attribute-definition.ts'
export type { ChangeCriteria, Clauses, Criteria, Sort, Where } from './define/criteria-types.ts'
export {
  type Built,
  type BuiltAttributes,
  defineModel,
  model,
  type PlainAttributes,
} from './define/define-model.ts'
export {
  type Callback,
  type ModelDefaults,
  type ModelDefinition,
  type ModelSettings,
  type RecordFunctions,
  STANDARD_ATTRIBUTES,
  type StandardAttributes,
} from './define/model-definition.ts'
export type {
  Model,
  ModelMethods,
  ModelOf,
  ModelRecord,
  ModelsOf,
  NewRecord,
} from './define/model-types.ts'
export {
  printModelRegistry,
  type RegistryEntry,
  type RegistryOptions,
} from './define/print-registry.ts'
export type {
  Deferred,
  FindOneQuery,
  FindQuery,
  MaybeDeferred,
  MetaKeys,
  QueryConnection,
  StreamQuery,
  WriteQuery,
} from './define/query-types.ts'
export type { Encrypted, KeyOf, NewRecordOf, RecordOf, ValuesToSet } from './define/record-types.ts'
export type { ModelName, ModelRegistry } from './define/registry.ts'
export {
  type AdapterCode,
  AdapterError,
  DecryptionError,
  type DefinitionCode,
  type DefinitionPlace,
  InvalidValueError,
  ModelDefinitionError,
  ModelProblemsError,
  OrmError,
  PropagationError,
  type UsageCode,
  UsageError,
  type ValueProblem,
  type ValueProblemCode,
} from './errors.ts'
export type { DefinitionLog, NormalizeSettings, RawDefinition } from './schema/model-definition.ts'
export type {
  AttributeSchema,
  CollectionAttribute,
  CollectionStorage,
  ColumnAttribute,
  ModelSchema,
  ModelSchemas,
} from './schema/model-schema.ts'
export { type NormalizedModels, normalizeModels } from './schema/normalize-models.ts'
