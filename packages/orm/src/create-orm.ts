import type { DatastoreConfig } from './datastore/datastore-config.ts'
import {
  type ConnectionQuery,
  DatastoreHandle,
  type During,
  type NativeResult,
} from './datastore/datastore-handle.ts'
import { Datastore } from './datastore/datastore.ts'
import { UnknownDatastoreError } from './datastore/errors.ts'
import { openDriver } from './datastore/open-driver.ts'
import type { DatastoreListeners } from './datastore/query-log.ts'
import type { TransactionOptions } from './datastore/transaction.ts'
import { STANDARD_ATTRIBUTES } from './define/model-definition.ts'
import type { ModelsOf } from './define/model-types.ts'
import { ModelEncryption } from './encryption/model-encryption.ts'
import { throwModelProblems } from './errors.ts'
import { describeModel } from './query/describe-model.ts'
import { Model } from './query/model.ts'
import type { Runtime, RuntimeSettings } from './query/runtime.ts'
import { createStorage } from './query/statements/storage.ts'
import type { DefinitionLog, NormalizeSettings, RawDefinition } from './schema/model-definition.ts'
import type { ModelSchema, ModelSchemas } from './schema/model-schema.ts'
import { normalizeModels } from './schema/normalize-models.ts'
import { ModelValues } from './values/model-values.ts'

const DEFAULT_CALLBACK_TIMEOUT_MS = 15_000
const DEFAULT_DATASTORES = { default: { adapter: 'sqlite' } }

export interface OrmOptions<Definitions extends RawDefinitions = RawDefinitions> {
  /** Definitions of the models, by the names of their files: `{ User: { attributes: … } }`. */
  readonly models: Definitions
  /** Settings of the datastores by name. @default one, `default`: SQLite in `.tmp/data.db` */
  readonly datastores?: Readonly<Record<string, DatastoreConfig>>
  /** What holds for all models: `config.models`, and what is about queries. */
  readonly config?: OrmConfig
  readonly log?: DefinitionLog
}

type RawDefinitions = Readonly<Record<string, RawDefinition>>

export interface OrmConfig extends DatastoreListeners {
  /** Settings that every model has unless it says otherwise. @default the attributes `id`, `createdAt`, `updatedAt` */
  readonly defaults?: RawDefinition
  /** Files that the definitions are from, for messages. */
  readonly files?: Readonly<Record<string, string>>
  /**
   * Refuse `undefined` in conditions, and `null`, `''` and 0 as criteria, when reading too. Methods that write always
   * do. @default false
   */
  readonly strictCriteria?: boolean
  /** Milliseconds that a lifecycle callback may take. @default 15_000 */
  readonly callbackTimeoutMs?: number
}

/** Models at work, with their databases. */
export interface Orm<Definitions extends RawDefinitions = RawDefinitions> {
  /** By identity, junctions among them. */
  readonly models: ModelsAtWork<Definitions>
  readonly schemas: ModelSchemas
  /** The datastores that models use. Migrations work with them. */
  readonly datastores: ReadonlyMap<string, Datastore>
  /** @throws {UnknownDatastoreError} when none that models use has this name. @param name @default 'default' */
  readonly getDatastore: (name?: string) => DatastoreHandle
  /** `transaction` of the default datastore. */
  readonly transaction: <Value>(
    during: During<Value>,
    options?: TransactionOptions,
  ) => ConnectionQuery<Value>
  /** `sendNativeQuery` of the default datastore. */
  readonly sendNativeQuery: (
    sql: string,
    values?: readonly unknown[],
  ) => ConnectionQuery<NativeResult>
  /** Closes every connection. */
  readonly close: () => Promise<void>
}

/** Typed models by identity; any name where the definitions are not known to TypeScript. */
type ModelsAtWork<Definitions extends RawDefinitions> = string extends keyof Definitions
  ? Readonly<Record<string, Model>>
  : ModelsOf<{ [Name in keyof Definitions as Lowercase<Name & string>]: Definitions[Name] }>

/**
 * Reads the definitions of models, connects to the datastores that they use, and gives the models.
 * @throws {ModelDefinitionError}, {ModelProblemsError} when definitions are wrong; all problems in one report
 * @throws {DatastoreConfigError}, {AdapterNotInstalledError}, {DatastoreUnreachableError}, {UnknownDatastoreError}
 */
