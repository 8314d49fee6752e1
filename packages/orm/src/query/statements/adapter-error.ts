import { StatementTimeout } from '../../datastore/query-deadline.ts'
import type { DatabaseProblem } from '../../dialect/dialect.ts'
import { type AdapterCode, AdapterError } from '../../errors.ts'
import type { ModelSchema } from '../../schema/model-schema.ts'
import type { QueryContext } from './query-context.ts'
import type { Storage } from './storage.ts'

const CODES: Readonly<Record<DatabaseProblem['kind'], AdapterCode>> = {
  unique: 'E_UNIQUE',
  foreignKey: 'E_FOREIGN_KEY',
  noSuchTable: 'E_NO_SUCH_PHYSICAL_MODEL',
  timeout: 'E_TIMEOUT',
  conflict: 'E_CONFLICT',
  unreachable: 'E_CONNECTION',
  other: 'E_FAILED_QUERY',
}

/** A driver's error in the words of the model: attributes instead of columns. Anything else comes back as it is. */
export async function toAdapterError(
  storage: Storage,
  context: QueryContext,
  raw: unknown,
): Promise<unknown> {
  const problem = readProblem(storage, raw)
  if (problem === undefined) return raw
  const { model } = storage
  const columns = await columnsOf(storage, context, problem)
  const attrNames = columns.map((column) => attributeName(model, column))
  const names = problem.kind === 'unique' || problem.kind === 'foreignKey' ? { attrNames } : {}
  return new AdapterError(CODES[problem.kind], messageOf(storage, problem, attrNames, raw), {
    modelIdentity: model.identity,
    adapterMethodName: context.method,
    raw,
    ...names,
  })
}

function readProblem({ dialect }: Storage, raw: unknown): DatabaseProblem | undefined {
  if (raw instanceof StatementTimeout) return { kind: 'timeout' }
  return typeof raw === 'object' && raw !== null ? dialect.readError(raw) : undefined
}

/** MySQL names the index only. */
async function columnsOf(
  { datastore, dialect, model }: Storage,
  { connection }: QueryContext,
  { columns, index, kind }: DatabaseProblem,
): Promise<readonly string[]> {
  if (columns !== undefined) return columns
  if (kind !== 'unique' || index === undefined || dialect.name !== 'mysql') return []
  const sql =
    'select column_name as name from information_schema.statistics ' +
    'where table_schema = database() and table_name = ? and index_name = ? order by seq_in_index'
  const { rows } = await datastore.run(
    { sql, kind: 'read', givesRows: true },
    [model.tableName, index],
    {
      connection,
    },
  )
  return rows.map(({ name }) => String(name))
}

function attributeName(model: ModelSchema, columnName: string): string {
  return model.columns.find((attribute) => attribute.columnName === columnName)?.name ?? columnName
}

/** No text of the database: it can hold values. That is in `raw`. */
function messageOf(
  { model, datastore }: Storage,
  { kind }: DatabaseProblem,
  attrNames: readonly string[],
  raw: unknown,
): string {
  const names = attrNames.map((name) => `\`${name}\``).join(', ')
  switch (kind) {
    case 'unique':
      return `A record of the model \`${model.identity}\` with the same value of ${names || 'a unique attribute'} exists already.`
    case 'foreignKey':
      return `A reference of the model \`${model.identity}\`${names && `, ${names},`} points to a record that does not exist, or records point to one that would go.`
    case 'noSuchTable':
      return `The table \`${model.tableName}\` of the model \`${model.identity}\` does not exist. Run the migrations.`
    case 'timeout':
      return `A query of the model \`${model.identity}\` took too long and was given up.`
    case 'conflict':
      return `A query of the model \`${model.identity}\` met another transaction that changes the same records. Try again.`
    case 'unreachable':
      return `The database of the datastore \`${datastore.name}\` cannot be reached (${reasonOf(raw)}).`
    default:
      return `The database refused a query of the model \`${model.identity}\`: ${reasonOf(raw)}.`
  }
}

function reasonOf(raw: unknown): string {
  const { message, code } = raw as { message?: string; code?: string }
  return message || code || 'no reason given'
}
