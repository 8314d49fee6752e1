import type { ColumnAttribute } from '../schema/model-schema.ts'
import {
  bufferFromText,
  bufferToText,
  fromHex,
  toDate,
  toJsonText,
  toNumber,
  toText,
} from './codecs.ts'
import { compileWith } from './compile.ts'
import type {
  DatabaseProblem,
  Dialect,
  NestedSelect,
  NumberKind,
  Operand,
  ValueCodec,
} from './dialect.ts'
import { type Fragment, joinWith, sql } from './fragment.ts'
import { callWithItems } from './json-columns.ts'
import { LIKE_ESCAPE } from './like-pattern.ts'

/** PostgreSQL 12 and later. */
export function createPostgresqlDialect(): Dialect {
  return {
    name: 'postgresql',
    traits: {
      maxParameters: 65_535,
      maxPlaces: 0,
      returning: { insert: true, update: true, delete: true },
      transactionalDdl: true,
      bindsNestedLimits: true,
      rowLocks: true,
    },
    types: {
      string: 'text',
      keyString: 'text',
      number: 'double precision',
      integer: 'bigint',
      autoIncrement: 'bigserial',
      boolean: 'boolean',
      json: 'jsonb',
      ref: 'text',
      timestampNumber: 'bigint',
      timestampString: 'text',
      timestampRef: 'timestamptz',
    },
    compile: compileWith('postgresql'),
    encoder,
    decoder,
    jsonColumn,
    jsonDecoder,
    jsonArray: (items) => callWithItems('json_build_array', items),
    jsonRows,
    jsonItem: (json) => json,
    compareWithPlaces: (operand, not, places) =>
      compareWithList(operand, not, joinWith(places, sql`, `)),
    compareWithList,
    encodeList: (values) => values,
    compare,
    like,
    orderBy,
    limit,
    advanceKeys,
    readError,
  }
}

function encoder(attribute: ColumnAttribute): ValueCodec | undefined {
  if (attribute.type === 'json') return toJsonText
  return attribute.type === 'ref' && attribute.columnType === undefined ? bufferToText : undefined
}

function decoder(attribute: ColumnAttribute): ValueCodec | undefined {
  switch (attribute.type) {
    case 'number':
      return toNumber
    case 'string':
      return toText
    case 'ref':
      return attribute.timestamp === undefined ? bufferFromText : toDate
    default:
      return undefined
  }
}

const isBinary = (attribute: ColumnAttribute): boolean => attribute.columnType === 'bytea'
const isMoment = (attribute: ColumnAttribute): boolean =>
  attribute.type === 'ref' &&
  (attribute.timestamp !== undefined || /^(?:timestamp|date)/iu.test(attribute.columnType ?? ''))

function jsonColumn(column: Fragment, attribute: ColumnAttribute): Fragment {
  if (isBinary(attribute)) return sql`encode(${column}, 'hex')`
  return attribute.type === 'string' ? sql`${column}::text` : column
}

function jsonDecoder(attribute: ColumnAttribute): ValueCodec | undefined {
  if (isBinary(attribute)) return fromHex
  if (isMoment(attribute)) return toDate
  return decoder(attribute)
}

function jsonRows({
  items,
  from,
  where,
  orderBy: order,
  limit: max,
  skip,
}: NestedSelect): Fragment {
  return sql`(select coalesce(json_agg(x.j), '[]'::json) from (select ${callWithItems('json_build_array', items)} as j
    from ${from} where ${where} order by ${joinWith(order, sql`, `)}${limit(max, skip)}) as x)`
}

/**
 * A bound number takes the type of the column beside it, and one that does not fit is an error there. With a type of
 * its own it matches nothing instead, and indexes still serve.
 */
const NUMBER_TYPES: Record<NumberKind, string> = {
  none: '',
  integer: '::int8',
  fraction: '::float8',
}

function compareWithList(operand: Operand, not: boolean, list: Fragment): Fragment {
  const cast = operand.kind === 'none' ? castOf(operand) : NUMBER_TYPES[operand.kind]
  const array = sql`${list}${sql.raw(cast === '' ? '' : `${cast}[]`)}`
  const column = leftSide(operand)
  if (operand.caseInsensitive) {
    const lowered = sql`array(select lower(v) from unnest(${list}::text[]) as v)`
    return not ? sql`${column} <> all(${lowered})` : sql`${column} = any(${lowered})`
  }
  return not ? sql`${column} <> all(${array})` : sql`${column} = any(${array})`
}

