import type { ColumnAttribute } from '../schema/model-schema.ts'
import {
  bufferFromText,
  bufferToText,
  fromBoolean,
  fromHex,
  fromJsonText,
  toBoolean,
  toBuffer,
  toDate,
  toJsonText,
  toNumber,
  toText,
} from './codecs.ts'
import { compileWith } from './compile.ts'
import type { DatabaseProblem, Dialect, NestedSelect, Operand, ValueCodec } from './dialect.ts'
import { type Fragment, joinWith, sql } from './fragment.ts'
import { callWithItems } from './json-columns.ts'
import { LIKE_ESCAPE } from './like-pattern.ts'

/** Which of the two the server is, known once it has answered. */
export interface MysqlFlavour {
  readonly isMariaDb: boolean
}

/** MySQL has no `limit` without a number; this is the one that its manual gives. */
const NO_LIMIT = '18446744073709551615'

/** MariaDB 10.5 and MySQL 8.0.14 and later. */
export function createMysqlDialect({ isMariaDb }: MysqlFlavour): Dialect {
  return {
    name: 'mysql',
    traits: {
      maxParameters: 65_535,
      maxPlaces: Number.POSITIVE_INFINITY,
      returning: { insert: isMariaDb, update: false, delete: isMariaDb },
      transactionalDdl: false,
      bindsNestedLimits: !isMariaDb,
      rowLocks: true,
    },
    types: {
      // Binary collation: the same texts are equal, and sort the same, as on the other databases.
      string: 'longtext character set utf8mb4 collate utf8mb4_bin',
      keyString: 'varchar(255) character set utf8mb4 collate utf8mb4_bin',
      number: 'double',
      integer: 'bigint',
      autoIncrement: 'bigint auto_increment',
      boolean: 'tinyint(1)',
      json: 'json',
      ref: 'longtext character set utf8mb4 collate utf8mb4_bin',
      timestampNumber: 'bigint',
      timestampString: 'varchar(255) character set utf8mb4 collate utf8mb4_bin',
      timestampRef: 'datetime(3)',
    },
    compile: compileWith('mysql'),
    encoder,
    decoder,
    jsonColumn,
    jsonDecoder,
    jsonArray: (items) => callWithItems('json_array', items),
    jsonRows: isMariaDb ? mariaDbRows : mysqlRows,
    // MariaDB has no type for JSON: what comes out of a function is a text to it, unless it is a JSON function.
    jsonItem: (json) => (isMariaDb ? sql`json_extract(${json}, '$')` : json),
    compareWithPlaces,
    compareWithList: () => {
      throw new Error('MySQL takes lists of any length in places.')
    },
    encodeList: (values) => values,
    compare,
    like,
    orderBy: (column, direction) => sql`${column} ${sql.raw(direction)}`,
    limit,
    readError,
  }
}

function encoder(attribute: ColumnAttribute): ValueCodec | undefined {
  if (attribute.type === 'boolean') return fromBoolean
  if (attribute.type === 'json') return toJsonText
  return attribute.type === 'ref' ? encodeRef(attribute) : undefined
}

/** The driver binds bytes and dates; a column of text gets them as text. */
function encodeRef(attribute: ColumnAttribute): ValueCodec {
  const isText = attribute.columnType === undefined && attribute.timestamp === undefined
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Uint8Array) return isText ? bufferToText(value) : value
    if (value instanceof Date) return isText ? value.toISOString() : value
    return JSON.stringify(value)
  }
}

function decoder(attribute: ColumnAttribute): ValueCodec | undefined {
  switch (attribute.type) {
    case 'boolean':
      return toBoolean
    case 'json':
      return fromJsonText
    case 'number':
      return toNumber
    case 'ref':
      return attribute.columnType === undefined ? decodePlainRef(attribute) : toBuffer
    default:
      return toText
  }
}

const decodePlainRef = (attribute: ColumnAttribute): ValueCodec =>
  attribute.timestamp === undefined ? bufferFromText : toDate

const isBinary = (attribute: ColumnAttribute): boolean =>
  /blob|binary/iu.test(attribute.columnType ?? '')
const isMoment = (attribute: ColumnAttribute): boolean =>
  attribute.type === 'ref' &&
  (attribute.timestamp !== undefined ||
    /^(?:datetime|timestamp|date)/iu.test(attribute.columnType ?? ''))

function jsonColumn(column: Fragment, attribute: ColumnAttribute): Fragment {
  if (isBinary(attribute)) return sql`hex(${column})`
  if (isMoment(attribute)) return sql`date_format(${column}, '%Y-%m-%dT%H:%i:%s.%fZ')`
  // As text: MariaDB would put some of these columns in as JSON and others as text, by their constraints.
  return attribute.type === 'json' ? sql`cast(${column} as char)` : column
}

function jsonDecoder(attribute: ColumnAttribute): ValueCodec | undefined {
  if (isBinary(attribute)) return fromHex
  return isMoment(attribute) ? toDate : decoder(attribute)
}

