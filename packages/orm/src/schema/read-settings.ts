import { didYouMean } from '../nearest-name.ts'
import { type Place, show } from './definition-place.ts'
import { isDictionary, type NormalizeSettings, type RawDefinition } from './model-definition.ts'
import type { CallbackName, LifecycleCallback, ModelSchema } from './model-schema.ts'
import { readFlag, readText } from './read-values.ts'

/** The settings of a model, without what its attributes decide. */
export type ModelSettings = Omit<
  ModelSchema,
  'attributes' | 'columns' | 'junction' | 'encryptionKeys'
>

const CALLBACKS: readonly CallbackName[] = [
  ...(['beforeCreate', 'afterCreate', 'beforeUpdate', 'afterUpdate'] as const),
  ...(['beforeDestroy', 'afterDestroy'] as const),
]

/** Callbacks of older versions. Sails collects them and never calls them. */
const DEAD_CALLBACKS = [
  'beforeValidate',
  'afterValidate',
  'beforeFind',
  'afterFind',
  'beforeFindOne',
  'afterFindOne',
]

/** Settings that are ours; everything else in a definition becomes a static member. */
const KNOWN = new Set<string>([
  ...['attributes', 'tableName', 'datastore', 'primaryKey', 'schema', 'migrate', 'customToJSON'],
  ...['fetchRecordsOnCreate', 'fetchRecordsOnCreateEach', 'fetchRecordsOnUpdate'],
  ...['fetchRecordsOnDestroy', 'cascadeOnDestroy', 'dataEncryptionKeys', 'archiveModelIdentity'],
  ...['dontUseObjectIds', 'identity', 'globalId', 'meta', 'checkBaseValues'],
  ...CALLBACKS,
  ...DEAD_CALLBACKS,
])

/** Settings that Sails 0.12 had, and what to write instead. */
const REMOVED: Readonly<Record<string, string>> = {
  connection: 'Write `datastore` instead.',
  autoCreatedAt: "Write an attribute: `createdAt: { type: 'number', autoCreatedAt: true }`.",
  autoUpdatedAt: "Write an attribute: `updatedAt: { type: 'number', autoUpdatedAt: true }`.",
  autoPK: "Write an attribute: `id: { type: 'number', autoIncrement: true }`.",
  types: 'Write the rule `custom` at the attribute.',
}

/** Methods that every model has. */
const BUILT_IN = new Set([
  ...['find', 'findOne', 'findOrCreate', 'create', 'createEach', 'update', 'updateOne', 'destroy'],
  ...[
    'destroyOne',
    'archive',
    'archiveOne',
    'count',
    'sum',
    'avg',
    'min',
    'max',
    'stream',
    'validate',
  ],
  ...['addToCollection', 'removeFromCollection', 'replaceCollection', 'getDatastore', 'exists'],
  ...['upsert', 'increment', 'subscribe', 'unsubscribe', 'publish', 'getRoomName'],
])

/**
 * Reads what a definition says besides its attributes.
 *
 * @param definition Merged with the defaults.
 */
export function readSettings(
  identity: string,
  globalId: string,
  definition: RawDefinition,
  settings: NormalizeSettings,
  place: Place,
): ModelSettings {
  refuseRemoved(definition, place)
  const flag = (name: string): boolean => readFlag(name, definition, place)
  const customToJSON = readCustomToJson(definition['customToJSON'], place)
  return {
    identity,
    globalId,
    tableName: readText('tableName', definition, place) ?? identity,
    datastore: readDatastore(definition, settings, place),
    primaryKey: readText('primaryKey', definition, place) ?? 'id',
    strict: readStrict(definition, place),
    fetchOn: {
      create: flag('fetchRecordsOnCreate'),
      createEach: flag('fetchRecordsOnCreateEach'),
      update: flag('fetchRecordsOnUpdate'),
      destroy: flag('fetchRecordsOnDestroy'),
    },
    cascadeOnDestroy: flag('cascadeOnDestroy'),
    archiveModelIdentity: readArchive(definition['archiveModelIdentity'], place),
    migrate: readMigrate(definition['migrate'], place),
    callbacks: readCallbacks(definition, place),
    ...(customToJSON && { customToJSON }),
    statics: readStatics(definition, place),
    definition,
  }
}