function compare(operand: Operand, operator: string, value: Fragment): Fragment {
  const cast = sql.raw(NUMBER_TYPES[operand.kind] || castOf(operand))
  const right = operand.caseInsensitive ? sql`lower(${value}::text)` : sql`${value}${cast}`
  return sql`${leftSide(operand)} ${sql.raw(operator)} ${right}`
}

function castOf(operand: Operand): string {
  return operand.type === 'json' ? '::jsonb' : ''
}

function leftSide(operand: Operand): Fragment {
  if (operand.type === 'json') return sql`${operand.column}::jsonb`
  return operand.caseInsensitive ? sql`lower(${operand.column}::text)` : operand.column
}

function like(operand: Operand, pattern: Fragment): Fragment {
  const column = operand.type === 'string' ? operand.column : sql`${operand.column}::text`
  const escape = sql.lit(LIKE_ESCAPE)
  if (!operand.caseInsensitive) return sql`${column} like ${pattern} escape ${escape}`
  return sql`lower(${column}) like lower(${pattern}) escape ${escape}`
}

/** Nulls first in ascending order, as the other databases do it. Said only where it matters: indexes serve the other form. */
function orderBy(column: Fragment, direction: 'ASC' | 'DESC', canBeNull: boolean): Fragment {
  const nulls = direction === 'ASC' ? ' nulls first' : ' nulls last'
  return sql`${column} ${sql.raw(direction + (canBeNull ? nulls : ''))}`
}

function limit(max: Fragment | undefined, skip: Fragment | undefined): Fragment {
  const limited = max === undefined ? sql`` : sql` limit ${max}`
  return skip === undefined ? limited : sql`${limited} offset ${skip}`
}

/** Sequences know nothing of keys that a program has chosen: the next one would be taken. */
function advanceKeys(tableName: string, columnName: string, lastKey: Fragment): Fragment {
  const name = tableName
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
  const sequence = sql`pg_get_serial_sequence(${sql.lit(name)}, ${sql.lit(columnName)})`
  return sql`select setval(s.seq, ${lastKey}::int8) from (select ${sequence}::regclass as seq) as s
    where s.seq is not null and coalesce(pg_sequence_last_value(s.seq), 0) < ${lastKey}::int8`
}

interface PostgresError {
  readonly code?: unknown
  readonly detail?: string
  readonly message?: string
  readonly constraint?: string
}

const CONFLICTS = new Set(['40001', '40P01', '55P03'])
const TIMEOUTS = new Set(['57014', '25P03', '25P04'])
const UNREACHABLE = /^(?:08|57P0|3D000|28|53300)/u
const NETWORK = /^(?:ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOST|ENET|ENOENT)/u

function readError(error: unknown): DatabaseProblem | undefined {
  const { code, detail, message, constraint } = error as PostgresError
  if (typeof code !== 'string') return readMessage(message)
  if (code === '23505') return { kind: 'unique', ...readColumns(detail), ...indexOf(constraint) }
  if (code === '23503') return { kind: 'foreignKey', ...readColumns(detail) }
  if (code === '42P01') return { kind: 'noSuchTable' }
  if (CONFLICTS.has(code)) return { kind: 'conflict' }
  if (TIMEOUTS.has(code)) return { kind: 'timeout' }
  if (UNREACHABLE.test(code) || NETWORK.test(code)) return { kind: 'unreachable' }
  return /^[0-9A-Z]{5}$/u.test(code) ? { kind: 'other' } : undefined
}

/** Errors of the pool and of broken connections come without a code. */
function readMessage(message: string | undefined): DatabaseProblem | undefined {
  const isLost = /connection terminated|timeout exceeded when trying to connect|not queryable/iu
  return isLost.test(message ?? '') ? { kind: 'unreachable' } : undefined
}

const indexOf = (constraint: string | undefined): { index?: string } =>
  constraint === undefined ? {} : { index: constraint }

/** `Key (email, "userName")=(…) already exists.`, in any language. */
function readColumns(detail: string | undefined): { columns?: readonly string[] } {
  const list = /\((.+?)\)=\(/su.exec(detail ?? '')?.[1]
  if (list === undefined) return {}
  return {
    columns: list.split(', ').map((name) => name.replaceAll(/^"|"$/gu, '').replaceAll('""', '"')),
  }
}
