import type { DialectName } from '../dialect/dialect.ts'

/** A table as it is in the database. */
export interface TableState {
  readonly isView: boolean
  /** By their names as `foldName` writes them. */
  readonly columns: ReadonlyMap<string, ColumnState>
  readonly primaryKey: readonly string[]
  readonly indexes: readonly IndexState[]
  /** SQLite: the text of its `create table`. */
  readonly source?: string
}

export interface ColumnState {
  readonly name: string
  /** In lower case, as the database says it; on MySQL with the collation. */
  readonly type: string
  readonly notNull: boolean
  /** SQL of its default. */
  readonly defaultSql?: string
  /** MySQL, where a column that is modified loses what is not said again: SQL of its comment. */
  readonly commentSql?: string
  /** Whether the database gives a value to new rows: counts up, or computes it. */
  readonly isGenerated: boolean
}

export interface IndexState {
  readonly name: string
  /** Empty names stand for expressions and beginnings of columns. */
  readonly columns: readonly string[]
  readonly unique: boolean
  readonly isPartial: boolean
}

/** PostgreSQL tells `Name` from `name`, the others do not. */
export function foldName(dialect: DialectName, name: string): string {
  return dialect === 'postgresql' ? name : name.toLowerCase()
}
