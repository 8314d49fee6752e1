import type { CriteriaClauses } from '../criteria/parse-criteria.ts'
import type { Row } from '../datastore/driver.ts'
import { archive, archiveOne } from './archive.ts'
import { type CollectionChange, changeCollection } from './collections.ts'
import { create, createEach } from './create.ts'
import type { Deferred } from './deferred.ts'
import { destroy, destroyOne } from './destroy.ts'
import { findOrCreate } from './find-or-create.ts'
import { increment } from './increment.ts'
import type { Meta } from './meta.ts'
import { CriteriaQuery, ModelQuery, orThrow } from './model-query.ts'
import type { Runtime } from './runtime.ts'
import { update, updateOne } from './update.ts'
import { upsert } from './upsert.ts'
import { writingContext } from './writing-criteria.ts'

/** What `Model.create()` and `Model.createEach()` give. */
export class CreateQuery extends ModelQuery<Row | Row[] | undefined> {
  #values: unknown

  constructor(runtime: Runtime, method: 'create' | 'createEach', values: unknown) {
    super(runtime, method)
    this.#values = values
  }

  /** Gives what was created. */
  fetch(): this {
    return this.meta({ fetch: true })
  }

  decrypt(): this {
    return this.meta({ decrypt: true })
  }

  /** An old form: pass the values to the method. */
  set(values: unknown): this {
    this.runtime.settings.warn(
      `${this.label}.set() is an old form. Pass the values to ${this.method}().`,
    )
    this.#values = values
    return this
  }

  protected send(meta: Meta): Promise<Row | Row[] | undefined> {
    const send = this.method === 'create' ? create : createEach
    return send(this.runtime, this.#values, meta)
  }
}

/** A query that changes the records that match. */
abstract class ChangeQuery<Result> extends CriteriaQuery<Result> {
  /** Gives the records that were changed. */
  fetch(): this {
    if (this.method.endsWith('One'))
      this.runtime.settings.warn(`${this.label} always gives its record: leave out fetch().`)
    return this.meta({ fetch: true })
  }

  decrypt(): this {
    return this.meta({ decrypt: true })
  }

  /** For methods about one record: throws when there is none. @param code Code of the error. @default 'E_NOT_FOUND' */
  orThrow(code?: string): Deferred<unknown> {
    return orThrow(this as Deferred<unknown>, this.runtime.model.identity, code)
  }
}

/** What `Model.update()` and `Model.updateOne()` give. */
export class UpdateQuery extends ChangeQuery<Row | Row[] | undefined> {
  #values: unknown

  constructor(
    runtime: Runtime,
    method: 'update' | 'updateOne',
    criteria: unknown,
    values: unknown,
  ) {
    super(runtime, method, criteria)
    this.#values = values
  }

  /** The new values. */
  set(values: unknown): this {
    this.#values = values
    return this
  }

  protected send(meta: Meta): Promise<Row | Row[] | undefined> {
    const send = this.method === 'update' ? update : updateOne
    return send(this.runtime, this.clauses(writingContext(this.runtime)), this.#values, meta)
  }
}

type DestroyMethod = 'destroy' | 'destroyOne' | 'archive' | 'archiveOne'
type Destroyer = (
  runtime: Runtime,
  clauses: CriteriaClauses,
  meta: Meta,
) => Promise<Row | Row[] | undefined>

const DESTROYERS: Readonly<Record<DestroyMethod, Destroyer>> = {
  destroy,
  destroyOne,
  archive,
  archiveOne,
}

/** What `Model.destroy()`, `destroyOne()`, `archive()` and `archiveOne()` give. */
export class DestroyQuery extends ChangeQuery<Row | Row[] | undefined> {
  readonly #destroy: Destroyer

  constructor(runtime: Runtime, method: DestroyMethod, criteria: unknown) {
    super(runtime, method, criteria)
    this.#destroy = DESTROYERS[method]
  }

  protected send(meta: Meta): Promise<Row | Row[] | undefined> {
    return this.#destroy(this.runtime, this.clauses(writingContext(this.runtime)), meta)
  }
}

/** What `Model.increment()` gives. */
export class IncrementQuery extends ChangeQuery<Row[] | undefined> {
  readonly #by: unknown

  constructor(runtime: Runtime, criteria: unknown, by: unknown) {
    super(runtime, 'increment', criteria)
    this.#by = by
  }

  protected send(meta: Meta): Promise<Row[] | undefined> {
    return increment(this.runtime, this.clauses(writingContext(this.runtime)), this.#by, meta)
  }
}

/** What `Model.findOrCreate()` and `Model.upsert()` give. A callback gets `wasCreated` as well. */
export class FindOrCreateQuery extends CriteriaQuery<Row> {
  readonly #values: unknown
  #wasCreated = false

  constructor(
    runtime: Runtime,
    method: 'findOrCreate' | 'upsert',
    criteria: unknown,
    values: unknown,
  ) {
    super(runtime, method, criteria)
    this.#values = values
  }

  decrypt(): this {
    return this.meta({ decrypt: true })
  }

  protected override moreResults(): unknown[] {
    return [this.#wasCreated]
  }

  protected async send(meta: Meta): Promise<Row> {
    const send = this.method === 'upsert' ? upsert : findOrCreate
    const clauses = this.clauses(writingContext(this.runtime))
    const { record, wasCreated } = await send(this.runtime, clauses, this.#values, meta)
    this.#wasCreated = wasCreated
    return record
  }
}

/** What `Model.addToCollection()`, `removeFromCollection()` and `replaceCollection()` give. */
export class MembersQuery extends ModelQuery<undefined> {
  readonly #targetIds: unknown
  readonly #attrName: unknown
  #associatedIds: unknown

  constructor(
    runtime: Runtime,
    method: CollectionChange,
    targetIds: unknown,
    attrName: unknown,
    associatedIds: unknown,
  ) {
    super(runtime, method)
    this.#targetIds = targetIds
    this.#attrName = attrName
    this.#associatedIds = associatedIds
  }

  /** The records that come or go, by their ids. */
  members(associatedIds: unknown): this {
    this.#associatedIds = associatedIds
    return this
  }

  protected async send(meta: Meta): Promise<undefined> {
    const change = this.method as CollectionChange
    await changeCollection(
      this.runtime,
      change,
      this.#targetIds,
      this.#attrName,
      this.#associatedIds,
      meta,
    )
  }
}
