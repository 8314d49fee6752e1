/** Where the builders of `json<Value>()` and `ref<Value>()` keep the type of the value. There is nothing at run time. */
export declare const valueType: unique symbol

export type TypeName = 'string' | 'number' | 'boolean' | 'json' | 'ref'

/**
 * An attribute as a dictionary.
 * @see Sails reference: concepts/models-and-orm/attributes, validations, associations
 */
export interface AttributeDefinition extends AttributeRules {
  readonly type?: TypeName
  /** The type of the value of a `json` or `ref`, for TypeScript alone. */
  readonly [valueType]?: unknown
  /** Reference to one record of this model. */
  readonly model?: string
  /** Association with many records of this model. */
  readonly collection?: string
  /** The attribute of the other model, or of the model of `through`, that points back. */
  readonly via?: string
  /** The model whose records are the links. */
  readonly through?: string
  /** Puts the junction into the datastore of this side. */
  readonly dominant?: boolean
  /** New records must give it; it is never `null` or `''`. @default false */
  readonly required?: boolean
  /** Value of new records that leave it out, exactly of the type. */
  readonly defaultsTo?: unknown
  /** For `string`, `number` and `boolean`. @default false */
  readonly allowNull?: boolean
  /** @default the attribute's name */
  readonly columnName?: string
  /** Type of the column, as it stands in SQL. */
  readonly columnType?: string
  readonly autoIncrement?: boolean
  /** A constraint in the database, made by migrations. @default false */
  readonly unique?: boolean
  readonly autoCreatedAt?: boolean
  readonly autoUpdatedAt?: boolean
  /** Stored encrypted; read with `.decrypt()`. @default false */
  readonly encrypt?: boolean
  /** Never sent to clients, who cannot filter by it either. @default false */
  readonly protect?: boolean
  /** Sails' own place of `unique`, `autoIncrement` and `columnType`. */
  readonly autoMigrations?: {
    readonly unique?: boolean
    readonly autoIncrement?: boolean
    readonly columnType?: string
  }
  readonly meta?: Readonly<Record<string, unknown>>
  readonly label?: string
  readonly description?: string
  readonly extendedDescription?: string
  readonly moreInfoUrl?: string
  readonly example?: unknown
  /** The rules, as they may also stand beside `type`. */
  readonly validations?: AttributeRules
}

/** The validation rules. */
export interface AttributeRules {
  /** Returns `true` for values that are allowed; its message is told when it throws. */
  readonly custom?: (value: never) => boolean
  readonly isAfter?: Date | number | string
  readonly isBefore?: Date | number | string
  readonly isIn?: readonly unknown[]
  readonly isNotIn?: readonly unknown[]
  readonly isEmail?: true
  readonly isURL?: true
  readonly isHexColor?: true
  readonly isIP?: true
  readonly isUUID?: true
  readonly isCreditCard?: true
  readonly minLength?: number
  readonly maxLength?: number
  readonly regex?: RegExp
  readonly isNotEmptyString?: true
  readonly min?: number
  readonly max?: number
  readonly isInteger?: true
  readonly isBoolean?: true
  readonly isNumber?: true
  readonly isString?: true
}
