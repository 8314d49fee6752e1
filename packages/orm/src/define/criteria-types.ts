import type {
  AssociationName,
  ColumnName,
  IsCollection,
  KeyName,
  KeyOf,
  RecordOf,
  Registry,
  TargetOf,
} from './record-types.ts'

/** Clauses cannot stand beside attributes: `{ where: { name: 'x' }, limit: 3 }`. */
interface NoClauses {
  readonly where?: never
  readonly limit?: never
  readonly skip?: never
  readonly sort?: never
  readonly select?: never
  readonly omit?: never
}

/** Conditions on attributes, all of which must hold. `undefined` is none: it would match too much. */
export type Where<Models extends Registry, Identity extends keyof Models> = {
  readonly [Name in ColumnName<Models[Identity]>]?: Condition<
    RecordOf<Models, Identity, 'decrypted'>[Name]
  >
} & {
  readonly and?: readonly Where<Models, Identity>[]
  readonly or?: readonly Where<Models, Identity>[]
}

/** A value, several of them, or a comparison. `null` is always allowed. */
type Condition<Value> = Value | null | readonly Value[] | Comparison<NonNullable<Value>>

type Comparison<Value> = {
  readonly '!='?: Value | null | readonly Value[]
  readonly in?: readonly Value[]
  readonly nin?: readonly Value[]
} & OrderComparison<Value> &
  TextComparison<Value>

/** Booleans have no order. */
type OrderComparison<Value> = [Value] extends [boolean]
  ? unknown
  : {
      readonly '<'?: Value
      readonly '<='?: Value
      readonly '>'?: Value
      readonly '>='?: Value
    }

type TextComparison<Value> = [Value] extends [string]
  ? {
      readonly contains?: string
      readonly startsWith?: string
      readonly endsWith?: string
      /** With `%` for any text. */
      readonly like?: string
    }
  : unknown

/** `'name'`, `'name DESC'`, or lists of these or of `{ name: 'DESC' }`. */
export type Sort<Definition> =
  | SortItem<ColumnName<Definition>>
  | readonly (SortItem<ColumnName<Definition>> | SortPair<ColumnName<Definition>>)[]

type Direction = 'ASC' | 'DESC' | 'asc' | 'desc'
type SortItem<Name extends string> = Name | `${Name} ${Direction}`
type SortPair<Name extends string> = { readonly [Key in Name]?: Direction }

/** The clauses of a query. */
export interface Clauses<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
> {
  readonly where?: Where<Models, Identity>
  /** Most records to give. */
  readonly limit?: number
  /** Records to leave out at the beginning. */
  readonly skip?: number
  readonly sort?: Sort<Models[Identity]>
  readonly select?: readonly Selected[]
  readonly omit?: readonly ColumnName<Models[Identity]>[]
}

/** What selects records: conditions, clauses, a key, or keys. */
export type Criteria<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string = ColumnName<Models[Identity]>,
> =
  | (Where<Models, Identity> & NoClauses)
  | Clauses<Models, Identity, Selected>
  | KeyOf<Models, Identity>
  | readonly KeyOf<Models, Identity>[]

/** What selects the records to change: conditions, a key, or keys. */
export type ChangeCriteria<Models extends Registry, Identity extends keyof Models> =
  | (Where<Models, Identity> & NoClauses)
  | { readonly where: Where<Models, Identity> }
  | KeyOf<Models, Identity>
  | readonly KeyOf<Models, Identity>[]

/** Criteria for populated records. One record of a singular association has no order and no number. */
export type SubCriteria<
  Models extends Registry,
  Definition,
  Name extends AssociationName<Definition>,
  Selected extends string,
  Nested extends string,
> =
  TargetOf<Definition, Name> extends infer Target extends keyof Models
    ? NestedPopulate<Models, Target, Nested> &
        (IsCollection<Definition, Name> extends true
          ? Clauses<Models, Target, Selected> | (Where<Models, Target> & NoClauses)
          : Pick<Clauses<Models, Target, Selected>, 'select' | 'omit'>)
    : Readonly<Record<string, unknown>>

interface NestedPopulate<
  Models extends Registry,
  Target extends keyof Models,
  Nested extends string,
> {
  /** What to populate in the populated records. */
  readonly populate?: {
    readonly [Name in Nested]?: true | AnySubCriteria<Models, Target, Name>
  }
}

/** Criteria of the second level; what they select is not followed by the types. */
type AnySubCriteria<Models extends Registry, Identity extends keyof Models, Name> =
  Name extends AssociationName<Models[Identity]>
    ? TargetOf<Models[Identity], Name> extends infer Target extends keyof Models
      ? Clauses<Models, Target, ColumnName<Models[Target]>>
      : Readonly<Record<string, unknown>>
    : never

/** Names that can be selected in an associated record. */
export type SelectableIn<Models extends Registry, Definition, Name> =
  TargetOf<Definition, Name> extends infer Target extends keyof Models
    ? ColumnName<Models[Target]>
    : string

/** Associations of an associated record. */
export type NestableIn<Models extends Registry, Definition, Name> =
  TargetOf<Definition, Name> extends infer Target extends keyof Models
    ? AssociationName<Models[Target]>
    : string

/** A record with only some of its attributes; the key is always there. */
export type Selection<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Mode extends 'stored' | 'decrypted' = 'stored',
> = Pick<
  RecordOf<Models, Identity, Mode>,
  Extract<keyof RecordOf<Models, Identity, Mode>, Selected | KeyName<Models[Identity]>>
>

/** What an association becomes when it is populated. */
export type Populated<
  Models extends Registry,
  Definition,
  Name,
  Selected extends string,
  Nested extends string,
> =
  TargetOf<Definition, Name> extends infer Target extends keyof Models
    ? IsCollection<Definition, Name> extends true
      ? PopulatedRecord<Models, Target, Selected, Nested>[]
      : PopulatedRecord<Models, Target, Selected, Nested> | null
    : IsCollection<Definition, Name> extends true
      ? Record<string, unknown>[]
      : Record<string, unknown> | null

type PopulatedRecord<
  Models extends Registry,
  Target extends keyof Models,
  Selected extends string,
  Nested extends string,
> = WithPopulated<
  Selection<Models, Target, Selected>,
  {
    [Name in Nested]: Populated<
      Models,
      Models[Target],
      Name,
      SelectableIn<Models, Models[Target], Name>,
      never
    >
  }
>

/** A record with populated associations in place of keys; one dictionary, so that editors show it as one. */
export type WithPopulated<Attributes, Populates> = {
  [Name in keyof Attributes | keyof Populates]: Name extends keyof Populates
    ? Populates[Name]
    : Name extends keyof Attributes
      ? Attributes[Name]
      : never
}
