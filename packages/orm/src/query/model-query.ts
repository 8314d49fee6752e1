import { type CriteriaClauses, toClauses } from '../criteria/parse-criteria.ts'
import { type CriteriaContext, criteriaError, isPlainObject, show } from '../criteria/problem.ts'
import { isAssociation, toPopulates } from './build-select.ts'
import { Deferred } from './deferred.ts'
import { RecordNotFoundError } from './errors.ts'
import { type Meta, checkMeta } from './meta.ts'
import type { Runtime } from './runtime.ts'

/** Records of a page, unless `paginate()` says otherwise. */
const PAGE_SIZE = 30

/** A query of a model. */
export abstract class ModelQuery<Result> extends Deferred<Result> {
  protected readonly runtime: Runtime
  protected readonly method: string
  #meta: Meta = {}

  constructor(runtime: Runtime, method: string) {
    super()
    this.runtime = runtime
    this.method = method
  }

  protected get label(): string {
    return `${this.runtime.model.globalId}.${this.method}()`
  }

  /** Settings of this query. Several calls add up. */
  meta(keys: Meta | undefined): this {
    this.#meta = { ...this.#meta, ...keys }
    return this
  }

  /** Uses a connection that `transaction()` or `leaseConnection()` gave; `null` for any. */
  usingConnection(connection: unknown): this {
    return this.meta({ leasedConnection: connection })
  }

  protected run(): Promise<Result> {
    checkMeta(this.runtime, this.method, this.#meta)
    return this.send(this.#meta)
  }

  protected abstract send(meta: Meta): Promise<Result>
}

/** A query with conditions. */
export abstract class CriteriaQuery<Result> extends ModelQuery<Result> {
  readonly #given: unknown
  readonly #overrides: Record<string, unknown> = {}

  constructor(runtime: Runtime, method: string, criteria: unknown) {
    super(runtime, method)
    this.#given = criteria
  }

  /** Replaces the conditions that were passed to the method. */
  where(where: unknown): this {
    return this.override('where', where)
  }

  protected override(clause: keyof CriteriaClauses, value: unknown): this {
    this.#overrides[clause] = value
    return this
  }

  /** What was passed and chained together. @throws {UsageError} `E_INVALID_CRITERIA` */
  protected clauses(context: CriteriaContext): CriteriaClauses {
    return { ...toClauses(context, this.#given), ...this.#overrides }
  }
}

/** A query that reads records. */
export abstract class ReadingQuery<Result> extends CriteriaQuery<Result> {
  readonly #populates: Map<string, unknown> = new Map()
  #given: unknown

  constructor(runtime: Runtime, method: string, criteria: unknown, populates?: unknown) {
    super(runtime, method, criteria)
    this.#given = populates
  }

  /** Reads only these attributes, and the key. */
  select(names: unknown): this {
    return this.override('select', names)
  }

  /** Reads all attributes but these. */
  omit(names: unknown): this {
    return this.override('omit', names)
  }

  /** Reads the records of an association with the others: all, or those that the criteria say. */
  populate(
    attrName: string | readonly string[] | false | undefined,
    criteria: unknown = true,
  ): this {
    if (typeof attrName === 'object') {
      this.runtime.settings.warn('populate() got an array. Call it for each association.')
      for (const name of attrName) this.#populates.set(name, true)
      return this
    }
    // An association that depends on a condition: populate(isAdmin && 'orders').
    if (attrName === false || attrName === undefined) return this
    this.#populates.set(attrName, criteria)
    return this
  }

  /** Populates every association of the model. */
  populateAll(): this {
    for (const attribute of this.runtime.model.attributes.values()) {
      if (isAssociation(attribute)) this.#populates.set(attribute.name, true)
    }
    return this
  }

  /** Gives encrypted attributes in plain. */
  decrypt(): this {
    return this.meta({ decrypt: true })
  }

  protected populates(context: CriteriaContext): ReadonlyMap<string, unknown> {
    if (this.#given === undefined) return this.#populates
    return new Map([...toPopulates(context, this.#given), ...this.#populates])
  }
}

/** A query that reads a list of records. */
export abstract class ListQuery<Result> extends ReadingQuery<Result> {
  limit(limit: unknown): this {
    return this.override('limit', limit)
  }

  skip(skip: unknown): this {
    return this.override('skip', skip)
  }

  sort(sort: unknown): this {
    return this.override('sort', sort)
  }

  /** Reads one page. @param page From 0. @param size Records of a page. @default 30 */
  paginate(page: unknown = 0, size: unknown = PAGE_SIZE): this {
    if (isPlainObject(page)) {
      this.runtime.settings.warn('paginate() got a dictionary. Write paginate(page, size).')
      return this.paginate(page['page'] ?? 0, page['limit'] ?? PAGE_SIZE)
    }
    const [number, records] = [Number(page), Number(size)]
    if (
      Number.isSafeInteger(number) &&
      number >= 0 &&
      Number.isSafeInteger(records) &&
      records > 0
    ) {
      return this.skip(number * records).limit(records)
    }
    const context = {
      model: this.runtime.model,
      isWrite: false,
      isStrict: true,
      warn: this.runtime.settings.warn,
    }
    throw criteriaError(
      context,
      `paginate() got ${show(page)} and ${show(size)}. It needs a page, from 0, and its size.`,
    )
  }
}

/** What is asked of a query whose record may be missing. */
export function orThrow<Record>(
  query: Deferred<Record | undefined>,
  identity: string,
  code: string | undefined,
): Deferred<Record> {
  return new FoundQuery(query, identity, code)
}

class FoundQuery<Record> extends Deferred<Record> {
  protected readonly label = 'orThrow()'
  readonly #query: Deferred<Record | undefined>
  readonly #identity: string
  readonly #code: string | undefined

  constructor(query: Deferred<Record | undefined>, identity: string, code: string | undefined) {
    super()
    this.#query = query
    this.#identity = identity
    this.#code = code
  }

  protected async run(): Promise<Record> {
    const record = await this.#query
    if (record === undefined) throw new RecordNotFoundError(this.#identity, this.#code)
    return record
  }
}
