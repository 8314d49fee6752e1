import type { Comparison, Condition, Criteria } from '../../criteria/criteria.ts'
import type { NumberKind } from '../../dialect/dialect.ts'
import { toLikePattern } from '../../dialect/like-pattern.ts'
import type { ColumnAttribute } from '../../schema/model-schema.ts'
import type { Storage } from './storage.ts'

/**
 * Walks a query once and collects two things: a key that is the same for all queries with the same SQL, and the
 * values, in the order of their slots. `compile-*.ts` walk in the same order when they make the SQL.
 */
export class Shape {
  key = ''
  readonly values: unknown[] = []

  condition(storage: Storage, condition: Condition): void {
    switch (condition.kind) {
      case 'everything':
      case 'nothing':
        this.key += condition.kind === 'nothing' ? '!' : ''
        return
      case 'and':
      case 'or':
        this.key += condition.kind === 'and' ? '&(' : '|('
        for (const part of condition.conditions) this.condition(storage, part)
        this.key += ')'
        return
      default:
        this.#comparison(storage, condition)
    }
  }

  #comparison(storage: Storage, comparison: Comparison): void {
    const { attribute } = comparison
    switch (comparison.kind) {
      case 'compare':
        this.key += `${attribute.name}${comparison.operator}${numberKind(attribute, comparison.value)[0]};`
        this.values.push(encode(storage, attribute, comparison.value))
        return
      case 'null':
        this.key += `${attribute.name}${comparison.not ? '!~' : '~'};`
        return
      case 'in':
        this.#list(storage, attribute, comparison.not, comparison.values)
        return
      default:
        this.key += `${attribute.name}%;`
        this.values.push(toLikePattern(comparison.mode, comparison.text))
    }
  }

  #list(
    storage: Storage,
    attribute: ColumnAttribute,
    not: boolean,
    values: readonly unknown[],
  ): void {
    const places = placesFor(storage, values.length)
    const size = places === undefined ? '' : String(places)
    this.key += `${attribute.name}${not ? '!' : ''}[${size}${listKind(attribute, values)[0]};`
    const encoded = values.map((value) => encode(storage, attribute, value))
    if (places === undefined) {
      this.values.push(storage.dialect.encodeList(encoded))
      return
    }
    this.values.push(...encoded)
    // The last value again: it changes nothing, and lists of similar lengths share a statement.
    for (let place = encoded.length; place < places; place++) this.values.push(encoded.at(-1))
  }

  sort({ sort }: Criteria): void {
    for (const { attribute, direction } of sort) this.key += `^${direction[0]}${attribute.name};`
  }

  /** @param isBound Whether the numbers are values; else they are part of the SQL. */
  page({ limit, skip }: Criteria, isBound: boolean): void {
    if (limit !== undefined) this.#pageNumber('L', limit, isBound)
    if (skip > 0) this.#pageNumber('S', skip, isBound)
  }

  #pageNumber(letter: string, number: number, isBound: boolean): void {
    this.key += isBound ? `${letter};` : `${letter}${number};`
    if (isBound) this.values.push(number)
  }

  selection({ select }: Criteria): void {
    this.key += select === undefined ? '*;' : `${select.map(({ name }) => name).join(',')};`
  }
}

export function encode(storage: Storage, attribute: ColumnAttribute, value: unknown): unknown {
  const codec = storage.codecs.get(attribute)?.encode
  return codec === undefined ? value : codec(value)
}

/** Beyond this the next multiple of it, not the next power of two: databases limit the number of values. */
const PLACES_STEP = 1_024

/**
 * Places of a list: the next power of two, so that few statements serve all lengths. `undefined` when the list has to
 * travel as one value.
 */
export function placesFor(storage: Storage, length: number): number | undefined {
  if (length > storage.dialect.traits.maxPlaces) return undefined
  if (length > PLACES_STEP) return Math.ceil(length / PLACES_STEP) * PLACES_STEP
  return length <= 1 ? 1 : 2 ** Math.ceil(Math.log2(length))
}

export function numberKind(attribute: ColumnAttribute, value: unknown): NumberKind {
  if (attribute.type !== 'number') return 'none'
  return Number.isSafeInteger(value) ? 'integer' : 'fraction'
}

export function listKind(attribute: ColumnAttribute, values: readonly unknown[]): NumberKind {
  if (attribute.type !== 'number') return 'none'
  return values.every((value) => Number.isSafeInteger(value)) ? 'integer' : 'fraction'
}
