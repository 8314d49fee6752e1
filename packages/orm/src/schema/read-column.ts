import { didYouMean } from '../nearest-name.ts'
import type { ColumnDraft } from './attribute-draft.ts'
import { type Place, show } from './definition-place.ts'
import { isDictionary } from './model-definition.ts'
import type { ColumnAttribute, ValueType } from './model-schema.ts'
import { OLD_TYPES, REMOVED_TYPES } from './old-names.ts'
import { readDefault } from './read-default.ts'
import { readRules } from './read-rules.ts'
import { readFlag, readText } from './read-values.ts'

const CHOSEN_BY_THE_ADAPTER: ReadonlySet<string> = new Set([
  ...['_string', '_number', '_boolean', '_json', '_ref', '_stringkey', '_numberkey'],
  ...['_stringtimestamp', '_numbertimestamp'],
])

type Dictionary = Readonly<Record<string, unknown>>

const TYPES: readonly ValueType[] = ['string', 'number', 'boolean', 'json', 'ref']

/** Reads an attribute with a `type`. */
export function readPlain(
  name: string,
  definition: Dictionary,
  isPrimaryKey: boolean,
  place: Place,
): ColumnDraft | undefined {
  const type = readType(definition['type'], place)
  if (type === undefined) return undefined
  const base = readColumn(name, definition, type, isPrimaryKey, place)
  checkFlags(base, place)
  const rules = readRules(definition, type, place)
  const { defaultValue, hasDefaultsTo } = readDefault(base, place)
  return { kind: 'column', column: { ...base, rules, defaultValue, hasDefaultsTo } }
}

function readType(value: unknown, place: Place): ValueType | undefined {
  if (value === undefined) {
    place.refuse('It has no `type`.', "Write `type: 'string'`, or `model` or `collection`.")
    return undefined
  }
  const type = typeof value === 'string' ? value.toLowerCase() : ''
  const known = TYPES.find((one) => one === type)
  if (known !== undefined) return known
  const mapped = OLD_TYPES.get(type)
  if (mapped !== undefined) place.debug(`the type '${type}' is taken for '${mapped}'; write that.`)
  else
    place.refuse(
      `Its type is ${show(value)}.`,
      REMOVED_TYPES.get(type) ?? `Write one of: ${TYPES.join(', ')}.${didYouMean(type, TYPES)}`,
    )
  return mapped
}

/** What all attributes with a column may say, references too. */
export function readColumn(
  name: string,
  definition: Dictionary,
  type: ValueType,
  isPrimaryKey: boolean,
  place: Place,
): ColumnAttribute {
  const flag = (key: string, from: Dictionary = definition): boolean => readFlag(key, from, place)
  const migrations = readAutoMigrations(definition['autoMigrations'], place)
  const columnType = readColumnType(
    readText('columnType', definition, place) ?? readText('columnType', migrations, place),
  )
  const timestamp = readTimestamp(definition, type, place)
  return {
    kind: 'column',
    name,
    columnName: readText('columnName', definition, place) ?? name,
    type,
    required: flag('required'),
    allowNull: flag('allowNull'),
    defaultValue: null,
    hasDefaultsTo: false,
    unique: isPrimaryKey || flag('unique') || flag('unique', migrations),
    autoIncrement: flag('autoIncrement') || flag('autoIncrement', migrations),
    ...(columnType !== undefined && { columnType }),
    ...(timestamp && { timestamp }),
    encrypt: flag('encrypt'),
    protect: flag('protect'),
    rules: [],
    isPrimaryKey,
    definition,
  }
}

function readAutoMigrations(value: unknown, place: Place): Dictionary {
  if (value === undefined) return {}
  if (isDictionary(value)) return value
  place.refuse(
    `\`autoMigrations\` is ${show(value)}.`,
    'Write `{ unique, autoIncrement, columnType }`, or these keys at the attribute.',
  )
  return {}
}

function readTimestamp(
  definition: Dictionary,
  type: ValueType,
  place: Place,
): ColumnAttribute['timestamp'] {
  const created = readFlag('autoCreatedAt', definition, place)
  const updated = readFlag('autoUpdatedAt', definition, place)
  if (!created && !updated) return undefined
  if (created && updated)
    place.refuse('It has both `autoCreatedAt` and `autoUpdatedAt`.', 'Write one of the two.')
  if (type === 'boolean' || type === 'json')
    place.refuse(`A timestamp has the type '${type}'.`, "Write 'number', 'string' or 'ref'.")
  return created ? 'createdAt' : 'updatedAt'
}

/** Flags that exclude each other. */
function checkFlags(column: ColumnAttribute, place: Place): void {
  const { allowNull, timestamp, encrypt, type, isPrimaryKey } = column
  if (allowNull && (type === 'json' || type === 'ref'))
    place.refuse(`\`allowNull\` with the type '${type}'.`, 'Remove it: `null` is allowed anyway.')
  if (allowNull && column.required)
    place.refuse('It has both `allowNull` and `required`.', 'Write one of the two.')
  if (allowNull && isPrimaryKey) place.refuse('The primary key has `allowNull`.', 'Remove it.')
  if (timestamp && (allowNull || column.required))
    place.refuse(
      'A timestamp has `allowNull` or `required`.',
      'Remove it: the value is set anyway.',
    )
  if (column.autoIncrement && type !== 'number' && type !== 'string')
    place.refuse(`\`autoIncrement\` with the type '${type}'.`, "Write `type: 'number'`.")
  if (encrypt) checkEncrypted(column, place)
  if (
    column.unique &&
    !column.required &&
    !isPrimaryKey &&
    !allowNull &&
    !column.autoIncrement &&
    isBaseShared(type)
  )
    place.warn(
      'is unique and not required: two records that leave it out collide. Write `required` or `allowNull`.',
    )
}

function isBaseShared(type: ValueType): boolean {
  return type !== 'json' && type !== 'ref'
}

function checkEncrypted(
  { type, timestamp, isPrimaryKey, definition }: ColumnAttribute,
  place: Place,
): void {
  const what = isPrimaryKey ? 'The primary key' : timestamp ? 'A timestamp' : undefined
  if (what !== undefined) place.refuse(`${what} has \`encrypt\`.`, 'Remove `encrypt`.')
  if (type === 'ref') place.refuse("`encrypt` with the type 'ref'.", "Write the type 'json'.")
  if (definition['defaultsTo'] !== undefined)
    place.refuse('It has both `encrypt` and `defaultsTo`.', 'Write one of the two.')
}

/** Waterline's words for "the type that fits", such as `_numberkey`, are what we choose by ourselves. */
function readColumnType(columnType: string | undefined): string | undefined {
  return columnType !== undefined && CHOSEN_BY_THE_ADAPTER.has(columnType.toLowerCase())
    ? undefined
    : columnType
}
