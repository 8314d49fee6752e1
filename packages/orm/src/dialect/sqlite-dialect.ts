import type { ColumnAttribute } from '../schema/model-schema.ts'
import {
  fromBoolean,
  fromHex,
  fromJsonText,
  holdsIntegers,
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

/** SQLite 3.45 and later, as `libsql` and `node:sqlite` have it. */
export function createSqliteDialect(): Dialect {
  return {
    name: 'sqlite',
    traits: {
      maxParameters: 32_766,
      maxPlaces: 1_000,
      returning: { insert: true, update: true, delete: true },
      transactionalDdl: true,
      bindsNestedLimits: true,
      rowLocks: false,
    },
    types: {
      string: 'text',
      keyString: 'text',
      number: 'real',
      integer: 'integer',
      autoIncrement: 'integer',
      boolean: 'boolean',
      json: 'text',
      ref: 'blob',
      timestampNumber: 'integer',
      timestampString: 'text',
      timestampRef: 'text',
    },
    compile: compileWith('sqlite'),
    encoder,
    decoder,
    jsonColumn,
    jsonDecoder,
    jsonArray: (items) => callWithItems('json_array', items),
    jsonRows,
    jsonItem: (json) => sql`json(${json})`,
    compareWithPlaces,
    compareWithList,
    encodeList: (values) => JSON.stringify(values),
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
  return attribute.type === 'ref' ? encodeRef : undefined
}

/** SQLite keeps numbers, texts and bytes; a column `blob` changes none of them. */
function encodeRef(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return Number(value)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return JSON.stringify(value)
}

function decoder(attribute: ColumnAttribute): ValueCodec | undefined {
  switch (attribute.type) {
    case 'boolean':
      return toBoolean
    case 'json':
      return fromJsonText
    case 'ref':
      return attribute.timestamp === undefined ? toBuffer : toDate
    case 'number':
      return undefined
    default:
      return toText
  }
}

/** SQLite writes fractions into JSON with 15 digits only, and no bytes at all. */
function jsonColumn(column: Fragment, attribute: ColumnAttribute): Fragment {
  if (attribute.type === 'number' && !holdsIntegers(attribute)) {
    return sql`case typeof(${column}) when 'real' then printf('%!.17g', ${column}) else ${column} end`
  }
  if (attribute.type !== 'ref') return column
  return sql`case typeof(${column}) when 'blob' then 'b' || hex(${column})
    when 'text' then 't' || ${column} else ${column} end`
}

function jsonDecoder(attribute: ColumnAttribute): ValueCodec | undefined {
  if (attribute.type === 'number') return holdsIntegers(attribute) ? undefined : toNumber
  if (attribute.type !== 'ref') return decoder(attribute)
  const decode = attribute.timestamp === undefined ? (value: unknown) => value : toDate
  return (value) => decode(decodeTagged(value))
}

function decodeTagged(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.startsWith('b') ? fromHex(value.slice(1)) : value.slice(1)
}

/** Texts are joined as they are: `json_group_array` would read each of them again. */
function jsonRows({ items, from, where, orderBy, limit: max, skip }: NestedSelect): Fragment {
  return sql`(select '[' || coalesce(group_concat(j), '') || ']' from (select ${callWithItems('json_array', items)} as j
    from ${from} where ${where} order by ${joinWith(orderBy, sql`, `)}${limit(max, skip)}))`
}

function compareWithPlaces(operand: Operand, not: boolean, slots: readonly Fragment[]): Fragment {
  const places = slots.map((slot) => toOperandType(slot, operand))
  const list = joinWith(places, sql`, `)
  return sql`${toOperandType(operand.column, operand)} ${sql.raw(not ? 'not in' : 'in')} (${list})`
}

function compareWithList(operand: Operand, not: boolean, list: Fragment): Fragment {
  const values = sql`(select ${toOperandType(sql.id('value'), operand)} from json_each(${list}))`
  return sql`${toOperandType(operand.column, operand)} ${sql.raw(not ? 'not in' : 'in')} ${values}`
}

function compare(operand: Operand, operator: string, value: Fragment): Fragment {
  return sql`${toOperandType(operand.column, operand)} ${sql.raw(operator)} ${toOperandType(value, operand)}`
}

function toOperandType(fragment: Fragment, operand: Operand): Fragment {
  if (operand.type === 'json') return sql`json(${fragment})`
  return operand.caseInsensitive ? sql`lower(${fragment})` : fragment
}

/** The connection makes `like` case-sensitive: see `open-sqlite.ts`. */
function like(operand: Operand, pattern: Fragment): Fragment {
  const escape = sql.lit(LIKE_ESCAPE)
  if (!operand.caseInsensitive) return sql`${operand.column} like ${pattern} escape ${escape}`
  return sql`lower(${operand.column}) like lower(${pattern}) escape ${escape}`
}

function limit(max: Fragment | undefined, skip: Fragment | undefined): Fragment {
  if (max === undefined && skip === undefined) return sql``
  return skip === undefined ? sql` limit ${max}` : sql` limit ${max ?? sql.lit(-1)} offset ${skip}`
}

function readError(error: unknown): DatabaseProblem | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code !== 'string' || typeof message !== 'string') return undefined
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return readUnique(message)
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return { kind: 'foreignKey' }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return { kind: 'conflict' }
  const missing = /no such table: (?:\w+\.)?(.+)$/u.exec(message)?.[1]
  if (missing !== undefined) return { kind: 'noSuchTable', table: missing }
  if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_NOTADB') return { kind: 'unreachable' }
  return code.startsWith('SQLITE') ? { kind: 'other' } : undefined
}

/** `UNIQUE constraint failed: user.email, user.name`. */
function readUnique(message: string): DatabaseProblem {
  const names = (message.split('failed: ')[1] ?? '').split(', ')
  const columns = names.map((name) => name.slice(name.lastIndexOf('.') + 1)).filter(Boolean)
  return { kind: 'unique', columns }
}
