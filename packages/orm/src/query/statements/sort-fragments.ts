import type { Criteria } from '../../criteria/criteria.ts'
import { type Fragment, column } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import type { Storage } from './storage.ts'

/** The items of `order by`. */
export function sortFragments(storage: Storage, alias: string, sort: Criteria['sort']): Fragment[] {
  return sort.map(({ attribute, direction }) =>
    storage.dialect.orderBy(column(alias, attribute.columnName), direction, canBeNull(attribute)),
  )
}

function canBeNull(attribute: ColumnAttribute): boolean {
  if (attribute.isPrimaryKey || attribute.required) return false
  return (
    attribute.allowNull ||
    attribute.references !== undefined ||
    attribute.type === 'json' ||
    attribute.type === 'ref'
  )
}
