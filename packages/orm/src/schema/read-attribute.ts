import { didYouMean } from '../nearest-name.ts'
import { RULES } from '../values/rules.ts'
import type { AttributeDraft } from './attribute-draft.ts'
import { type Place, show } from './definition-place.ts'
import { isDictionary } from './model-definition.ts'
import { OLD_RULES, REMOVED_RULES } from './old-names.ts'
import { readPlural, readSingular } from './read-association.ts'
import { readPlain } from './read-column.ts'

type Dictionary = Readonly<Record<string, unknown>>

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
    if (
      definition[key] === undefined ||
      KEYS.has(key) ||
      Object.hasOwn(RULES, key) ||
      OLD_RULES.has(key)
    )
      continue
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
