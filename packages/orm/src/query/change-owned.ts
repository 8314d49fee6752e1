import type { Condition } from '../criteria/criteria.ts'
import { PropagationError } from '../errors.ts'
import { atomically } from './atomically.ts'
import { whereKeys } from './build-select.ts'
import type { CollectionTask } from './collection-task.ts'
import { aggregate } from './statements/aggregate.ts'
import { updateRows } from './statements/change-rows.ts'
import { columnOf, keyOf } from './statements/model-columns.ts'
import type { QueryContext } from './statements/query-context.ts'

/** Collections whose links are a reference in each child. */

/** Gives children to a parent; from another one, if they have one. */
export async function addOwned(task: CollectionTask): Promise<void> {
  await setReference(
    task,
    task.context,
    whereKeys(task.child.storage, task.childKeys),
    task.parentKeys[0],
  )
}

/** @throws {UsageError} `E_INVALID_VALUES_TO_SET` when a child needs a parent. */
export async function removeOwned(task: CollectionTask): Promise<void> {
  const conditions = [whereKeys(task.child.storage, task.childKeys), whereParents(task)]
  await setReference(task, task.context, { kind: 'and', conditions }, null)
}

/** @throws {PropagationError} when a child would be left without the parent that it needs. */
export async function replaceOwned(task: CollectionTask): Promise<void> {
  await atomically(task.child, elsewhere(task), async (context) => {
    const others = whereOthers(task)
    await (columnOf(task.child.model, foreignKeyOf(task)).required
      ? refuseOrphans(task, context, others)
      : setReference(task, context, others, null))
    if (task.childKeys.length === 0) return
    await setReference(
      task,
      context,
      whereKeys(task.child.storage, task.childKeys),
      task.parentKeys[0],
    )
  })
}

/** A connection of the parent's datastore is none of the child's. */
function elsewhere({ runtime, child, context }: CollectionTask): QueryContext {
  if (runtime.storage.datastore === child.storage.datastore) return context
  const { connection: _, ...rest } = context
  return rest
}

async function setReference(
  task: CollectionTask,
  context: QueryContext,
  where: Condition,
  parentKey: unknown,
): Promise<void> {
  const { child } = task
  const changes = child.values.valuesToSet({ [foreignKeyOf(task)]: parentKey }, Date.now())
  const own = context === task.context ? elsewhere(task) : context
  await updateRows(child.storage, own, where, changes, { givesRows: false, caseInsensitive: false })
}

async function refuseOrphans(
  task: CollectionTask,
  context: QueryContext,
  where: Condition,
): Promise<void> {
  const { child, attribute, runtime } = task
  const orphans = Number(await aggregate(child.storage, context, 'count', undefined, where, false))
  if (orphans === 0) return
  throw new PropagationError(
    `${orphans} records of the model \`${child.model.identity}\` would leave \`${attribute.name}\` of ` +
      `\`${runtime.model.identity}\`, but \`${foreignKeyOf(task)}\` is required. ` +
      'Destroy them first, or give them another parent.',
  )
}

function whereParents(task: CollectionTask): Condition {
  const attribute = columnOf(task.child.model, foreignKeyOf(task))
  return { kind: 'in', attribute, not: false, values: task.parentKeys }
}

function whereOthers(task: CollectionTask): Condition {
  if (task.childKeys.length === 0) return whereParents(task)
  const attribute = keyOf(task.child.model)
  const notThese: Condition = { kind: 'in', attribute, not: true, values: task.childKeys }
  return { kind: 'and', conditions: [whereParents(task), notThese] }
}

function foreignKeyOf({ attribute: { storage } }: CollectionTask): string {
  if (storage.kind === 'child') return storage.foreignKey
  throw new TypeError('The collection has a junction.')
}
