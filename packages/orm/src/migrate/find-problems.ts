import type { DialectName } from '../dialect/dialect.ts'
import { type Fragment, joinWith, sql, table } from '../dialect/fragment.ts'
import { baseValueOf } from './base-value.ts'
import { type Family, familyOf } from './column-family.ts'
import { type TableChanges, isUnchanged } from './compare-table.ts'
import type { MigrationProblem } from './errors.ts'
import { cannotRebuild, needsRebuild } from './rebuild-sqlite.ts'
import type { Session } from './session.ts'
import type { WantedColumn } from './wanted-table.ts'

/** What the rows of a table do not allow, before anything is touched. */
export async function findProblems(
  session: Session,
  changes: TableChanges,
): Promise<MigrationProblem[]> {
  if (isUnchanged(changes)) return []
  const rows = await countRows(session, changes, sql`1 = 1`)
  if (rows === 0) return []
  return [
    ...keyProblems(changes, rows),
    ...addedProblems(changes, rows),
    ...rebuildProblems(session.dialect.name, changes),
    ...(await retypedProblems(session, changes)),
    ...(await nullProblems(session, changes)),
    ...(await duplicateProblems(session, changes)),
  ]
}

function keyProblems(
  { table: wanted, state, hasOtherKey }: TableChanges,
  rows: number,
): MigrationProblem[] {
  if (!hasOtherKey) return []
  const { identity, primaryKey } = wanted.model
  const found = state.primaryKey.length === 0 ? 'none' : `\`${state.primaryKey.join('`, `')}\``
  return [
    {
      model: identity,
      attrName: primaryKey,
      found: `The primary key of the table \`${wanted.name}\` is ${found}, or does not count up as the model wants it, and there are ${rows} records.`,
      fix: 'Keep the key, or move the records to a new table.',
    },
  ]
}

function addedProblems({ table: wanted, added }: TableChanges, rows: number): MigrationProblem[] {
  return added.flatMap((column) => {
    const problem = addedProblem(column, rows)
    return problem === undefined
      ? []
      : [{ model: wanted.model.identity, attrName: column.attribute.name, ...problem }]
  })
}

function addedProblem(
  column: WantedColumn,
  rows: number,
): { found: string; fix: string } | undefined {
  if (column.notNull)
    return {
      found: `It is new and required, and ${rows} records have no value for it.`,
      fix: 'Write `defaultsTo` in place of `required`; make it required when all records have a value.',
    }
  if (column.attribute.unique && rows > 1 && baseValueOf(column.attribute) !== null)
    return {
      found: `It is new and unique, and ${rows} records would all get the same value.`,
      fix: 'Write `allowNull: true`.',
    }
  return undefined
}

function rebuildProblems(dialect: DialectName, changes: TableChanges): MigrationProblem[] {
  const reason =
    dialect === 'sqlite' && needsRebuild(changes) ? cannotRebuild(changes.state) : undefined
  if (reason === undefined) return []
  return [
    {
      model: changes.table.model.identity,
      found: `SQLite makes the table \`${changes.table.name}\` anew for this change, which would lose its ${reason}.`,
      fix: 'Change the table by hand.',
    },
  ]
}

async function retypedProblems(
  session: Session,
  changes: TableChanges,
): Promise<MigrationProblem[]> {
  const { name: dialect } = session.dialect
  const problems: MigrationProblem[] = []
  for (const { column, from } of changes.retyped) {
    const families = [familyOf(dialect, from.type), familyOf(dialect, column.type)] as const
    const misfit = misfitOf(dialect, sql.id(from.name), ...families, column.type)
    if (misfit === undefined) continue
    const where = sql`${sql.id(from.name)} is not null and (${misfit})`
    // oxlint-disable-next-line no-await-in-loop
    const count = await countRows(session, changes, where)
    if (count > 0)
      problems.push({
        model: changes.table.model.identity,
        attrName: column.attribute.name,
        found: `The values of ${count} records in a column \`${from.type}\` do not fit into \`${column.type}\`.`,
        fix: 'Correct these values, or take a new attribute.',
      })
  }
  return problems
}

/** Greatest integer that a number of 64 bits holds exactly. */
const MAX_EXACT = 2 ** 53

