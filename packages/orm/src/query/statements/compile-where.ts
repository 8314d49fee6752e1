import type { Comparison, Condition } from '../../criteria/criteria.ts'
import type { NumberKind, Operand } from '../../dialect/dialect.ts'
import { type Fragment, Slot, column, joinWith, sql } from '../../dialect/fragment.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import { listKind, numberKind, placesFor } from './shape.ts'
import type { Storage } from './storage.ts'

/** What compiling a statement shares: the number of slots given out, and how texts are compared. */
export class Compilation {
  readonly caseInsensitive: boolean
  #slots = 0
  #aliases = 0

  constructor(caseInsensitive: boolean) {
    this.caseInsensitive = caseInsensitive
  }

  /** The place of the next value. */
  slot(): Fragment {
    return sql`${new Slot(this.#slots++)}`
  }

  /** A name for a table in this statement. */
  alias(): string {
    return `t${this.#aliases++}`
  }
}

/** The condition as SQL on the table with this alias. */
export function compileWhere(
  compilation: Compilation,
  storage: Storage,
  alias: string,
  condition: Condition,
): Fragment {
  switch (condition.kind) {
    case 'everything':
      return sql`1 = 1`
    case 'nothing':
      return sql`1 = 0`
    case 'and':
    case 'or': {
      const parts = condition.conditions.map((part) =>
        compileWhere(compilation, storage, alias, part),
      )
      return sql`(${joinWith(parts, condition.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    default:
      return compileComparison(compilation, storage, alias, condition)
  }
}

function compileComparison(
  compilation: Compilation,
  storage: Storage,
  alias: string,
  comparison: Comparison,
): Fragment {
  const { dialect } = storage
  const { attribute } = comparison
  const name = column(alias, attribute.columnName)
  switch (comparison.kind) {
    case 'compare': {
      const operand = toOperand(
        compilation,
        name,
        attribute,
        numberKind(attribute, comparison.value),
      )
      const operator = comparison.operator === '!=' ? '<>' : comparison.operator
      return dialect.compare(operand, operator, compilation.slot())
    }
    case 'null':
      return comparison.not ? sql`${name} is not null` : sql`${name} is null`
    case 'in':
      return compileList(compilation, storage, name, comparison)
    default:
      return dialect.like(toOperand(compilation, name, attribute, 'none'), compilation.slot())
  }
}

function compileList(
  compilation: Compilation,
  storage: Storage,
  name: Fragment,
  { attribute, not, values }: Extract<Comparison, { kind: 'in' }>,
): Fragment {
  const operand = toOperand(compilation, name, attribute, listKind(attribute, values))
  const places = placesFor(storage, values.length)
  if (places === undefined) return storage.dialect.compareWithList(operand, not, compilation.slot())
  const slots = Array.from({ length: places }, () => compilation.slot())
  return storage.dialect.compareWithPlaces(operand, not, slots)
}

function toOperand(
  compilation: Compilation,
  name: Fragment,
  { type }: ColumnAttribute,
  kind: NumberKind,
): Operand {
  const caseInsensitive = compilation.caseInsensitive && type === 'string'
  return { column: name, type, kind, caseInsensitive }
}
