import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { readingContext } from './build-select.ts'
import type { Deferred } from './deferred.ts'
import { find, findOne } from './find.ts'
import type { Meta } from './meta.ts'
import { CriteriaQuery, ListQuery, ReadingQuery, orThrow } from './model-query.ts'
import type { Runtime } from './runtime.ts'

/** What `Model.find()` gives. */
export class FindQuery extends ListQuery<Row[]> {
  protected send(meta: Meta): Promise<Row[]> {
    const context = readingContext(this.runtime)
    return find(this.runtime, this.clauses(context), this.populates(context), meta)
  }
}

/** What `Model.findOne()` gives. */
export class FindOneQuery extends ReadingQuery<Row | undefined> {
  /** Throws when no record matches. @param code Code of the error. @default 'E_NOT_FOUND' */
  orThrow(code?: string): Deferred<Row> {
    return orThrow(this, this.runtime.model.identity, code)
  }

  protected send(meta: Meta): Promise<Row | undefined> {
    const context = readingContext(this.runtime)
    return findOne(this.runtime, this.clauses(context), this.populates(context), meta)
  }
}

/** A query that gives a number or a boolean: `count()`, `sum()`, `exists()`. */
export class CalculateQuery<Result> extends CriteriaQuery<Result> {
  readonly #calculate: (clauses: CriteriaClauses, meta: Meta) => Promise<Result>

  constructor(
    runtime: Runtime,
    method: string,
    criteria: unknown,
    calculate: (clauses: CriteriaClauses, meta: Meta) => Promise<Result>,
  ) {
    super(runtime, method, criteria)
    this.#calculate = calculate
  }

  protected send(meta: Meta): Promise<Result> {
    return this.#calculate(this.clauses(readingContext(this.runtime)), meta)
  }
}
