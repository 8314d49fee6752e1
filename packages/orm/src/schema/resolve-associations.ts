import { didYouMean } from '../nearest-name.ts'
import type { Place } from './definition-place.ts'
import { findModel, keyType, type PluralSide } from './find-model.ts'
import { Junctions } from './junctions.ts'
import type { NormalizeSettings } from './model-definition.ts'
import type { ModelDraft, ModelDrafts } from './model-draft.ts'
import type {
  AttributeSchema,
  CollectionStorage,
  ColumnAttribute,
  ModelSchema,
  ModelSchemas,
} from './model-schema.ts'
import { resolveThrough } from './resolve-through.ts'

/** Makes schemas of what was read: references get the type of the key, collections the place of their links. */
export function resolveAssociations(
  drafts: ModelDrafts,
  settings: NormalizeSettings,
): ModelSchemas {
  const junctions = new Junctions(settings)
  const schemas = new Map<string, ModelSchema>()
  for (const [identity, model] of drafts) {
    const attributes = new Map<string, AttributeSchema>()
    for (const name of model.attributes.keys()) {
      const attribute = resolve(name, model, drafts, junctions)
      if (attribute !== undefined) attributes.set(name, attribute)
    }
    schemas.set(identity, toSchema(model, attributes))
  }
  for (const [identity, junction] of junctions.all()) schemas.set(identity, junction)
  return schemas
}

function toSchema(model: ModelDraft, attributes: Map<string, AttributeSchema>): ModelSchema {
  const columns = [...attributes.values()].filter(
    (one): one is ColumnAttribute => one.kind === 'column',
  )
  return { ...model.settings, encryptionKeys: model.encryptionKeys, attributes, columns }
}

function resolve(
  name: string,
  model: ModelDraft,
  drafts: ModelDrafts,
  junctions: Junctions,
): AttributeSchema | undefined {
  const draft = model.attributes.get(name)
  if (draft === undefined || draft.kind === 'column') return draft?.column
  const place = model.place.attribute(name)
  if (draft.kind === 'singular') {
    const target = findModel(draft.model, drafts, place)
    if (target === undefined) return undefined
    return { ...draft.column, type: keyType(target), references: draft.model }
  }
  const target = findModel(draft.collection, drafts, place)
  if (target === undefined) return undefined
  const storage = resolveStorage({ name, draft, model, target, place }, drafts, junctions)
  if (storage === undefined) return undefined
  return {
    kind: 'collection',
    name,
    collection: draft.collection,
    storage,
    definition: draft.definition,
  }
}

function resolveStorage(
  side: PluralSide,
  drafts: ModelDrafts,
  junctions: Junctions,
): CollectionStorage | undefined {
  const { name, draft, model, target, place } = side
  if (draft.through !== undefined) return resolveThrough(side, draft.through, drafts)
  if (draft.via === undefined) return resolveOneSided(side, junctions)
  if (target === model && draft.via === name) {
    place.refuse('`via` names the attribute itself.', 'Remove `via`, or name another attribute.')
    return undefined
  }
  const inverse = target.attributes.get(draft.via)
  if (inverse === undefined) return refuseVia(side, 'does not exist')
  if (inverse.kind === 'column') return refuseVia(side, 'is no association')
  if (inverse.kind === 'singular') {
    if (inverse.model !== model.settings.identity)
      return refuseVia(side, `refers to \`${inverse.model}\``)
    if (draft.dominant) refuseDominant(place)
    return { kind: 'child', foreignKey: draft.via }
  }
  if (inverse.collection !== model.settings.identity)
    return refuseVia(side, `is a collection of \`${inverse.collection}\``)
  if (inverse.through !== undefined) return refuseVia(side, 'goes `through` a model')
  if (inverse.via !== name)
    return refuseVia(side, `has ${inverse.via ? `\`via: '${inverse.via}'\`` : 'no `via`'}`)
  return junctions.between(side, { name: draft.via, draft: inverse })
}

function refuseVia({ draft, model, target, name, place }: PluralSide, why: string): undefined {
  const other = target.settings.identity
  const known = [...target.attributes].flatMap(([key, one]) => (one.kind === 'column' ? [] : [key]))
  place.refuse(
    `Its \`via\` names \`${draft.via}\` of \`${other}\`, which ${why}.`,
    `Name an attribute of \`${other}\` that is \`{ model: '${model.settings.identity}' }\` or ` +
      `\`{ collection: '${model.settings.identity}', via: '${name}' }\`.${didYouMean(draft.via ?? '', known)}`,
  )
}

function refuseDominant(place: Place): void {
  place.refuse(
    '`dominant` without a junction of two sides.',
    'Remove it: it chooses the datastore of a many-to-many junction.',
  )
}

function resolveOneSided(side: PluralSide, junctions: Junctions): CollectionStorage {
  if (side.draft.dominant) refuseDominant(side.place)
  return junctions.oneSided(side)
}
