import { type UsageCode, UsageError } from '../errors.ts'
import type { CollectionAttribute, ModelSchema } from '../schema/model-schema.ts'
import { noKey, toKey } from '../values/read-key.ts'
import { addLinks, removeLinks, replaceLinks } from './change-links.ts'
import { addOwned, removeOwned, replaceOwned } from './change-owned.ts'
import type { CollectionTask } from './collection-task.ts'
import { type Meta, toContext } from './meta.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import { keyOf } from './statements/model-columns.ts'
import type { QueryContext } from './statements/query-context.ts'

export type CollectionChange = 'addToCollection' | 'removeFromCollection' | 'replaceCollection'

/**
 * `addToCollection`, `removeFromCollection` and `replaceCollection`.
 * @throws {UsageError} `E_INVALID_TARGET_RECORD_IDS`, `E_INVALID_COLLECTION_ATTR_NAME`, `E_INVALID_ASSOCIATED_IDS`
 */
export async function changeCollection(
  runtime: Runtime,
  change: CollectionChange,
  targetIds: unknown,
  attrName: unknown,
  associatedIds: unknown,
  meta: Meta,
): Promise<void> {
  const attribute = collectionOf(runtime.model, attrName)
  const child = runtimeOf(runtime, attribute.collection)
  const parentKeys = readIds(runtime.model, runtime.model, targetIds, 'E_INVALID_TARGET_RECORD_IDS')
  const childKeys = readIds(runtime.model, child.model, associatedIds, 'E_INVALID_ASSOCIATED_IDS')
  const context = toContext(runtime, change, meta)
  await applyChange(change, { runtime, child, attribute, parentKeys, childKeys, context })
}

/** `replaceCollection` for ids that have been checked: those of a new record or an update. */
export function replaceCollection(
  runtime: Runtime,
  context: QueryContext,
  parentKeys: readonly unknown[],
  attrName: string,
  childKeys: unknown,
): Promise<void> {
  const attribute = collectionOf(runtime.model, attrName)
  const child = runtimeOf(runtime, attribute.collection)
  const task = {
    runtime,
    child,
    attribute,
    parentKeys,
    childKeys: childKeys as readonly unknown[],
    context,
  }
  return applyChange('replaceCollection', task)
}

async function applyChange(change: CollectionChange, task: CollectionTask): Promise<void> {
  const { attribute, parentKeys, childKeys } = task
  if (parentKeys.length === 0) return
  if (childKeys.length === 0 && change !== 'replaceCollection') return
  const isOwned = attribute.storage.kind === 'child'
  if (
    isOwned &&
    parentKeys.length > 1 &&
    childKeys.length > 0 &&
    change !== 'removeFromCollection'
  ) {
    throw new UsageError(
      'E_INVALID_TARGET_RECORD_IDS',
      `\`${attribute.name}\` holds records that belong to one parent; they cannot be given to ${parentKeys.length} of them.`,
      { modelIdentity: task.runtime.model.identity },
    )
  }
  const changes = isOwned ? OWNED : LINKED
  await changes[change](task)
}

const OWNED = {
  addToCollection: addOwned,
  removeFromCollection: removeOwned,
  replaceCollection: replaceOwned,
}
const LINKED = {
  addToCollection: addLinks,
  removeFromCollection: removeLinks,
  replaceCollection: replaceLinks,
}

function collectionOf(model: ModelSchema, attrName: unknown): CollectionAttribute {
  const attribute = typeof attrName === 'string' ? model.attributes.get(attrName) : undefined
  if (attribute?.kind === 'collection') return attribute
  const known = [...model.attributes.values()].filter(({ kind }) => kind === 'collection')
  throw new UsageError(
    'E_INVALID_COLLECTION_ATTR_NAME',
    `\`${String(attrName)}\` is no collection of the model \`${model.identity}\`. ` +
      (known.length === 0
        ? 'It has none.'
        : `It has: ${known.map(({ name }) => name).join(', ')}.`),
    { modelIdentity: model.identity },
  )
}

/** One id or several; given twice, an id counts once. */
function readIds(owner: ModelSchema, model: ModelSchema, ids: unknown, code: UsageCode): unknown[] {
  const { type } = keyOf(model)
  const keys = (Array.isArray(ids) ? ids : [ids]).map((id: unknown) => {
    const key = toKey(id, type)
    if (key !== undefined) return key
    throw new UsageError(code, noKey(id, type), { modelIdentity: owner.identity })
  })
  return [...new Set(keys)]
}
