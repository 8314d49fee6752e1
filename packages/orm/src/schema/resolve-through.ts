import { findModel, type PluralSide } from './find-model.ts'
import type { ModelDraft, ModelDrafts } from './model-draft.ts'
import type { CollectionStorage } from './model-schema.ts'

/**
 * A collection whose links are records of a model. Its `via` is the attribute of that model which names the parent;
 * the attribute that names the child is the `via` of the other side, or the only one left that refers to its model.
 */
export function resolveThrough(
  side: PluralSide,
  through: string,
  drafts: ModelDrafts,
): CollectionStorage | undefined {
  const links = findModel(through, drafts, side.place)
  if (links === undefined) return undefined
  const parentKey = findParentKey(side, through, links)
  if (parentKey === undefined) return undefined
  const others = otherSides(side, through, parentKey)
  const [other] = others
  const keys = new Set(others.map(({ via }) => via))
  if (keys.size === 1 && other !== undefined)
    return toStorage(through, parentKey, other.via, other.name)
  const left = referencesTo(side.target, links).filter((name) => name !== parentKey)
  const [childKey] = left
  if (left.length === 1 && childKey !== undefined) return toStorage(through, parentKey, childKey)
  return refuseChild(side, through, left)
}

function findParentKey(side: PluralSide, through: string, links: ModelDraft): string | undefined {
  const known = referencesTo(side.model, links)
  const via = side.draft.via ?? (known.length === 1 ? known[0] : undefined)
  if (via !== undefined && known.includes(via)) return via
  const { identity } = side.model.settings
  const found =
    side.draft.via === undefined
      ? 'It has `through` without `via`.'
      : `Its \`via\` names \`${side.draft.via}\` of \`${through}\`, which does not refer to \`${identity}\`.`
  const choice =
    known.length === 0
      ? `an attribute \`{ model: '${identity}' }\` of \`${through}\``
      : known.map((name) => `\`${name}\``).join(' or ')
  side.place.refuse(found, `Let \`via\` name ${choice}: the one that points back here.`)
  return undefined
}

function referencesTo(model: ModelDraft, links: ModelDraft): string[] {
  return [...links.attributes].flatMap(([name, attribute]) =>
    attribute.kind === 'singular' && attribute.model === model.settings.identity ? [name] : [],
  )
}

/** Collections of the other model that come back through the same one, by another attribute. */
function otherSides(
  { model, target }: PluralSide,
  through: string,
  parentKey: string,
): { name: string; via: string }[] {
  return [...target.attributes].flatMap(([name, attribute]) => {
    if (attribute.kind !== 'plural' || attribute.through !== through) return []
    const { via, collection } = attribute
    const isInverse =
      collection === model.settings.identity && via !== undefined && via !== parentKey
    return isInverse ? [{ name, via }] : []
  })
}

function toStorage(
  junction: string,
  parentKey: string,
  childKey: string,
  via?: string,
): CollectionStorage {
  const storage = { kind: 'junction', junction, parentKey, childKey, isThrough: true } as const
  return via === undefined ? storage : { ...storage, via }
}

function refuseChild(side: PluralSide, through: string, left: readonly string[]): undefined {
  const { model, target, place } = side
  const other = target.settings.identity
  const found =
    left.length === 0
      ? `\`${through}\` has no attribute that refers to \`${other}\`.`
      : `\`${through}\` refers to \`${other}\` more than once: ${left.join(', ')}.`
  place.refuse(
    found,
    `Write the other side: a collection of \`${other}\`, \`{ collection: '${model.settings.identity}', ` +
      `through: '${through}', via: '…' }\`, whose \`via\` names the attribute of \`${through}\` for \`${other}\`.`,
  )
}
