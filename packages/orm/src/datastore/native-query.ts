import type { DialectName } from '../dialect/dialect.ts'
import type { Result, Statement } from './driver.ts'

/** A native query as its database takes it. */
export interface NativeStatement {
  readonly statement: Statement
  readonly params: readonly unknown[]
}

const GIVES_ROWS = /^\s*(?:select|with|values|pragma|explain|show|table|describe)\b|\breturning\b/iu
const READS = /^\s*(?:select|values|explain|show)\b/iu

/** Parts of SQL in which `$1` is no placeholder, and placeholders themselves. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/gu

/** `$1`, `$2` are the placeholders on every database; others than PostgreSQL get theirs. */
export function toNativeStatement(
  dialect: DialectName,
  text: string,
  values: readonly unknown[],
): NativeStatement {
  const { sql, params } =
    dialect === 'postgresql' ? { sql: text, params: values } : numberedToPlain(text, values)
  const kind = READS.test(text) ? 'read' : 'write'
  return { statement: { sql, kind, givesRows: GIVES_ROWS.test(text) }, params }
}

function numberedToPlain(
  text: string,
  values: readonly unknown[],
): { sql: string; params: unknown[] } {
  const params: unknown[] = []
  let isNumbered = false
  const sql = text.replaceAll(TOKENS, (token, number?: string) => {
    if (number === undefined) return token
    isNumbered = true
    params.push(values[Number(number) - 1])
    return '?'
  })
  return { sql, params: isNumbered ? params : [...values] }
}

/** What `sendNativeQuery` gives: the driver's own answer on PostgreSQL, and one with `rows` elsewhere. */
export function toNativeResult(
  dialect: DialectName,
  { rows, affected, insertId, raw }: Result,
): unknown {
  if (dialect === 'postgresql') return raw
  return { rows, rowCount: affected, ...(insertId !== undefined && { insertId }) }
}