function refuseRemoved(definition: RawDefinition, place: Place): void {
  for (const [name, fix] of Object.entries(REMOVED))
    if (definition[name] !== undefined)
      place.refuse(`The setting \`${name}\` is no longer there.`, fix)
}

/** Tables have the columns that are defined, and no place for more. */
function readStrict(definition: RawDefinition, place: Place): boolean {
  if (definition['schema'] === undefined || readFlag('schema', definition, place)) return true
  place.warn('`schema: false` keeps nothing more in SQL. Write an attribute with the type `json`.')
  return false
}

function readDatastore(
  definition: RawDefinition,
  { datastores }: NormalizeSettings,
  place: Place,
): string {
  const name = readText('datastore', definition, place) ?? 'default'
  if (datastores === undefined || datastores.includes(name)) return name
  place.refuse(
    `There is no datastore \`${name}\`.`,
    `Configure it, or use one of: ${datastores.join(', ')}.${didYouMean(name, datastores)}`,
    'E_UNKNOWN_DATASTORE',
  )
  return name
}

function readCustomToJson(value: unknown, place: Place): ModelSettings['customToJSON'] {
  if (value === undefined) return undefined
  const isAsync = Object.prototype.toString.call(value) === '[object AsyncFunction]'
  if (typeof value === 'function' && !isAsync) return value as ModelSettings['customToJSON']
  const found = isAsync ? 'an async function' : show(value)
  place.refuse(
    `\`customToJSON\` is ${found}.`,
    'Write a function that returns a dictionary at once; `this` is the record.',
  )
  return undefined
}

function readArchive(value: unknown, place: Place): string | false {
  if (value === undefined) return 'archive'
  if (value === false || value === null) return false
  if (typeof value === 'string' && value !== '') return value.toLowerCase()
  place.refuse(
    `\`archiveModelIdentity\` is ${show(value)}.`,
    'Write the name of a model, or `false`.',
  )
  return false
}

function readMigrate(value: unknown, place: Place): ModelSettings['migrate'] {
  if (value === undefined) return 'alter'
  if (value === 'alter' || value === 'drop' || value === 'safe') return value
  place.refuse(`\`migrate\` is ${show(value)}.`, "Write 'alter', 'drop' or 'safe'.")
  return 'safe'
}

function readCallbacks(definition: RawDefinition, place: Place): ModelSettings['callbacks'] {
  for (const name of DEAD_CALLBACKS)
    if (definition[name] !== undefined) place.warn(`\`${name}\` is never called.`)
  const callbacks: Partial<Record<CallbackName, readonly LifecycleCallback[]>> = {}
  for (const name of CALLBACKS) {
    const value = definition[name]
    if (value === undefined) continue
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (list.every((one): one is LifecycleCallback => typeof one === 'function'))
      callbacks[name] = list
    else
      place.refuse(`\`${name}\` is ${show(value)}.`, 'Write a function, or an array of functions.')
  }
  return callbacks
}

function readStatics(definition: RawDefinition, place: Place): Record<string, unknown> {
  const names = Object.keys(definition).filter(
    (name) => !KNOWN.has(name) && !Object.hasOwn(REMOVED, name),
  )
  for (const name of names)
    if (BUILT_IN.has(name)) place.warn(`\`${name}\` replaces the method that every model has.`)
  return Object.fromEntries(names.map((name) => [name, definition[name]]))
}

/** Attributes of a definition: its own over those of the defaults; `false` takes one away. */
export function mergeAttributes(
  defaults: RawDefinition | undefined,
  definition: RawDefinition,
  place: Place,
): Map<string, unknown> {
  const own = definition['attributes']
  if (own !== undefined && !isDictionary(own))
    place.refuse(
      `\`attributes\` is ${show(own)}.`,
      'Write a dictionary: `attributes: { name: {…} }`.',
    )
  const inherited = defaults?.['attributes']
  const merged = {
    ...(isDictionary(inherited) ? inherited : undefined),
    ...(isDictionary(own) ? own : undefined),
  }
  return new Map(Object.entries(merged).filter(([, attribute]) => attribute !== false))
}