/** MariaDB has no lateral subqueries, but its aggregate sorts and limits by itself. */
function mariaDbRows({ items, from, where, orderBy, limit: max, skip }: NestedSelect): Fragment {
  const range = max === undefined && skip === undefined ? sql`` : rangeInAggregate(max, skip)
  return sql`(select coalesce(json_arrayagg(${callWithItems('json_array', items)} order by ${joinWith(orderBy, sql`, `)}${range}), '[]')
    from ${from} where ${where})`
}

function rangeInAggregate(max: Fragment | undefined, skip: Fragment | undefined): Fragment {
  const most = max ?? sql.raw(NO_LIMIT)
  return skip === undefined ? sql` limit ${most}` : sql` limit ${skip}, ${most}`
}

/** In MySQL a derived table sees the outer query; its aggregates neither sort nor limit. */
function mysqlRows({ items, from, where, orderBy, limit: max, skip }: NestedSelect): Fragment {
  const order = joinWith(orderBy, sql`, `)
  return sql`(select coalesce(json_arrayagg(x.j), json_array()) from (select ${callWithItems('json_array', items)} as j
    from ${from} where ${where} order by ${order}${range(max ?? sql.raw(NO_LIMIT), skip)}) as x)`
}

function limit(max: Fragment | undefined, skip: Fragment | undefined): Fragment {
  return max === undefined && skip === undefined ? sql`` : range(max ?? sql.raw(NO_LIMIT), skip)
}

function range(max: Fragment, skip: Fragment | undefined): Fragment {
  return skip === undefined ? sql` limit ${max}` : sql` limit ${max} offset ${skip}`
}

function compareWithPlaces(operand: Operand, not: boolean, slots: readonly Fragment[]): Fragment {
  const places = slots.map((slot) => toOperandType(slot, operand))
  const list = joinWith(places, sql`, `)
  return sql`${toOperandType(operand.column, operand)} ${sql.raw(not ? 'not in' : 'in')} (${list})`
}

function compare(operand: Operand, operator: string, value: Fragment): Fragment {
  return sql`${toOperandType(operand.column, operand)} ${sql.raw(operator)} ${toOperandType(value, operand)}`
}

function toOperandType(fragment: Fragment, operand: Operand): Fragment {
  if (operand.type === 'json') return sql`cast(json_extract(${fragment}, '$') as char)`
  return operand.caseInsensitive ? sql`lower(${fragment})` : fragment
}

function like(operand: Operand, pattern: Fragment): Fragment {
  const escape = sql.lit(LIKE_ESCAPE)
  if (!operand.caseInsensitive) return sql`${operand.column} like ${pattern} escape ${escape}`
  return sql`lower(${operand.column}) like lower(${pattern}) escape ${escape}`
}

interface MysqlError {
  readonly errno?: unknown
  readonly code?: unknown
  readonly message?: string
}

const FOREIGN_KEY = new Set([1216, 1217, 1451, 1452, 1557, 1761, 1762])
const CONFLICTS = new Set([1205, 1213, 1020])
const TIMEOUTS = new Set([1317, 1969, 3024])
const NO_TABLE = 1146
const DUPLICATES = new Set([1062, 1586])
const UNREACHABLE =
  /^(?:ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOST|ENET|ENOENT|PROTOCOL_|ER_ACCESS_DENIED|ER_BAD_DB|ER_CON_COUNT|ER_DBACCESS|ER_SERVER_SHUTDOWN)/u

function readError(error: unknown): DatabaseProblem | undefined {
  const { errno, code, message } = error as MysqlError
  if (typeof code !== 'string')
    return /closed state/u.test(message ?? '') ? { kind: 'unreachable' } : undefined
  if (UNREACHABLE.test(code)) return { kind: 'unreachable' }
  if (typeof errno !== 'number') return undefined
  if (DUPLICATES.has(errno)) return { kind: 'unique', ...indexOf(message) }
  if (FOREIGN_KEY.has(errno)) return { kind: 'foreignKey', ...foreignKeyColumns(message) }
  if (errno === NO_TABLE) return { kind: 'noSuchTable' }
  if (CONFLICTS.has(errno)) return { kind: 'conflict' }
  return { kind: TIMEOUTS.has(errno) ? 'timeout' : 'other' }
}

/** `Duplicate entry 'a' for key 'email'`; MySQL 8 writes `'user.email'`. */
function indexOf(message: string | undefined): { index?: string; columns?: readonly string[] } {
  const index = /for key '(?:[^']*\.)?([^'.]+)'$/su.exec(message ?? '')?.[1]
  return index === undefined ? {} : { index }
}

function foreignKeyColumns(message: string | undefined): { columns?: readonly string[] } {
  const list = /FOREIGN KEY \(([^)]+)\)/u.exec(message ?? '')?.[1]
  return list === undefined ? {} : { columns: list.split(', ').map((name) => name.slice(1, -1)) }
}
