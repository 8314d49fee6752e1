import type { valueType } from './attribute-definition.ts'
import type { ModelDefaults, StandardAttributes } from './model-definition.ts'

/** Definitions by identity: those of an app, or those that were given to one `createOrm()`. */
export type Registry = object

type DefaultAttributes = ModelDefaults extends { attributes: infer Attributes }
  ? Attributes
  : StandardAttributes

/** `'string'` is short for `{ type: 'string' }`. */
type Expanded<Attribute> = Attribute extends string ? { type: Attribute } : Attribute

type OwnAttributes<Definition> = Definition extends { attributes: infer Attributes }
  ? Attributes
  : unknown

/** Attributes of a definition, those of the defaults among them. */
export type AttributesOf<Definition> = {
  [
    Name in keyof OwnAttributes<Definition> | keyof DefaultAttributes as AttributeAt<
      Definition,
      Name
    > extends false
      ? never
      : Name & string
  ]: Expanded<AttributeAt<Definition, Name>>
}

type AttributeAt<Definition, Name> = Name extends keyof OwnAttributes<Definition>
  ? OwnAttributes<Definition>[Name]
  : Name extends keyof DefaultAttributes
    ? DefaultAttributes[Name]
    : never

/** Names of the attributes that have a column. */
export type ColumnName<Definition> = NameWithout<AttributesOf<Definition>, { collection: string }>

/** Names of the plural associations. */
export type CollectionName<Definition> = NameWith<AttributesOf<Definition>, { collection: string }>

/** Names of the associations, singular ones too. */
export type AssociationName<Definition> = NameWith<
  AttributesOf<Definition>,
  { collection: string } | { model: string }
>

/** Names of the attributes that can be calculated with. */
export type NumericName<Definition> = NameWith<AttributesOf<Definition>, { type: 'number' }>

type NameWith<Attributes, Shape> = {
  [Name in keyof Attributes]: Attributes[Name] extends Shape ? Name : never
}[keyof Attributes] &
  string

type NameWithout<Attributes, Shape> = {
  [Name in keyof Attributes]: Attributes[Name] extends Shape ? never : Name
}[keyof Attributes] &
  string

/** Name of the primary key: `id` unless the definition says otherwise. */
export type KeyName<Definition> = Definition extends { primaryKey: infer Name extends string }
  ? Name
  : 'id'

/** The type of a model's key; what a key can be at all where the model is not known. */
export type KeyOf<Models extends Registry, Identity> = Identity extends keyof Models
  ? PlainValue<AttributeAt<Models[Identity], KeyName<Models[Identity]>>>
  : string | number

type PlainValue<Attribute> =
  Expanded<Attribute> extends { type: infer Type } ? BaseType<Type> : string | number

/** A value that is stored encrypted, as it is read without `.decrypt()`: no use as what it means. */
export interface Encrypted<Value> {
  readonly '~encrypted': Value
}

/** Whether encrypted values are read as they are stored, or decrypted. */
export type Reading = 'stored' | 'decrypted'

/** What a record has under an attribute. `{ type: 'string', allowNull: true }` is `string | null`. */
export type ValueOf<Models extends Registry, Attribute, Mode extends Reading> = Attribute extends {
  model: infer Other extends string
}
  ? KeyOf<Models, Lowercase<Other>> | OrNull<Attribute>
  : Mode extends 'stored'
    ? Attribute extends { encrypt: true }
      ? Encrypted<DecryptedValue<Attribute>>
      : DecryptedValue<Attribute>
    : DecryptedValue<Attribute>

type OrNull<Attribute> = Attribute extends { required: true } ? never : null

type DecryptedValue<Attribute> =
  | TypedValue<Attribute>
  | (Attribute extends { allowNull: true } ? null : never)

type TypedValue<Attribute> = Attribute extends { [valueType]?: infer Value; type: 'json' | 'ref' }
  ? unknown extends Value
    ? PlainType<Attribute>
    : Exclude<Value, undefined> | OrNull<Attribute>
  : Attribute extends { isIn: readonly (infer Choice)[] }
    ? Choice | BaseChoice<Attribute>
    : PlainType<Attribute>

/** An omitted text is `''`, which `isIn` lets pass. */
type BaseChoice<Attribute> = Attribute extends
  | { required: true }
  | { defaultsTo: unknown }
  | { allowNull: true }
  ? never
  : Attribute extends { type: 'string' }
    ? ''
    : never

type PlainType<Attribute> = Attribute extends { type: 'ref' } & (
  | { autoCreatedAt: true }
  | { autoUpdatedAt: true }
)
  ? Date
  : Attribute extends { type: infer Type }
    ? BaseType<Type>
    : unknown

/** `BaseType<'string'>` is `string`. A JSON value is `unknown`, as is one whose type TypeScript has widened. */
type BaseType<Type> = Type extends 'string'
  ? string
  : Type extends 'number'
    ? number
    : Type extends 'boolean'
      ? boolean
      : unknown

/** A record as `find()` gives it: every attribute with a column. */
export type RecordOf<
  Models extends Registry,
  Identity extends keyof Models,
  Mode extends Reading = 'stored',
> = {
  [Name in ColumnName<Models[Identity]>]: ValueOf<
    Models,
    AttributesOf<Models[Identity]>[Name & keyof AttributesOf<Models[Identity]>],
    Mode
  >
}

/** What may be given for an attribute, to create or update: a plural association takes one id or several. */
type InputOf<Models extends Registry, Attribute> = Attribute extends {
  collection: infer Other extends string
}
  ? KeyOf<Models, Lowercase<Other>> | readonly KeyOf<Models, Lowercase<Other>>[]
  : ValueOf<Models, Attribute, 'decrypted'>

/** The attributes that `create()` takes: those that are `required` must be there. */
export type NewRecordOf<Models extends Registry, Identity extends keyof Models> = {
  [Name in NameWith<AttributesOf<Models[Identity]>, { required: true }>]: InputAt<
    Models,
    Identity,
    Name
  >
} & {
  [Name in NameWithout<AttributesOf<Models[Identity]>, { required: true }>]?:
    | InputAt<Models, Identity, Name>
    | undefined
}

/** The attributes that `update()` takes. */
export type ValuesToSet<Models extends Registry, Identity extends keyof Models> = {
  [Name in keyof AttributesOf<Models[Identity]>]?:
    | InputOf<Models, AttributesOf<Models[Identity]>[Name]>
    | undefined
}

type InputAt<Models extends Registry, Identity extends keyof Models, Name> = InputOf<
  Models,
  AttributesOf<Models[Identity]>[Name & keyof AttributesOf<Models[Identity]>]
>

/** Identity of the model that an association leads to. */
export type TargetOf<Definition, Name> = AttributesOf<Definition>[Name &
  keyof AttributesOf<Definition>] extends
  | { model: infer Other extends string }
  | { collection: infer Other extends string }
  ? Lowercase<Other>
  : never

/** Whether an association leads to many records. */
export type IsCollection<Definition, Name> = Name extends CollectionName<Definition> ? true : false
