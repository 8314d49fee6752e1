import { type Fragment, joinWith, sql } from './fragment.ts'

/** PostgreSQL takes at most 100 arguments, SQLite 127. */
const MAX_ARGUMENTS = 90

/** `name(a, b, …)`; with many items a list of lists, which `flattenItems` undoes. */
export function callWithItems(name: string, items: readonly Fragment[]): Fragment {
  const call = sql.raw(name)
  if (items.length <= MAX_ARGUMENTS) return sql`${call}(${joinWith(items, sql`, `)})`
  const chunks: Fragment[] = []
  for (let start = 0; start < items.length; start += MAX_ARGUMENTS) {
    chunks.push(callWithItems(name, items.slice(start, start + MAX_ARGUMENTS)))
  }
  return callWithItems(name, chunks)
}

/** Whether `callWithItems` makes lists of lists of so many items. */
export function areNested(count: number): boolean {
  return count > MAX_ARGUMENTS
}
