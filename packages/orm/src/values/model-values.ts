import { InvalidValueError, UsageError } from '../errors.ts'
import type {
  AttributeSchema,
  ColumnAttribute,
  ModelSchema,
  ModelSchemas,
} from '../schema/model-schema.ts'
import { compileReader, type ValueReader } from './compile-reader.ts'
import { kindOf } from './convert.ts'
import { readKeys } from './read-key.ts'
import { ValueProblems } from './value-problems.ts'

type Values = Record<string, unknown>

/** What is read of a value, for one attribute. */
interface Step {
  readonly name: string
  readonly read: ValueReader
  /** The column, or `undefined` for a plural association. */
  readonly column: ColumnAttribute | undefined
  /** A name that every dictionary inherits (`constructor`): only an own member counts. */
  readonly isInherited: boolean
}

/**
 * Reads the values that are given to the methods of one model. Gives new dictionaries with attributes' names, plural
 * associations among them as arrays of ids; what it is given is never changed. Values are not encrypted yet, so that
 * lifecycle callbacks see plain ones and what they change can be read again.
 */
export class ModelValues {
  readonly #schema: ModelSchema
  readonly #steps: readonly Step[]
  readonly #byName: ReadonlyMap<string, Step>

  constructor(schema: ModelSchema, schemas: ModelSchemas) {
    this.#schema = schema
    this.#steps = [...schema.attributes.values()].map((attribute) => toStep(attribute, schemas))
    this.#byName = new Map(this.#steps.map((step) => [step.name, step]))
  }

  /**
   * A new record with defaults and timestamps. An omitted key is left to the database.
   * @param now Milliseconds since 1970, for the timestamps.
   * @throws {UsageError} `E_INVALID_NEW_RECORD` with all problems.
   */
  newRecord(values: unknown, now: number): Values {
    const problems = new ValueProblems()
    if (!isValues(values) && values !== undefined)
      throw this.#usage(
        'E_INVALID_NEW_RECORD',
        `The new record must be a dictionary; found ${kindOf(values)}.`,
      )
    const record = this.#readNew(values ?? {}, now, problems)
    problems.throwAny('E_INVALID_NEW_RECORD', this.#schema.identity)
    return record
  }

  /**
   * New records, all with the same timestamps. Items that are `undefined` are left out.
   * @throws {UsageError} `E_INVALID_NEW_RECORDS` with the problems of all records.
   */
  newRecords(list: unknown, now: number): Values[] {
    const given = this.#checkList(list)
    const problems = new ValueProblems()
    const records: Values[] = []
    for (let index = 0; index < given.length; index++) {
      const values = given[index]
      if (values === undefined) continue
      problems.index = index
      records.push(this.#readNew(values, now, problems))
    }
    problems.throwAny('E_INVALID_NEW_RECORDS', this.#schema.identity)
    return records
  }

  /**
   * The values of an update; what `autoUpdatedAt` says is among them.
   * @throws {UsageError} `E_INVALID_VALUES_TO_SET` with all problems.
   */
  valuesToSet(values: unknown, now: number): Values {
    if (!isValues(values))
      throw this.#usage(
        'E_INVALID_VALUES_TO_SET',
        `The values to set must be a dictionary; found ${kindOf(values)}.`,
      )
    const problems = new ValueProblems()
    const changes: Values = {}
    for (const name of Object.keys(values)) this.#readOne(name, values[name], changes, problems)
    for (const { name, column } of this.#steps)
      if (column?.timestamp === 'updatedAt' && changes[name] === undefined)
        changes[name] = toTimestamp(column, now)
    problems.throwAny('E_INVALID_VALUES_TO_SET', this.#schema.identity)
    return changes
  }

  /**
   * One value as it would be stored; `undefined` for an attribute that is not known, or no value.
   * @throws {InvalidValueError} `E_TYPE`, `E_REQUIRED`, `E_VIOLATES_RULES` or `E_HIGHLY_IRREGULAR`.
   */
  validate(attrName: string, value: unknown): unknown {
    const problems = new ValueProblems()
    const result: Values = {}
    this.#readOne(attrName, value, result, problems)
    if (problems.list.length > 0) throw this.#toError(attrName, problems)
    return result[attrName]
  }

  #readNew(values: Values, now: number, problems: ValueProblems): Values {
    const record: Values = {}
    for (const step of this.#steps) {
      const { name, column } = step
      const value = step.isInherited && !Object.hasOwn(values, name) ? undefined : values[name]
      if (value !== undefined) record[name] = step.read(value, problems)
      else if (column?.required) problems.add(name, 'E_REQUIRED', 'Is required; found nothing.')
      else if (column?.timestamp) record[name] = toTimestamp(column, now)
      else if (column && !column.isPrimaryKey) record[name] = copyDefault(column.defaultValue)
    }
    return record
  }

  /** Attributes that are not defined are dropped. */
  #readOne(name: string, value: unknown, into: Values, problems: ValueProblems): void {
    const step = this.#byName.get(name)
    if (step !== undefined && value !== undefined) into[name] = step.read(value, problems)
  }

  #checkList(list: unknown): (Values | undefined)[] {
    if (!Array.isArray(list))
      throw this.#usage(
        'E_INVALID_NEW_RECORDS',
        `The new records must be an array; found ${kindOf(list)}.`,
      )
    const seen = new Set<unknown>()
    for (const [index, item] of list.entries()) {
      if (item === undefined) continue
      if (!isValues(item))
        throw this.#usage(
          'E_INVALID_NEW_RECORDS',
          `Record ${index} must be a dictionary; found ${kindOf(item)}.`,
        )
      if (seen.has(item))
        throw this.#usage(
          'E_INVALID_NEW_RECORDS',
          `Record ${index} is there twice: the same dictionary.`,
        )
      seen.add(item)
    }
    return list as (Values | undefined)[]
  }

  #usage(
    code: 'E_INVALID_NEW_RECORD' | 'E_INVALID_NEW_RECORDS' | 'E_INVALID_VALUES_TO_SET',
    details: string,
  ): UsageError {
    return new UsageError(code, details, { modelIdentity: this.#schema.identity, problems: [] })
  }

  #toError(attrName: string, { list }: ValueProblems): InvalidValueError {
    const attribute = this.#schema.attributes.get(attrName)
    const expectedType = attribute?.kind === 'column' ? attribute.type : undefined
    return new InvalidValueError(attrName, list, this.#schema.identity, expectedType)
  }
}

function toStep(attribute: AttributeSchema, schemas: ModelSchemas): Step {
  const { name } = attribute
  const isInherited = name in {}
  if (attribute.kind === 'column')
    return { name, read: compileReader(attribute), column: attribute, isInherited }
  const child = schemas.get(attribute.collection)
  const key = child?.attributes.get(child.primaryKey)
  const keyType = key?.kind === 'column' ? key.type : 'number'
  const read: ValueReader = (value, problems) => readKeys(name, value, keyType, problems)
  return { name, read, column: undefined, isInherited }
}

/** Any object with members of its own; an instance of an app's own class may be one. */
function isValues(values: unknown): values is Values {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return false
  return !(
    values instanceof Date ||
    values instanceof RegExp ||
    values instanceof Map ||
    values instanceof Set
  )
}

function toTimestamp({ type }: ColumnAttribute, now: number): number | string | Date {
  if (type === 'number') return now
  return type === 'string' ? new Date(now).toISOString() : new Date(now)
}

/** A default is shared by all records: what can be changed is copied for each. */
function copyDefault(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}
