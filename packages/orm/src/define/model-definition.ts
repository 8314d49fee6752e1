import type { AttributeDefinition, TypeName } from './attribute-definition.ts'

/** Attributes by name: dictionaries, names of types, or `false` for one of the defaults that this model has not. */
export type AttributeDefinitions = Readonly<Record<string, AttributeDefinition | TypeName | false>>

/**
 * What a model says besides its attributes. Further members are static members of the model.
 * @see Sails reference: concepts/models-and-orm/model-settings
 */
export interface ModelSettings {
  /** @default the model's identity */
  readonly tableName?: string
  /** @default 'default' */
  readonly datastore?: string
  /** @default 'id' */
  readonly primaryKey?: string
  /** Tables keep what is defined; `false` changes nothing and warns. @default true */
  readonly schema?: boolean
  /** @default 'alter' in development */
  readonly migrate?: 'alter' | 'drop' | 'safe'
  /** @default false */
  readonly fetchRecordsOnCreate?: boolean
  /** @default false */
  readonly fetchRecordsOnCreateEach?: boolean
  /** @default false */
  readonly fetchRecordsOnUpdate?: boolean
  /** @default false */
  readonly fetchRecordsOnDestroy?: boolean
  /** @default false */
  readonly cascadeOnDestroy?: boolean
  /** 32-byte keys as base64, `default` among them. */
  readonly dataEncryptionKeys?: Readonly<Record<string, string>>
  /** @default 'archive' */
  readonly archiveModelIdentity?: string | false
  readonly [member: string]: unknown
}

/** Functions of a definition that are called for its records. */
export interface RecordFunctions<Row> {
  /** What `JSON.stringify()` gives of a record, which is `this`. */
  customToJSON?(this: Row): unknown
  readonly beforeCreate?: Callbacks<Row>
  readonly afterCreate?: Callbacks<Row>
  readonly beforeUpdate?: Callbacks<Partial<Row>>
  readonly afterUpdate?: Callbacks<Row>
  /** Gets the criteria. */
  readonly beforeDestroy?: Callbacks<Record<string, unknown>>
  readonly afterDestroy?: Callbacks<Row>
}

type Callbacks<Value> = Callback<Value> | readonly Callback<Value>[]

/** A lifecycle callback: a function that returns a promise, or one that declares `(value, proceed)`. */
export type Callback<Value> = (value: Value, proceed: (error?: unknown) => void) => unknown

/** A model as its file exports it. */
export interface ModelDefinition extends ModelSettings, RecordFunctions<never> {
  readonly attributes?: AttributeDefinitions
}

/** What every model has beside its own attributes, where the app does not say otherwise. */
export interface StandardAttributes {
  readonly id: { readonly type: 'number'; readonly autoIncrement: true }
  readonly createdAt: { readonly type: 'number'; readonly autoCreatedAt: true }
  readonly updatedAt: { readonly type: 'number'; readonly autoUpdatedAt: true }
}

/** The attributes that `config/models` of a new app gives to every model. */
export const STANDARD_ATTRIBUTES: StandardAttributes = {
  createdAt: { type: 'number', autoCreatedAt: true },
  updatedAt: { type: 'number', autoUpdatedAt: true },
  id: { type: 'number', autoIncrement: true },
}

/**
 * For apps whose `config.models.attributes` are others than {@link StandardAttributes}: extend it with their type.
 * @example
 * declare module '@halyard/orm' {
 *   interface ModelDefaults { attributes: { id: { type: 'string'; required: true } } }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-interface -- apps extend it
export interface ModelDefaults {}
