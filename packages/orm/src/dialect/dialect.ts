import type { ColumnAttribute, ValueType } from '../schema/model-schema.ts'
import type { Fragment } from './fragment.ts'

export type DialectName = 'sqlite' | 'postgresql' | 'mysql'

/**
 * What differs between databases, and nothing else does: how values travel, how types are named, how JSON is put
 * together, what an error means. Statements are built once, for all of them, in `query/statements/`.
 */
export interface Dialect {
  readonly name: DialectName
  readonly traits: DialectTraits
  readonly types: ColumnTypes

  /** Turns a statement's text and its values into SQL with the database's own placeholders. */
  compile(fragment: Fragment): CompiledSql

  /** From a record's value to what the driver binds. `undefined`: as it is. */
  encoder(attribute: ColumnAttribute): ValueCodec | undefined
  /** From what the driver gives to a record's value. `undefined`: as it is. */
  decoder(attribute: ColumnAttribute): ValueCodec | undefined

  /** A column as a part of a JSON text, so that `jsonDecoder` can restore the value. */
  jsonColumn(column: Fragment, attribute: ColumnAttribute): Fragment
  jsonDecoder(attribute: ColumnAttribute): ValueCodec | undefined
  /** `[a, b]` as one JSON value. */
  jsonArray(items: readonly Fragment[]): Fragment
  /** Rows of a nested select as one JSON text or value: a list of `jsonArray`s, never null. */
  jsonRows(select: NestedSelect): Fragment
  /** A `jsonArray` or `jsonRows` that came out of a subquery, as an item of another one. */
  jsonItem(json: Fragment): Fragment

  /** `column in (…)`, or `not in`, with a place for each item. */
  compareWithPlaces(operand: Operand, not: boolean, places: readonly Fragment[]): Fragment
  /** The same with all items as one value, made by `encodeList`. For lists longer than `traits.maxPlaces`. */
  compareWithList(operand: Operand, not: boolean, list: Fragment): Fragment
  encodeList(values: readonly unknown[]): unknown
  compare(operand: Operand, operator: string, value: Fragment): Fragment
  /** `pattern` uses `%`, `_` and the escape character of `like-pattern.ts`. */
  like(operand: Operand, pattern: Fragment): Fragment
  orderBy(column: Fragment, direction: 'ASC' | 'DESC', canBeNull: boolean): Fragment
  limit(limit: Fragment | undefined, skip: Fragment | undefined): Fragment

  /** Makes the database go on behind a key that was chosen by a program; where that is not done by itself. */
  advanceKeys?(tableName: string, columnName: string, lastKey: Fragment): Fragment

  /** What a driver's error says, in words that all databases share. */
  readError(error: unknown): DatabaseProblem | undefined
}

export type ValueCodec = (value: unknown) => unknown

/** Whether a value is a number, and of which kind: PostgreSQL has to be told. */
export type NumberKind = 'none' | 'integer' | 'fraction'

/** The left side of a comparison, and what its right side is. */
export interface Operand {
  readonly column: Fragment
  readonly type: ValueType
  readonly kind: NumberKind
  readonly caseInsensitive: boolean
}

export interface DialectTraits {
  /** Most values that one statement can bind. */
  readonly maxParameters: number
  /** Longest list whose items are bound one by one. */
  readonly maxPlaces: number
  /** Whether `insert`, `update` and `delete` can give rows back. */
  readonly returning: {
    readonly insert: boolean
    readonly update: boolean
    readonly delete: boolean
  }
  /** Whether `create table` and `alter table` can be rolled back. */
  readonly transactionalDdl: boolean
  /** Whether `limit` of a nested select can be a bound value. */
  readonly bindsNestedLimits: boolean
  /** Whether rows can be locked with `for update`. */
  readonly rowLocks: boolean
}

/** Types of columns that we make, by what an attribute holds. */
export interface ColumnTypes {
  readonly string: string
  /** For strings that are keys, references, unique or indexed: MySQL cannot index unbounded text. */
  readonly keyString: string
  readonly number: string
  readonly integer: string
  /** Integer key whose values the database gives, with what makes it do so. */
  readonly autoIncrement: string
  readonly boolean: string
  readonly json: string
  readonly ref: string
  /** Milliseconds since 1970. */
  readonly timestampNumber: string
  readonly timestampString: string
  readonly timestampRef: string
}

export interface CompiledSql {
  readonly sql: string
  /** The values, in the order of the placeholders; places of values that are not known yet among them. */
  readonly params: readonly unknown[]
}

export interface NestedSelect {
  /** The items of each row. */
  readonly items: readonly Fragment[]
  readonly from: Fragment
  readonly where: Fragment
  readonly orderBy: readonly Fragment[]
  readonly limit?: Fragment
  readonly skip?: Fragment
}

/** An error of the database: columns and tables by their physical names. */
export interface DatabaseProblem {
  readonly kind:
    | 'unique'
    | 'foreignKey'
    | 'noSuchTable'
    | 'timeout'
    | 'conflict'
    | 'unreachable'
    | 'other'
  readonly columns?: readonly string[]
  /** Name of the index, where the database names that instead of its columns. */
  readonly index?: string
  readonly table?: string
}
