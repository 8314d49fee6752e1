import { didYouMean } from '../nearest-name.ts'
import { RULES } from '../values/rules.ts'
import type { AttributeDraft, PluralDraft } from './attribute-draft.ts'
import { type Place, show } from './definition-place.ts'
import { isDictionary } from './model-definition.ts'
import type { ColumnAttribute, ValueType } from './model-schema.ts'
import { OLD_RULES, OLD_TYPES, REMOVED_RULES, REMOVED_TYPES } from './old-names.ts'
import { readDefault } from './read-default.ts'
import { readRules } from './read-rules.ts'

type Dictionary = Readonly<Record<string, unknown>>

const TYPES: readonly ValueType[] = ['string', 'number', 'boolean', 'json', 'ref']

/** What an attribute may have besides its rules. */
const KEYS: ReadonlySet<string> = new Set([
  ...['type', 'model', 'collection', 'via', 'through', 'dominant', 'required', 'defaultsTo'],
  ...['allowNull', 'columnName', 'columnType', 'autoIncrement', 'unique', 'autoCreatedAt'],
  ...['autoUpdatedAt', 'autoMigrations', 'encrypt', 'protect', 'validations', 'meta'],
  ...['description', 'extendedDescription', 'moreInfoUrl', 'example', 'label'],
])

/** Keys of criteria, and of old ones: such attributes cannot stand alone in `find({ limit: 3 })`. */
const CLAUSES: ReadonlySet<string> = new Set([
  ...['where', 'limit', 'skip', 'sort', 'select', 'omit', 'and', 'or'],
  ...['sum', 'avg', 'min', 'max', 'groupBy', 'average'],
])

/** Reads one attribute; `undefined` when it is so wrong that nothing can be made of it. */
export function readAttribute(
  name: string,
  raw: unknown,
  isPrimaryKey: boolean,
  place: Place,
): AttributeDraft | undefined {
  checkName(name, place)
  const definition = toDefinition(raw, place)
  if (definition === undefined) return undefined
  refuseKeys(definition, place)
  const { model, collection } = definition
  if (model !== undefined && collection !== undefined) {
    place.refuse('It has both `model` and `collection`.', 'Write one of the two.')
    return undefined
  }
  if (collection !== undefined) return readPlural(definition, place)
  return model === undefined
    ? readPlain(name, definition, isPrimaryKey, place)
    : readSingular(name, definition, isPrimaryKey, place)
}

function checkName(name: string, place: Place): void {
  const lower = name.toLowerCase()
  const isReserved = lower === 'tojson' || lower === 'toobject' || name === '__proto__'
  if (lower === 'tojson') place.refuse('The name is taken.', 'Write the setting `customToJSON`.')
  else if (isReserved) place.refuse('The name is taken.', 'Choose another name.')
  else if (name === '' || name.includes('.'))
    place.refuse('The name is empty or has a dot.', 'Choose a name without dots.')
  else if (CLAUSES.has(name))
    place.warn(`has the name of a clause: write \`{ where: { ${name}: … } }\` in criteria.`)
}

function toDefinition(raw: unknown, place: Place): Dictionary | undefined {
  if (typeof raw === 'string') return { type: raw }
  if (isDictionary(raw)) return raw
  if (typeof raw === 'function')
    place.refuse(
      'It is a function; records have no methods.',
      'Write a method of the model, a helper, or `customToJSON`.',
    )
  else place.refuse(`It is ${show(raw)}.`, "Write a dictionary: `{ type: 'string' }`.")
  return undefined
}

function refuseKeys(definition: Dictionary, place: Place): void {
  for (const key of Object.keys(definition)) {
    if (definition[key] === undefined || KEYS.has(key) || key in RULES || key in OLD_RULES) continue
    if (key === 'primaryKey')
      place.refuse(
        '`primaryKey` is no key of attributes.',
        'Write `primaryKey` beside `attributes`, with the name of this one.',
      )
    else if (key === 'protected')
      place.refuse('`protected` is no longer there.', 'Write `protect: true`, or `customToJSON`.')
    else if (REMOVED_RULES.has(key))
      place.refuse(`The rule \`${key}\` is no longer there.`, 'Write `regex` or `custom`.')
    else
      place.refuse(
        `\`${key}\` is no key of attributes.`,
        `Remove it.${didYouMean(key, [...KEYS, ...Object.keys(RULES)])}`,
      )
  }
}

