import { RULES } from '../values/rules.ts'
import type { PluralDraft, SingularDraft } from './attribute-draft.ts'
import type { Place } from './definition-place.ts'
import { OLD_RULES } from './old-names.ts'
import { readColumn } from './read-column.ts'
import { readFlag, readText } from './read-values.ts'

type Dictionary = Readonly<Record<string, unknown>>

/** Reads an attribute with `model`. */
export function readSingular(
  name: string,
  definition: Dictionary,
  isPrimaryKey: boolean,
  place: Place,
): SingularDraft | undefined {
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

/** Reads an attribute with `collection`. */
export function readPlural(definition: Dictionary, place: Place): PluralDraft | undefined {
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
    if (key === 'validations' || Object.hasOwn(RULES, key) || OLD_RULES.has(key))
      place.debug(`\`${key}\` is no setting of associations and is ignored.`)
}
