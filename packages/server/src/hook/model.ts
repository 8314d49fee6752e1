/** A record: a plain object. Its associations are keys, or records where they were populated. */
export type ModelRecord = Record<string, unknown>

/** Value of a primary key. */
export type RecordId = string | number

/** One relation of a model, in the order of its attributes. */
export interface Association {
  /** Name of the attribute. */
  readonly alias: string
  readonly type: 'model' | 'collection'
  /** For `type: 'model'`: identity of the other model. */
  readonly model?: string
  /** For `type: 'collection'`: identity of the other model. */
  readonly collection?: string
  /** For a collection: the attribute of the other model that points back, if there is one. */
  readonly via?: string
}

/** What the definition of an attribute says; the rest of it passes through. */
export interface ModelAttribute {
  readonly type?: string
  readonly model?: string
  readonly collection?: string
  readonly via?: string
  /** Whether clients see nothing of it. */
  readonly protect?: boolean
  readonly [key: string]: unknown
}

/** A query that runs when it is awaited. */
export interface ModelQuery<Result> extends PromiseLike<Result> {
  meta(settings: Readonly<Record<string, unknown>>): ModelQuery<Result>
  usingConnection(connection: unknown): ModelQuery<Result>
}

/** Where the records of a model lie. */
export interface ModelDatastore {
  /** There is none where the database cannot do transactions. */
  readonly manager?: unknown
  transaction<Result>(during: (connection: unknown) => Promise<Result>): PromiseLike<Result>
}

/** Records of other models that a query brings along: `{ pets: true }`, or criteria for them. */
export type Populates = Readonly<Record<string, object | boolean>>

/**
 * All that the framework asks of a model, whoever makes it: @halyard/orm, or the official `sails-hook-orm` with its
 * adapters. Blueprints and resourceful pubsub use nothing else.
 */
export interface Model {
  /** Lower case, `user`. */
  readonly identity: string
  readonly globalId: string
  /** Name of the attribute that is the key. */
  readonly primaryKey: string
  readonly attributes: Readonly<Record<string, ModelAttribute>>
  readonly associations: readonly Association[]

  find(criteria?: unknown, populates?: Populates): ModelQuery<ModelRecord[]>
  findOne(criteria: unknown, populates?: Populates): ModelQuery<ModelRecord | undefined>
  count(criteria?: unknown): ModelQuery<number>
  create(values: ModelRecord): ModelQuery<ModelRecord | undefined>
  createEach(values: readonly ModelRecord[]): ModelQuery<ModelRecord[] | undefined>
  update(criteria: unknown, values: ModelRecord): ModelQuery<ModelRecord[] | undefined>
  updateOne(criteria: unknown): { set(values: ModelRecord): ModelQuery<ModelRecord | undefined> }
  destroy(criteria: unknown): ModelQuery<ModelRecord[] | undefined>
  destroyOne(criteria: unknown): ModelQuery<ModelRecord | undefined>
  addToCollection(id: unknown, alias: string, ids: readonly unknown[]): ModelQuery<void>
  removeFromCollection(id: unknown, alias: string, ids: readonly unknown[]): ModelQuery<void>
  replaceCollection(id: unknown, alias: string, ids: readonly unknown[]): ModelQuery<void>
  validate(attribute: string, value: unknown): unknown
  getDatastore(): ModelDatastore
}

/** The models of an app by identity. */
export type Models = Readonly<Record<string, Model>>

/** Identity of the model at the other end. */
export function otherIdentity(association: Association): string {
  return (association.type === 'model' ? association.model : association.collection) ?? ''
}

/**
 * The association at the other end that mirrors this one, if the relation can be seen from there.
 * @param models All of the app.
 */
export function mirrorOf(
  model: Model,
  association: Association,
  models: Models,
): Association | undefined {
  const other = models[otherIdentity(association)]
  if (other === undefined) return undefined
  if (association.type === 'collection') {
    return other.associations.find(({ alias }) => alias === association.via)
  }
  return other.associations.find(
    (candidate) =>
      candidate.type === 'collection' &&
      candidate.collection === model.identity &&
      candidate.via === association.alias,
  )
}
