import type { ColumnAttribute } from '../../schema/model-schema.ts'
import type { SelectQuery } from './select-query.ts'

/**
 * The attributes that a row has as plain columns: those that were selected, but for references whose record comes in
 * their place, and the references that populating in another datastore needs.
 */
export function plainColumns({
  storage,
  criteria,
  nested,
  separate,
  empty,
}: SelectQuery): readonly ColumnAttribute[] {
  const replaced = new Set<unknown>([...nested.map(({ attribute }) => attribute), ...empty])
  const needed = new Set<unknown>(separate.map(({ attribute }) => attribute))
  const selected = criteria.select ?? storage.model.columns
  if (replaced.size === 0 && needed.size === 0) return selected
  return storage.model.columns.filter(
    (attribute) =>
      (selected.includes(attribute) || needed.has(attribute)) && !replaced.has(attribute),
  )
}
