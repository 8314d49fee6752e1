import { RULES } from '../values/rules.ts'
import type { Place } from './definition-place.ts'
import type { ModelDrafts } from './model-draft.ts'
import type { ColumnAttribute, ModelSchema, ModelSchemas, RuleSchema } from './model-schema.ts'

/** Checks what only shows when a model is complete. */
export function checkModels(schemas: ModelSchemas, drafts: ModelDrafts): void {
  for (const [identity, { place }] of drafts) {
    const schema = schemas.get(identity)
    if (schema === undefined) continue
    checkKey(schema, place)
    checkColumnNames(schema, place)
    for (const column of schema.columns) checkDefault(column, schema, place)
  }
}

function checkKey({ attributes, primaryKey }: ModelSchema, place: Place): void {
  const key = attributes.get(primaryKey)
  if (key === undefined) return
  const isKeyType = key.kind === 'column' && (key.type === 'string' || key.type === 'number')
  if (!isKeyType || key.timestamp)
    place
      .attribute(primaryKey)
      .refuse('It cannot be the primary key.', "Give it the type 'number' or 'string'.")
}

function checkColumnNames({ columns }: ModelSchema, place: Place): void {
  const owners = new Map<string, string>()
  for (const { name, columnName } of columns) {
    const owner = owners.get(columnName)
    if (owner === undefined) owners.set(columnName, name)
    else
      place
        .attribute(name)
        .refuse(
          `Its column \`${columnName}\` is that of \`${owner}\` too.`,
          'Give it another `columnName`.',
        )
  }
}

/** A record that leaves the attribute out gets this value, and nobody looks at it again: it has to be a valid one. */
function checkDefault(column: ColumnAttribute, { definition }: ModelSchema, place: Place): void {
  const { required, isPrimaryKey, timestamp, defaultValue, hasDefaultsTo } = column
  if (required || isPrimaryKey || timestamp || defaultValue === null) return
  const broken = column.rules.filter((rule) => breaks(rule, defaultValue)).map(({ name }) => name)
  if (broken.length === 0) return
  const rules = broken.map((name) => `\`${name}\``).join(', ')
  const what = hasDefaultsTo
    ? 'Its `defaultsTo`'
    : `What records get that leave it out, ${JSON.stringify(defaultValue)},`
  const found = `${what} breaks ${rules}.`
  const at = place.attribute(column.name)
  if (definition['checkBaseValues'] === false) at.warn(found)
  else at.refuse(found, 'Write `required`, `allowNull` or a `defaultsTo` that fits.')
}

/** `custom` is not asked: functions of the app may need the app, which is not lifted yet. */
function breaks({ name, value }: RuleSchema, defaultValue: unknown): boolean {
  const rule = RULES[name]
  if (rule === undefined || name === 'custom' || (rule.skipsEmpty && defaultValue === ''))
    return false
  return rule.compile(value as never)(defaultValue) !== undefined
}
