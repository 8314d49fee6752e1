import type { DialectName } from '../dialect/dialect.ts'
import { fits } from './column-family.ts'
import { type ColumnState, type IndexState, type TableState, foldName } from './table-state.ts'
import { type WantedColumn, type WantedIndex, type WantedTable, indexName } from './wanted-table.ts'

/** What has to be done to one table that is there. */
export interface TableChanges {
  readonly table: WantedTable
  readonly state: TableState
  /** The key is another one than the model's. */
  readonly hasOtherKey: boolean
  readonly added: readonly WantedColumn[]
  readonly retyped: readonly { readonly column: WantedColumn; readonly from: ColumnState }[]
  /** Columns that must not be null any more. */
  readonly required: readonly { readonly column: WantedColumn; readonly from: ColumnState }[]
  /** Columns that may be null from now on: of attributes that allow it, and of attributes that are gone. */
  readonly relaxed: readonly ColumnState[]
  readonly newIndexes: readonly WantedIndex[]
  readonly oldIndexes: readonly string[]
}

export function compareTable(
  dialect: DialectName,
  table: WantedTable,
  state: TableState,
): TableChanges {
  const find = (name: string) => state.columns.get(foldName(dialect, name))
  const pairs = table.columns.flatMap((column) => {
    const from = find(column.name)
    return from === undefined ? [] : [{ column, from }]
  })
  const added = table.columns.filter(({ name }) => find(name) === undefined)
  const same = (one: string, other: string) => foldName(dialect, one) === foldName(dialect, other)
  return {
    table,
    state,
    hasOtherKey: !hasKeyOf(table, state, same),
    added,
    retyped: pairs.filter(({ column, from }) => !fits(dialect, from, column)),
    required: pairs.filter(({ column, from }) => column.notNull && !from.notNull),
    relaxed: [
      ...pairs
        .filter(({ column, from }) => from.notNull && mayBeNull(column))
        .map(({ from }) => from),
      ...abandoned(
        state,
        pairs.map(({ from }) => from),
      ),
    ],
    newIndexes: table.indexes.filter(
      (index) => !state.indexes.some((one) => serves(one, index, same)),
    ),
    oldIndexes: oldIndexes(table, state),
  }
}

/** Whether there is nothing to do. */
export function isUnchanged({ hasOtherKey, added, retyped, ...rest }: TableChanges): boolean {
  const lists = [added, retyped, rest.required, rest.relaxed, rest.newIndexes, rest.oldIndexes]
  return !hasOtherKey && lists.every(({ length }) => length === 0)
}

type Same = (one: string, other: string) => boolean

function hasKeyOf(
  { columns }: WantedTable,
  { primaryKey, columns: states }: TableState,
  same: Same,
): boolean {
  const key = columns.find(({ attribute }) => attribute.isPrimaryKey)
  const [first, ...others] = primaryKey
  if (key === undefined || first === undefined || others.length > 0 || !same(first, key.name))
    return false
  const isGenerated = [...states.values()].some(
    (state) => same(state.name, key.name) && state.isGenerated,
  )
  return isGenerated || !key.attribute.autoIncrement
}

/** Attributes whose records can hold `null`. The others always have a value: a stricter column does no harm. */
function mayBeNull({ notNull, attribute }: WantedColumn): boolean {
  const { type, allowNull, references, timestamp } = attribute
  if (notNull || timestamp !== undefined) return false
  return allowNull || references !== undefined || type === 'json' || type === 'ref'
}

/** New records would not get a value for these. They keep those that they have. */
function abandoned(
  { columns, primaryKey }: TableState,
  known: readonly ColumnState[],
): ColumnState[] {
  return [...columns.values()].filter(
    (column) =>
      !known.includes(column) &&
      column.notNull &&
      column.defaultSql === undefined &&
      !column.isGenerated &&
      !primaryKey.includes(column.name),
  )
}

function serves(index: IndexState, wanted: WantedIndex, same: Same): boolean {
  if (index.isPartial || (wanted.unique && !index.unique)) return false
  const isLongEnough = wanted.unique
    ? index.columns.length === wanted.columns.length
    : index.columns.length >= wanted.columns.length
  const others = [...index.columns]
  // The order does not matter to a unique pair.
  if (wanted.unique)
    return isLongEnough && wanted.columns.every((name) => others.some((one) => same(one, name)))
  return isLongEnough && wanted.columns.every((name, place) => same(others[place] ?? '', name))
}

/** Ours, by their names, that the model does not want any more. */
function oldIndexes({ name, indexes: wanted }: WantedTable, { indexes }: TableState): string[] {
  return indexes
    .filter(({ name: own, columns, unique }) => own === indexName(name, columns, unique))
    .filter(({ name: own }) => !wanted.some((index) => index.name === own))
    .map(({ name: own }) => own)
}