function readPlain(
  name: string,
  definition: Dictionary,
  isPrimaryKey: boolean,
  place: Place,
): AttributeDraft | undefined {
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
  const mapped = OLD_TYPES[type]
  if (mapped !== undefined) place.debug(`the type '${type}' is taken for '${mapped}'; write that.`)
  else
    place.refuse(
      `Its type is ${show(value)}.`,
      REMOVED_TYPES[type] ?? `Write one of: ${TYPES.join(', ')}.${didYouMean(type, TYPES)}`,
    )
  return mapped
}

function readColumn(
  name: string,
  definition: Dictionary,
  type: ValueType,
  isPrimaryKey: boolean,
  place: Place,
): ColumnAttribute {
  const flag = (key: string, from: Dictionary = definition): boolean => readFlag(key, from, place)
  const migrations = readAutoMigrations(definition['autoMigrations'], place)
  const columnType =
    readText('columnType', definition, place) ?? readText('columnType', migrations, place)
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

function readFlag(key: string, from: Dictionary, place: Place): boolean {
  const value = from[key]
  if (value !== undefined && typeof value !== 'boolean')
    place.refuse(`\`${key}\` is ${show(value)}.`, 'Write `true` or `false`.')
  return value === true
}

function readText(key: string, from: Dictionary, place: Place): string | undefined {
  const value = from[key]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  place.refuse(`\`${key}\` is ${show(value)}.`, 'Write a text that is not empty.')
  return undefined
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

function readSingular(
  name: string,
  definition: Dictionary,
  isPrimaryKey: boolean,
  place: Place,
): AttributeDraft | undefined {
  const model = readIdentity('model', definition, place)
  checkAssociation(
    definition,
    ['type', 'defaultsTo', 'autoIncrement', 'encrypt', 'through', 'autoCreatedAt', 'autoUpdatedAt'],
    place,
  )
  if (definition['allowNull'] === true)
    place.refuse(
      'A reference has `allowNull`.',
      'Remove it: `null` is allowed unless it is `required`.',
    )
  if (isPrimaryKey)
    place.refuse('The primary key is a reference.', 'Write `type` instead of `model`.')
  if (model === undefined) return undefined
  const column = readColumn(name, definition, 'number', isPrimaryKey, place)
  return { kind: 'singular', model, column }
}

function readPlural(definition: Dictionary, place: Place): PluralDraft | undefined {
  const collection = readIdentity('collection', definition, place)
  checkAssociation(
    definition,
    [
      ...['type', 'defaultsTo', 'autoIncrement', 'encrypt', 'autoCreatedAt', 'autoUpdatedAt'],
      ...['required', 'allowNull', 'unique', 'columnName', 'columnType', 'autoMigrations'],
    ],
    place,
  )
  const via = readText('via', definition, place)
  const through = readIdentity('through', definition, place)
  const dominant = readFlag('dominant', definition, place)
  if (collection === undefined) return undefined
  return {
    kind: 'plural',
    collection,
    ...(via !== undefined && { via }),
    ...(through !== undefined && { through }),
    dominant,
    definition,
  }
}

function readIdentity(key: string, definition: Dictionary, place: Place): string | undefined {
  return readText(key, definition, place)?.toLowerCase()
}

/** `false` says what is so anyway, and does no harm. */
function checkAssociation(definition: Dictionary, unfit: readonly string[], place: Place): void {
  for (const key of unfit)
    if (definition[key] !== undefined && definition[key] !== false)
      place.refuse(`An association has \`${key}\`.`, 'Remove it.')
  for (const key of Object.keys(definition))
    if (key === 'validations' || key in RULES || key in OLD_RULES)
      place.debug(`\`${key}\` is no setting of associations and is ignored.`)
}