/** Condition for values that are lost in another family; none when all fit, `1 = 1` when none does. */
function misfitOf(
  dialect: DialectName,
  column: Fragment,
  from: Family,
  to: Family,
  type: string,
): Fragment | undefined {
  if (to === 'text') return textMisfit(dialect, column, from, type)
  if (from === 'text' && (to === 'integer' || to === 'number')) return digitsMisfit(dialect, column)
  if (from === 'integer' && to === 'number') return sql`abs(${column}) > ${sql.lit(MAX_EXACT)}`
  if (from === 'number' && to === 'integer') return sql`${column} <> round(${column})`
  if (from === 'integer' && to === 'boolean') return sql`${column} not in (0, 1)`
  if (from === 'boolean' && to === 'integer') return undefined
  if (from === 'text' && to === 'json') return undefined
  return from === to && WIDEST.test(type) ? undefined : sql`1 = 1`
}

/** Types that hold whatever others of their family hold. Any other may round, or cut off. */
const WIDEST = /^(?:bigint|bigserial|double|float8|int8|jsonb?$|longblob|bytea|boolean)/iu

function textMisfit(
  dialect: DialectName,
  column: Fragment,
  from: Family,
  type: string,
): Fragment | undefined {
  if (from === 'binary' || from === 'moment' || from === 'numeric') return sql`1 = 1`
  const length = /char\w*\s*(?:varying)?\s*\((\d+)\)/u.exec(type.toLowerCase())?.[1]
  if (length === undefined || dialect === 'sqlite') return undefined
  const text = dialect === 'postgresql' ? sql`${column}::text` : column
  return sql`char_length(${text}) > ${sql.lit(Number(length))}`
}

/** Up to 15 digits are exact in any number. */
const DIGITS = '^-?(0|[1-9][0-9]{0,14})$'

function digitsMisfit(dialect: DialectName, column: Fragment): Fragment {
  if (dialect === 'postgresql') return sql`${column} !~ ${sql.lit(DIGITS)}`
  if (dialect === 'mysql') return sql`${column} not regexp ${sql.lit(DIGITS)}`
  return sql`cast(cast(${column} as integer) as text) <> ${column}`
}

async function nullProblems(session: Session, changes: TableChanges): Promise<MigrationProblem[]> {
  const problems: MigrationProblem[] = []
  for (const { column, from } of changes.required) {
    // oxlint-disable-next-line no-await-in-loop
    const count = await countRows(session, changes, sql`${sql.id(from.name)} is null`)
    if (count > 0)
      problems.push({
        model: changes.table.model.identity,
        attrName: column.attribute.name,
        found: `It is required, and ${count} records have no value for it.`,
        fix: 'Give them one first.',
      })
  }
  return problems
}

async function duplicateProblems(
  session: Session,
  changes: TableChanges,
): Promise<MigrationProblem[]> {
  const { table: wanted, newIndexes, added } = changes
  const problems: MigrationProblem[] = []
  for (const { columns, unique } of newIndexes) {
    if (!unique || columns.some((name) => added.some((column) => column.name === name))) continue
    // oxlint-disable-next-line no-await-in-loop
    const count = await countDuplicates(session, wanted.name, columns)
    const attribute = wanted.columns.find(({ name }) => name === columns[0])?.attribute.name
    if (count > 0)
      problems.push({
        model: wanted.model.identity,
        ...(attribute !== undefined && columns.length === 1 && { attrName: attribute }),
        found: `${count} values of \`${columns.join('`, `')}\`, which is unique, are there more than once.`,
        fix: 'Change or remove the records that repeat them.',
      })
  }
  return problems
}

async function countDuplicates(
  session: Session,
  name: string,
  columns: readonly string[],
): Promise<number> {
  const ids = columns.map((column) => sql.id(column))
  const filled = joinWith(
    ids.map((id) => sql`${id} is not null`),
    sql` and `,
  )
  const [row] = await session.rows(
    sql`select count(*) as n from (select 1 as one from ${table(name)} where ${filled}
      group by ${joinWith(ids, sql`, `)} having count(*) > 1) as d`,
  )
  return Number(row?.['n'])
}

async function countRows(
  session: Session,
  { table: wanted }: TableChanges,
  where: Fragment,
): Promise<number> {
  const [row] = await session.rows(
    sql`select count(*) as n from ${table(wanted.name)} where ${where}`,
  )
  return Number(row?.['n'])
}
