import type { DialectName } from '../dialect/dialect.ts'
import type { ColumnState } from './table-state.ts'
import { type WantedColumn, isIndexed } from './wanted-table.ts'

/** What a column can hold, whatever its exact type. `any`: SQLite keeps every value as it is. */
export type Family =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'json'
  | 'binary'
  | 'moment'
  | 'numeric'
  | 'any'
  | 'other'

const SERVER_FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^(?:bool|tinyint\(1\))/u, 'boolean'],
  [/^(?:\w*int(?:eger)?\b|int\d|\w*serial|year)/u, 'integer'],
  [/^(?:real|double|float|decimal|numeric)/u, 'number'],
  [/^jsonb?$/u, 'json'],
  [/^(?:bytea|\w*blob|\w*binary)/u, 'binary'],
  [/^(?:timestamp|datetime|date|time)/u, 'moment'],
  [/^(?:\w*text|\w*char|character|citext)/u, 'text'],
]

/** The rules by which SQLite reads the name of a type. */
const SQLITE_FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/int/u, 'integer'],
  [/char|clob|text/u, 'text'],
  [/blob|^$/u, 'any'],
  [/real|floa|doub/u, 'number'],
  [/bool/u, 'boolean'],
  [/^/u, 'numeric'],
]

export function familyOf(dialect: DialectName, type: string): Family {
  const families = dialect === 'sqlite' ? SQLITE_FAMILIES : SERVER_FAMILIES
  return families.find(([pattern]) => pattern.test(type.toLowerCase()))?.[1] ?? 'other'
}

/** Families in which the values of another one live unharmed, beside that one itself. */
const HOMES: Readonly<Record<DialectName, Partial<Record<Family, readonly Family[]>>>> = {
  sqlite: {
    text: ['any'],
    integer: ['number', 'boolean', 'numeric', 'any'],
    number: ['integer', 'boolean', 'numeric', 'any'],
    boolean: ['integer', 'numeric', 'any'],
  },
  postgresql: { text: ['other'] },
  mysql: { text: ['other'], boolean: ['integer'], json: ['text'] },
}

/** `ref` is what the column is, unless its values would become numbers. */
const HOMES_OF_REF: ReadonlySet<Family> = new Set([
  'text',
  'json',
  'binary',
  'moment',
  'numeric',
  'any',
  'other',
])

/** Whether a column may stay as it is. A type that the model names has to be that type. */
export function fits(dialect: DialectName, { type }: ColumnState, wanted: WantedColumn): boolean {
  const { attribute } = wanted
  if (attribute.columnType !== undefined) return plainType(type) === plainType(attribute.columnType)
  const family = familyOf(dialect, type)
  if (attribute.type === 'ref') return HOMES_OF_REF.has(family)
  const wantedFamily = familyOf(dialect, wanted.type)
  const homes = HOMES[dialect][wantedFamily] ?? []
  return (family === wantedFamily || homes.includes(family)) && !isNarrow(dialect, type, wanted)
}

const NARROW = {
  number: { postgresql: /^real$/u, mysql: /^float/u },
  integer: { postgresql: /^(?:smallint|integer)$/u, mysql: /^(?:tiny|small|medium)?int\b/u },
}

/** Same family, but too small: Sails keeps numbers in 32 bits on PostgreSQL, and MySQL has no index on a long text. */
function isNarrow(
  dialect: DialectName,
  type: string,
  { type: wanted, attribute }: WantedColumn,
): boolean {
  if (dialect === 'sqlite') return false
  const family = familyOf(dialect, wanted)
  if (family === 'number') return NARROW.number[dialect].test(type)
  // Keys and what refers to them keep one type on both sides.
  if (family === 'integer') return !isIndexed(attribute) && NARROW.integer[dialect].test(type)
  return dialect === 'mysql' && family === 'text' && isIndexed(attribute) && /text|blob/u.test(type)
}

const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  float4: 'real',
  float8: 'double precision',
  double: 'double precision',
  float: 'double precision',
  bool: 'boolean',
  'tinyint(1)': 'boolean',
  decimal: 'numeric',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
}

/** One spelling for the many that databases take: `VARCHAR (40)` and `character varying(40)` are the same. */
function plainType(type: string): string {
  const bare = type
    .toLowerCase()
    .replaceAll(
      /\b(?:character set|charset|collate) \S+|\b(?:auto_increment|not null|null|unsigned zerofill)\b/gu,
      '',
    )
    .replaceAll(/\s*([(),])\s*/gu, '$1')
    .replaceAll(/\b((?:big|medium|small)?int)\(\d+\)/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const [, name = bare, size = '', rest = ''] =
    /^([a-z0-9_ ]+?)(\([^)]*\))?( .*)?$/u.exec(bare) ?? []
  return ALIASES[bare] ?? `${ALIASES[name] ?? name}${size}${rest}`
}
