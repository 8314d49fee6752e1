import type { DatastoreHandle } from '../datastore/datastore-handle.ts'
import type { ModelSchema } from '../schema/model-schema.ts'
import { calculate, count, exists } from './calculate.ts'
import type { CollectionChange } from './collections.ts'
import type { NodeCallback } from './deferred.ts'
import type { Meta } from './meta.ts'
import type { ModelQuery } from './model-query.ts'
import { CalculateQuery, FindOneQuery, FindQuery } from './reading-queries.ts'
import type { Runtime } from './runtime.ts'
import { StreamQuery } from './stream-query.ts'
import {
  CreateQuery,
  DestroyQuery,
  FindOrCreateQuery,
  IncrementQuery,
  MembersQuery,
  UpdateQuery,
} from './writing-queries.ts'

/** Members of the class that a definition replaces by functions of its own; they are not checked here. */
export interface ModelDescription {
  /** Attributes as they were defined. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** The same with `columnName`. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly associations: readonly Association[]
}

export interface Association {
  readonly alias: string
  readonly type: 'model' | 'collection'
  readonly model?: string
  readonly collection?: string
  readonly via?: string
}

/**
 * A model at work. Every method gives a query, which is sent when it is awaited. With a Node callback as last argument
 * it is sent at once, and the method gives nothing; meta keys may follow the callback.
 */
export class Model {
  readonly identity: string
  readonly globalId: string
  readonly tableName: string
  readonly datastore: string
  readonly primaryKey: string
  readonly hasSchema: boolean
  /** Identity of the model that `.archive()` fills, or `false`. */
  readonly archiveModelIdentity: string | false
  readonly attributes: ModelDescription['attributes']
  readonly schema: ModelDescription['schema']
  readonly associations: readonly Association[]
  readonly junctionTable: boolean
  readonly meta: { readonly junctionTable: boolean }
  readonly #runtime: Runtime
  readonly #getDatastore: () => DatastoreHandle

  constructor(
    runtime: Runtime,
    description: ModelDescription,
    getDatastore: () => DatastoreHandle,
  ) {
    const { model } = runtime
    this.identity = model.identity
    this.globalId = model.globalId
    this.tableName = model.tableName
    this.datastore = model.datastore
    this.primaryKey = model.primaryKey
    this.hasSchema = model.strict
    this.archiveModelIdentity = model.archiveModelIdentity
    this.attributes = description.attributes
    this.schema = description.schema
    this.associations = description.associations
    this.junctionTable = model.junction !== undefined
    this.meta = { junctionTable: this.junctionTable }
    this.#runtime = runtime
    this.#getDatastore = getDatastore
    addStatics(this, model)
  }

  getDatastore(): DatastoreHandle {
    return this.#getDatastore()
  }

  find(...args: unknown[]): FindQuery {
    return this.#query(args, ([criteria, populates]) => {
      const query = new FindQuery(this.#runtime, 'find', criteria, populates)
      return query
    })
  }

  findOne(...args: unknown[]): FindOneQuery {
    return this.#query(
      args,
      ([criteria, populates]) => new FindOneQuery(this.#runtime, 'findOne', criteria, populates),
    )
  }

  stream(...args: unknown[]): StreamQuery {
    return new StreamQuery(this.#runtime, 'stream', args[0])
  }

  count(...args: unknown[]): CalculateQuery<number> {
    const run = this.#runtime
    return this.#query(
      args,
      ([criteria]) =>
        new CalculateQuery(run, 'count', criteria, (clauses, meta) => count(run, clauses, meta)),
    )
  }

