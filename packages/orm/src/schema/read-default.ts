import { type Place, show } from './definition-place.ts'
import type { ColumnAttribute, ValueType } from './model-schema.ts'

/** What new records get where nothing is said. */
const BASE_VALUES: Readonly<Record<ValueType, unknown>> = {
  string: '',
  number: 0,
  boolean: false,
  json: null,
  ref: null,
}

/** The value for records that leave the attribute out: `defaultsTo`, or the base value of the type. */
export function readDefault(
  column: ColumnAttribute,
  place: Place,
): { defaultValue: unknown; hasDefaultsTo: boolean } {
  const base = column.allowNull ? null : BASE_VALUES[column.type]
  const value = column.definition['defaultsTo']
  if (value === undefined) return { defaultValue: base, hasDefaultsTo: false }
  checkDefault(column, value, place)
  return { defaultValue: value, hasDefaultsTo: true }
}

function checkDefault(column: ColumnAttribute, value: unknown, place: Place): void {
  if (column.required)
    place.refuse('It has both `required` and `defaultsTo`.', 'Write one of the two.')
  if (column.isPrimaryKey)
    place.refuse(
      'The primary key has `defaultsTo`.',
      'Remove it: keys differ from record to record.',
    )
  if (column.timestamp)
    place.refuse('A timestamp has `defaultsTo`.', 'Remove it: the value is set anyway.')
  if (typeof value === 'function')
    place.refuse('`defaultsTo` is a function.', 'Write a value, or compute it in `beforeCreate`.')
  else if (!isOfType(value, column.type))
    place.refuse(
      `\`defaultsTo\` is ${show(value)}, which is not of the type '${column.type}'.`,
      column.allowNull && value === null
        ? 'Remove `defaultsTo`: with `allowNull` it is `null` anyway.'
        : 'Write a value of exactly that type.',
    )
}

/** Nothing is converted: a default is written by the author of the model. */
function isOfType(value: unknown, type: ValueType): boolean {
  if (type === 'ref') return true
  if (type === 'number') return Number.isFinite(value)
  return type === 'json' ? isJson(value) : typeof value === type
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}
