import { type RawBuilder, sql } from 'kysely'

/** A piece of SQL whose names are quoted and whose values are bound when it is compiled. */
export type Fragment = RawBuilder<unknown>

/** A place in a statement whose value comes with each call: number `index` of the call's values. */
export class Slot {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/** `"t0"."name"`, with the quotes of the database. */
export function column(table: string, name: string): Fragment {
  return sql.id(table, name)
}

/** A table's name; `schema.table` is two names. */
export function table(name: string): Fragment {
  return sql.id(...name.split('.'))
}

export function joinWith(fragments: readonly Fragment[], separator: Fragment): Fragment {
  return sql.join(fragments, separator)
}

export { sql }