export async function createOrm<const Definitions extends RawDefinitions>(
  options: OrmOptions<Definitions>,
): Promise<Orm<Definitions>> {
  const { schemas, problems } = normalizeModels(options.models, normalizeSettings(options))
  throwModelProblems(problems)
  const datastores = await openDatastores(options, schemas)
  const handles = new Map(
    [...datastores].map(([name, datastore]) => [name, new DatastoreHandle(datastore)]),
  )
  const getDatastore = (name = 'default'): DatastoreHandle => {
    const handle = handles.get(name)
    if (handle === undefined) throw new UnknownDatastoreError(name, [...handles.keys()])
    return handle
  }
  return {
    // The methods are the same; what they take is checked at run time, what TypeScript knows of it by the types.
    models: createModels(
      options,
      schemas,
      datastores,
      getDatastore,
    ) as unknown as ModelsAtWork<Definitions>,
    schemas,
    datastores,
    getDatastore,
    transaction: (during, transactionOptions) =>
      getDatastore().transaction(during, transactionOptions),
    sendNativeQuery: (sql, values) => getDatastore().sendNativeQuery(sql, values),
    close: () => closeAll(datastores),
  }
}

function normalizeSettings({
  config = {},
  datastores = DEFAULT_DATASTORES,
  log,
}: OrmOptions): NormalizeSettings {
  const { defaults = { attributes: STANDARD_ATTRIBUTES }, files } = config
  return {
    datastores: Object.keys(datastores),
    defaults,
    ...(files && { files }),
    ...(log && { log }),
  }
}

/** Those that no model uses are not opened. What was opened is closed when another one fails. */
async function openDatastores(
  options: OrmOptions,
  schemas: ModelSchemas,
): Promise<Map<string, Datastore>> {
  const configs = options.datastores ?? DEFAULT_DATASTORES
  const names = new Set(['default', ...[...schemas.values()].map(({ datastore }) => datastore)])
  const opened = new Map<string, Datastore>()
  try {
    for (const name of names) {
      const config = Object.hasOwn(configs, name)
        ? configs[name as keyof typeof configs]
        : undefined
      if (config === undefined && name === 'default') continue
      if (config === undefined) throw new UnknownDatastoreError(name, Object.keys(configs))
      // oxlint-disable-next-line no-await-in-loop
      opened.set(name, await openDatastore(name, config, options))
    }
    return opened
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

async function openDatastore(
  name: string,
  config: DatastoreConfig,
  { config: listeners = {}, log }: OrmOptions,
): Promise<Datastore> {
  const onIdleError = (error: Error) =>
    log?.warn(`A connection of the datastore \`${name}\` broke: ${error.message}`)
  const driver = await openDriver({ datastore: name, config, onIdleError })
  return new Datastore(name, config, driver, listeners)
}

async function closeAll(datastores: ReadonlyMap<string, Datastore>): Promise<void> {
  await Promise.all([...datastores.values()].map((datastore) => datastore.close()))
}

function createModels(
  options: OrmOptions,
  schemas: ModelSchemas,
  datastores: ReadonlyMap<string, Datastore>,
  getDatastore: (name: string) => DatastoreHandle,
): Record<string, Model> {
  const settings = runtimeSettings(options)
  const all = new Map<string, Runtime>()
  const models: Record<string, Model> = {}
  for (const model of schemas.values()) {
    const runtime = createRuntime(model, schemas, datastores, all, settings)
    all.set(model.identity, runtime)
    models[model.identity] = new Model(runtime, describeModel(model, schemas), () =>
      getDatastore(model.datastore),
    )
  }
  return models
}

function createRuntime(
  model: ModelSchema,
  schemas: ModelSchemas,
  datastores: ReadonlyMap<string, Datastore>,
  all: ReadonlyMap<string, Runtime>,
  settings: RuntimeSettings,
): Runtime {
  const datastore = datastores.get(model.datastore)
  if (datastore === undefined)
    throw new UnknownDatastoreError(model.datastore, [...datastores.keys()])
  return {
    model,
    storage: createStorage(model, datastore),
    values: new ModelValues(model, schemas),
    encryption: new ModelEncryption(model),
    all,
    settings,
  }
}

/** Longest list of warnings that are remembered, so that they are not repeated. */
const MAX_WARNINGS = 1_000

function runtimeSettings({ config = {}, log }: OrmOptions): RuntimeSettings {
  const told = new Set<string>()
  return {
    isStrict: config.strictCriteria ?? false,
    callbackTimeoutMs: config.callbackTimeoutMs ?? DEFAULT_CALLBACK_TIMEOUT_MS,
    warn: (message) => {
      if (told.has(message) || told.size >= MAX_WARNINGS) return
      told.add(message)
      log?.warn(message)
    },
  }
}
