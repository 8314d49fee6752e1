import type { Condition } from '../criteria/criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { atomically } from './atomically.ts'
import type { CollectionTask } from './collection-task.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import { deleteRows } from './statements/change-rows.ts'
import { insertRows, rowsPerStatement } from './statements/insert-rows.ts'
import { columnOf } from './statements/model-columns.ts'
import type { QueryContext } from './statements/query-context.ts'
import { readPlain } from './statements/read-plain.ts'
import { plainSelect } from './statements/select-query.ts'

/** Collections whose links are records of a junction. */

/** Links every parent with every child; links that are there already stay as they are. */
export async function addLinks(task: CollectionTask): Promise<void> {
  const junction = junctionOf(task)
  const links = allLinks(task)
  const isOneStatement =
    junction.model.junction !== undefined && links.length <= rowsPerStatement(junction.storage)
  if (isOneStatement) return insertLinks(task, contextOf(task), links)
  await atomically(junction, contextOf(task), async (context) => {
    await insertLinks(task, context, await withoutKnown(task, context, links))
  })
}

/** One statement for all parents. */
export async function removeLinks(task: CollectionTask): Promise<void> {
  const { parent, child } = sidesOf(task)
  const conditions: Condition[] = [
    { kind: 'in', attribute: parent, not: false, values: task.parentKeys },
    { kind: 'in', attribute: child, not: false, values: task.childKeys },
  ]
  await deleteWhere(task, contextOf(task), { kind: 'and', conditions })
}

/** Links that stay are not touched: a junction of the app's own has more to say about them. */
export async function replaceLinks(task: CollectionTask): Promise<void> {
  await atomically(junctionOf(task), contextOf(task), async (context) => {
    const missing = await withoutKnown(task, context, allLinks(task))
    const { parent, child } = sidesOf(task)
    const ofParents: Condition = {
      kind: 'in',
      attribute: parent,
      not: false,
      values: task.parentKeys,
    }
    const others: Condition = { kind: 'in', attribute: child, not: true, values: task.childKeys }
    const unwanted: Condition = { kind: 'and', conditions: [ofParents, others] }
    await deleteWhere(task, context, task.childKeys.length === 0 ? ofParents : unwanted)
    await insertLinks(task, context, missing)
  })
}

async function withoutKnown(
  task: CollectionTask,
  context: QueryContext,
  links: readonly Row[],
): Promise<Row[]> {
  const known = await readLinks(task, context)
  const keys = new Set(known.map((link) => keyOfLink(task, link)))
  return links.filter((link) => !keys.has(keyOfLink(task, link)))
}

function keyOfLink(task: CollectionTask, link: Row): string {
  const { parent, child } = sidesOf(task)
  return JSON.stringify([String(link[parent.name]), String(link[child.name])])
}

function allLinks(task: CollectionTask): Row[] {
  const { parent, child } = sidesOf(task)
  return task.parentKeys.flatMap((parentKey) =>
    task.childKeys.map((childKey) => ({ [parent.name]: parentKey, [child.name]: childKey })),
  )
}

async function readLinks(task: CollectionTask, context: QueryContext): Promise<Row[]> {
  const where: Condition = {
    kind: 'in',
    attribute: sidesOf(task).parent,
    not: false,
    values: task.parentKeys,
  }
  return readPlain(plainSelect(junctionOf(task).storage, where), context)
}

async function insertLinks(
  task: CollectionTask,
  context: QueryContext,
  links: readonly Row[],
): Promise<void> {
  if (links.length === 0) return
  const { storage, values } = junctionOf(task)
  const now = Date.now()
  const records = links.map((link) => values.newRecord(link, now))
  await insertRows(storage, context, records, { givesRows: false, ignoreDuplicates: true })
}

async function deleteWhere(
  task: CollectionTask,
  context: QueryContext,
  where: Condition,
): Promise<void> {
  await deleteRows(junctionOf(task).storage, context, where, {
    givesRows: false,
    caseInsensitive: false,
  })
}

function junctionOf({ runtime, attribute: { storage } }: CollectionTask): Runtime {
  if (storage.kind === 'junction') return runtimeOf(runtime, storage.junction)
  throw new TypeError('The collection has no junction.')
}

function sidesOf(task: CollectionTask): {
  parent: ReturnType<typeof columnOf>
  child: ReturnType<typeof columnOf>
} {
  const { storage } = task.attribute
  if (storage.kind === 'child') throw new TypeError('The collection has no junction.')
  const { model } = junctionOf(task)
  return { parent: columnOf(model, storage.parentKey), child: columnOf(model, storage.childKey) }
}

/** A connection of the parent's datastore is none of the junction's. */
function contextOf(task: CollectionTask): QueryContext {
  const { runtime, context } = task
  if (runtime.storage.datastore === junctionOf(task).storage.datastore) return context
  const { connection: _, ...rest } = context
  return rest
}
