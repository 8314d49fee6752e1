/**
 * What a model is after its definition has been read: everything resolved, nothing optional that has a default. Made
 * by `normalize-models.ts` once, at start; criteria, queries, dialects and migrations read nothing else.
 */
export interface ModelSchema {
  /** Lower-case name, `user`. */
  readonly identity: string
  /** Name of the file and of the global, `User`. */
  readonly globalId: string
  readonly tableName: string
  /** Name of its datastore. */
  readonly datastore: string
  /** Name of the attribute that is the primary key. */
  readonly primaryKey: string
  /** What `schema` says. Attributes that are not defined are refused in criteria and dropped from values anyway. */
  readonly strict: boolean
  /** Every attribute, the plural associations too, in the order of the definition. */
  readonly attributes: ReadonlyMap<string, AttributeSchema>
  /** The attributes that have a column, in the same order. A list that hot code walks. */
  readonly columns: readonly ColumnAttribute[]
  /** A junction that no file defines: in `models`, never a global. */
  readonly junction?: JunctionSchema
  readonly fetchOn: {
    readonly create: boolean
    readonly createEach: boolean
    readonly update: boolean
    readonly destroy: boolean
  }
  readonly cascadeOnDestroy: boolean
  /** Identity of the model that `.archive()` fills, or `false`. */
  readonly archiveModelIdentity: string | false
  readonly migrate: 'alter' | 'drop' | 'safe'
  /** 32-byte keys by their ids; `default` is there when an attribute is encrypted. */
  readonly encryptionKeys: ReadonlyMap<string, Uint8Array>
  readonly callbacks: Readonly<Partial<Record<CallbackName, readonly LifecycleCallback[]>>>
  /** Becomes a non-enumerable `toJSON` of every record. */
  readonly customToJSON?: (this: Record<string, unknown>) => unknown
  /** Further members of the definition, functions and values (`Card.Types`): static members of the model. */
  readonly statics: Readonly<Record<string, unknown>>
  /** The definition as it was merged with the defaults. */
  readonly definition: Readonly<Record<string, unknown>>
}

export type CallbackName =
  | 'beforeCreate'
  | 'afterCreate'
  | 'beforeUpdate'
  | 'afterUpdate'
  | 'beforeDestroy'
  | 'afterDestroy'

/** A promise-returning function, or one that declares `(value, proceed)`. */
export type LifecycleCallback = (
  value: Record<string, unknown>,
  proceed?: (error?: unknown) => void,
) => unknown

export type AttributeSchema = ColumnAttribute | CollectionAttribute

export type ValueType = 'string' | 'number' | 'boolean' | 'json' | 'ref'

/** An attribute with a column: a plain value, the key, a timestamp, or a reference to one record. */
export interface ColumnAttribute {
  readonly kind: 'column'
  readonly name: string
  readonly columnName: string
  /** For a reference the type of the other model's key. */
  readonly type: ValueType
  readonly required: boolean
  readonly allowNull: boolean
  /** Value for new records that do not name the attribute: `defaultsTo`, or the type's base value. Copied for each. */
  readonly defaultValue: unknown
  readonly hasDefaultsTo: boolean
  readonly unique: boolean
  readonly autoIncrement: boolean
  /** Verbatim type for DDL. */
  readonly columnType?: string
  readonly timestamp?: 'createdAt' | 'updatedAt'
  readonly encrypt: boolean
  /** Never leaves in answers and notifications, and clients cannot filter or sort by it. */
  readonly protect: boolean
  readonly rules: readonly RuleSchema[]
  /** For `model: 'user'`: identity of the other model. */
  readonly references?: string
  readonly isPrimaryKey: boolean
  readonly definition: Readonly<Record<string, unknown>>
}

/** A validation rule with its checked configuration: `{ name: 'max', value: 9 }`. */
export interface RuleSchema {
  readonly name: string
  readonly value: unknown
}

/** A plural association. */
export interface CollectionAttribute {
  readonly kind: 'collection'
  readonly name: string
  /** Identity of the model that the records are of. */
  readonly collection: string
  readonly storage: CollectionStorage
  readonly definition: Readonly<Record<string, unknown>>
}

/** Where the links of a plural association lie. */
export type CollectionStorage =
  /** On the child: `foreignKey` is its attribute that names the parent. */
  | { readonly kind: 'child'; readonly foreignKey: string }
  /**
   * In a junction table, one of ours or the model of `through`. `parentKey` and `childKey` are its attributes;
   * `via` is the collection of the other side, if there is one.
   */
  | {
      readonly kind: 'junction'
      readonly junction: string
      readonly parentKey: string
      readonly childKey: string
      readonly isThrough: boolean
      readonly via?: string
    }

/** The two sides of a junction of ours. */
export interface JunctionSchema {
  readonly keys: readonly [string, string]
}

/** All models of an app by identity, junctions and the archive included. */
export type ModelSchemas = ReadonlyMap<string, ModelSchema>