  exists(...args: unknown[]): CalculateQuery<boolean> {
    const run = this.#runtime
    return this.#query(
      args,
      ([criteria]) =>
        new CalculateQuery(run, 'exists', criteria, (clauses, meta) => exists(run, clauses, meta)),
    )
  }

  sum(...args: unknown[]): CalculateQuery<number | undefined> {
    return this.#calculate('sum', args)
  }

  avg(...args: unknown[]): CalculateQuery<number | undefined> {
    return this.#calculate('avg', args)
  }

  min(...args: unknown[]): CalculateQuery<number | undefined> {
    return this.#calculate('min', args)
  }

  max(...args: unknown[]): CalculateQuery<number | undefined> {
    return this.#calculate('max', args)
  }

  create(...args: unknown[]): CreateQuery {
    return this.#query(args, ([values]) => new CreateQuery(this.#runtime, 'create', values))
  }

  createEach(...args: unknown[]): CreateQuery {
    return this.#query(args, ([list]) => new CreateQuery(this.#runtime, 'createEach', list))
  }

  findOrCreate(...args: unknown[]): FindOrCreateQuery {
    return this.#query(
      args,
      ([criteria, values]) =>
        new FindOrCreateQuery(this.#runtime, 'findOrCreate', criteria, values),
    )
  }

  upsert(...args: unknown[]): FindOrCreateQuery {
    return this.#query(
      args,
      ([criteria, values]) => new FindOrCreateQuery(this.#runtime, 'upsert', criteria, values),
    )
  }

  update(...args: unknown[]): UpdateQuery {
    return this.#query(
      args,
      ([criteria, values]) => new UpdateQuery(this.#runtime, 'update', criteria, values),
    )
  }

  updateOne(...args: unknown[]): UpdateQuery {
    return this.#query(
      args,
      ([criteria, values]) => new UpdateQuery(this.#runtime, 'updateOne', criteria, values),
    )
  }

  increment(...args: unknown[]): IncrementQuery {
    return this.#query(args, ([criteria, by]) => new IncrementQuery(this.#runtime, criteria, by))
  }

  destroy(...args: unknown[]): DestroyQuery {
    return this.#destroy('destroy', args)
  }

  destroyOne(...args: unknown[]): DestroyQuery {
    return this.#destroy('destroyOne', args)
  }

  archive(...args: unknown[]): DestroyQuery {
    return this.#destroy('archive', args)
  }

  archiveOne(...args: unknown[]): DestroyQuery {
    return this.#destroy('archiveOne', args)
  }

  addToCollection(...args: unknown[]): MembersQuery {
    return this.#members('addToCollection', args)
  }

  removeFromCollection(...args: unknown[]): MembersQuery {
    return this.#members('removeFromCollection', args)
  }

  replaceCollection(...args: unknown[]): MembersQuery {
    return this.#members('replaceCollection', args)
  }

  /**
   * The value as it would be stored; `undefined` for an attribute that is not known.
   * @throws {InvalidValueError} `E_TYPE`, `E_REQUIRED`, `E_VIOLATES_RULES`, `E_HIGHLY_IRREGULAR`
   */
  validate(attrName: string, value: unknown): unknown {
    return this.#runtime.values.validate(attrName, value)
  }

  #calculate(
    name: 'sum' | 'avg' | 'min' | 'max',
    args: unknown[],
  ): CalculateQuery<number | undefined> {
    const run = this.#runtime
    return this.#query(
      args,
      ([attrName, criteria]) =>
        new CalculateQuery(run, name, criteria, (clauses, meta) =>
          calculate(run, name, attrName, clauses, meta),
        ),
    )
  }

  #destroy(
    method: 'destroy' | 'destroyOne' | 'archive' | 'archiveOne',
    args: unknown[],
  ): DestroyQuery {
    return this.#query(args, ([criteria]) => new DestroyQuery(this.#runtime, method, criteria))
  }

  #members(method: CollectionChange, args: unknown[]): MembersQuery {
    return this.#query(
      args,
      ([targetIds, attrName, associatedIds]) =>
        new MembersQuery(this.#runtime, method, targetIds, attrName, associatedIds),
    )
  }

  /** Makes the query; with a callback among the arguments, sends it and gives nothing. */
  #query<Query extends ModelQuery<unknown>>(
    args: unknown[],
    make: (args: unknown[]) => Query,
  ): Query {
    const place = args.findIndex((arg) => typeof arg === 'function')
    if (place === -1) return make(args)
    const query = make(args.slice(0, place)).meta(args[place + 1] as Meta | undefined)
    query.exec(args[place] as NodeCallback<unknown>)
    return undefined as never
  }
}

/** Further members of the definition; one with the name of a method of ours replaces it. */
function addStatics(target: Model, { statics }: ModelSchema): void {
  for (const [name, value] of Object.entries(statics)) {
    Object.defineProperty(target, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
}
