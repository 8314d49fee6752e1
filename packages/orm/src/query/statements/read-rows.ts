import type { Row } from '../../datastore/driver.ts'
import type { ValueCodec } from '../../dialect/dialect.ts'
import { areNested } from '../../dialect/json-columns.ts'
import { plainColumns } from './record-columns.ts'
import type { NestedQuery, SelectQuery } from './select-query.ts'

/** Turns the rows of a statement into records, in place: drivers give plain objects that nobody else has. */
export type RowReader = (rows: Row[]) => Row[]

/** Made once for each statement: what needs no conversion costs nothing. */
export function createRowReader(query: SelectQuery): RowReader {
  const steps = [
    ...columnSteps(query),
    ...query.nested.map(nestedStep),
    ...query.empty.map(emptyStep),
  ]
  if (steps.length === 0) return (rows) => rows
  return (rows) => {
    for (const row of rows) for (const { name, convert } of steps) row[name] = convert(row[name])
    return rows
  }
}

interface Step {
  readonly name: string
  readonly convert: ValueCodec
}

function columnSteps(query: SelectQuery): Step[] {
  return plainColumns(query).flatMap((attribute) => {
    const decode = query.storage.codecs.get(attribute)?.decode
    return decode === undefined ? [] : [{ name: attribute.name, convert: decode }]
  })
}

/** PostgreSQL's driver has read the JSON already. */
function nestedStep(nested: NestedQuery): Step {
  const convert = createNestedReader(nested)
  return {
    name: nested.attribute.name,
    convert: (json) => convert(typeof json === 'string' ? (JSON.parse(json) as unknown) : json),
  }
}

function emptyStep({ kind, name }: SelectQuery['empty'][number]): Step {
  return { name, convert: kind === 'collection' ? () => [] : () => null }
}

function createNestedReader({ attribute, query }: NestedQuery): ValueCodec {
  const read = createItemsReader(query)
  if (attribute.kind === 'column')
    return (items) => (items === null ? null : read(items as unknown[]))
  return (rows) => (rows as unknown[][]).map(read)
}

/** A record from the list of its columns. */
function createItemsReader(query: SelectQuery): (items: unknown[]) => Row {
  const columns = plainColumns(query).map((attribute) => ({
    name: attribute.name,
    convert: query.storage.codecs.get(attribute)?.decodeJson,
  }))
  const populated = query.nested.map((nested) => ({
    name: nested.attribute.name,
    convert: createNestedReader(nested),
  }))
  const members = [...columns, ...populated]
  const empty = query.empty.map(emptyStep)
  const isChunked = areNested(members.length)
  return (given) => {
    const items = isChunked ? (given as unknown[][]).flat() : given
    const record: Row = {}
    let place = 0
    for (const { name, convert } of members) {
      const item = items[place++]
      record[name] = convert === undefined ? item : convert(item)
    }
    for (const { name, convert } of empty) record[name] = convert(undefined)
    return record
  }
}
