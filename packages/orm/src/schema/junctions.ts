import type { PluralDraft } from './attribute-draft.ts'
import { keyType, type PluralSide } from './find-model.ts'
import { generatedKey } from './generated-key.ts'
import type { NormalizeSettings } from './model-definition.ts'
import { type ModelDraft, readDraft } from './model-draft.ts'
import type { CollectionStorage, ColumnAttribute, ModelSchema } from './model-schema.ts'

/** One side of a junction: an attribute of a model, made up for the side that has none. */
interface Side {
  readonly model: ModelDraft
  readonly attrName: string
  readonly dominant: boolean
}

/** The junction tables that no file defines, with the names that Sails gives them. */
export class Junctions {
  readonly #schemas = new Map<string, ModelSchema>()
  readonly #settings: NormalizeSettings

  constructor(settings: NormalizeSettings) {
    this.#settings = settings
  }

  /** For a collection whose `via` names a collection of the other model. */
  between(
    { name, draft, model, target }: PluralSide,
    inverse: { name: string; draft: PluralDraft },
  ): CollectionStorage {
    const here = { model, attrName: name, dominant: draft.dominant }
    const there = { model: target, attrName: inverse.name, dominant: inverse.draft.dominant }
    return { ...this.#link(here, there), via: inverse.name }
  }

  /** For a collection without `via`: the other side is made up. */
  oneSided({ name, model, target }: PluralSide): CollectionStorage {
    const here = { model, attrName: name, dominant: false }
    const madeUp = {
      model: target,
      attrName: `${name}_${target.settings.identity}`,
      dominant: false,
    }
    return this.#link(here, madeUp)
  }

  all(): ReadonlyMap<string, ModelSchema> {
    return this.#schemas
  }

  #link(here: Side, there: Side): CollectionStorage & { kind: 'junction' } {
    const sides = [here, there].sort(bySideName) as [Side, Side]
    const tableName = sides.map(toColumn).join('__')
    const identity = tableName.toLowerCase()
    if (!this.#schemas.has(identity))
      this.#schemas.set(identity, toSchema(tableName, sides, this.#settings))
    return {
      kind: 'junction',
      junction: identity,
      parentKey: toColumn(here),
      childKey: toColumn(there),
      isThrough: false,
    }
  }
}

/** By model, then by attribute, so that both sides arrive at one name. */
function bySideName(one: Side, other: Side): number {
  const first = [one.model.settings.identity, one.attrName]
  const second = [other.model.settings.identity, other.attrName]
  return first < second ? -1 : 1
}

function toColumn({ model, attrName }: Side): string {
  return `${model.settings.identity}_${attrName}`
}

function toSchema(
  tableName: string,
  sides: readonly [Side, Side],
  settings: NormalizeSettings,
): ModelSchema {
  const [first, second] = sides
  // Across datastores the dominant side has the junction; without one, the first by name.
  const { datastore, migrate } = (second.dominant ? second : first).model.settings
  const definition = {
    tableName,
    datastore,
    migrate,
    archiveModelIdentity: false,
    attributes: { id: generatedKey(settings) },
  }
  const draft = readDraft(tableName, definition, {}, first.model.place)
  const key = draft.attributes.get('id')
  const columns = [
    ...(key?.kind === 'column' ? [key.column] : []),
    ...sides.map((side) => toReference(side)),
  ]
  return {
    ...draft.settings,
    encryptionKeys: draft.encryptionKeys,
    attributes: new Map(columns.map((column) => [column.name, column])),
    columns,
    junction: { keys: [toColumn(first), toColumn(second)] },
  }
}

function toReference(side: Side): ColumnAttribute {
  const name = toColumn(side)
  return {
    kind: 'column',
    name,
    columnName: name,
    type: keyType(side.model),
    required: true,
    allowNull: false,
    defaultValue: null,
    hasDefaultsTo: false,
    unique: false,
    autoIncrement: false,
    encrypt: false,
    protect: false,
    rules: [],
    references: side.model.settings.identity,
    isPrimaryKey: false,
    definition: { model: side.model.settings.identity, required: true },
  }
}
