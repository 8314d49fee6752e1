import type {
  NestableIn,
  Populated,
  SelectableIn,
  Selection,
  Sort,
  SubCriteria,
  Where,
  WithPopulated,
} from './criteria-types.ts'
import type { AssociationName, ColumnName, Reading, Registry, ValuesToSet } from './record-types.ts'

/** A connection or a transaction, as `transaction()` and `leaseConnection()` pass it to their function. */
export type QueryConnection = object

/** Settings of one query. Unknown ones go on to the database. */
export interface MetaKeys {
  readonly fetch?: boolean
  readonly cascade?: boolean
  readonly decrypt?: boolean
  /** Id of the key to encrypt with. */
  readonly encryptWith?: string
  /** Records that a stream reads at a time. @default 30 */
  readonly batchSize?: number
  readonly skipAllLifecycleCallbacks?: boolean
  readonly skipRecordVerification?: boolean
  readonly caseInsensitive?: boolean
  /** Ends the query. */
  readonly signal?: AbortSignal
  readonly [key: string]: unknown
}

type ErrorFilter = string | readonly string[] | Readonly<Record<string, unknown>>

/**
 * A query that is sent when it is awaited, once.
 * @see Sails reference: waterline-orm/queries
 */
export interface Deferred<Result> extends PromiseLike<Result> {
  catch<Other = never>(
    onRejected?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Result | Other>
  /** Only for errors that match. */
  catch<Other>(
    filter: ErrorFilter,
    onRejected: (error: unknown) => Other | PromiseLike<Other>,
  ): Promise<Result | Other>
  finally(onFinally?: (() => void) | null): Promise<Result>
  exec(callback: (error: unknown, result: Result) => void): void
  toPromise(): Promise<Result>
  /** Sends the query and prints the result. */
  log(): this
  /** @param ms Longest time to wait, in milliseconds. */
  timeout(ms: number): this
  meta(keys: MetaKeys): this
  /** Runs the query on this connection, in its transaction. */
  usingConnection(connection: QueryConnection | null | undefined): this
  /** Throws another error instead: a string for an exit, or what the function returns. */
  intercept(handler: string | ((error: never) => unknown)): this
  intercept(filter: ErrorFilter, handler: string | ((error: never) => unknown)): this
  /** Swallows errors that match; the result is the handler's. */
  tolerate(filter: ErrorFilter): Deferred<Result | undefined>
  tolerate<Other>(handler: (error: never) => Other): Deferred<Result | Other>
  tolerate<Other>(filter: ErrorFilter, handler: (error: never) => Other): Deferred<Result | Other>
}

/** A query whose record may be missing. */
export interface MaybeDeferred<Row> extends Deferred<Row | undefined> {
  /**
   * Throws when there is no record, instead of giving `undefined`.
   * @param code Code of the error. @default 'E_NOT_FOUND'
   */
  orThrow(code?: string): Deferred<Row>
}

/** What a query gives: the selected attributes, and what is populated in place of them. */
export type Row<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
> = WithPopulated<Selection<Models, Identity, Selected, Mode>, Populates>

interface QueryKinds<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
> {
  find: FindQuery<Models, Identity, Selected, Populates, Mode>
  findOne: FindOneQuery<Models, Identity, Selected, Populates, Mode>
  stream: StreamQuery<Models, Identity, Selected, Populates, Mode>
}

type QueryKind = 'find' | 'findOne' | 'stream'

/** What every reading query can be told about its records. */
interface Reader<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
  Kind extends QueryKind,
> {
  /** Replaces the conditions that were given to the method. */
  where(where: Where<Models, Identity>): this
  /** Reads only these attributes, and the key. */
  select<Name extends ColumnName<Models[Identity]>>(
    names: readonly Name[],
  ): QueryKinds<Models, Identity, Name, Populates, Mode>[Kind]
  omit<Name extends ColumnName<Models[Identity]>>(
    names: readonly Name[],
  ): QueryKinds<Models, Identity, Exclude<Selected, Name>, Populates, Mode>[Kind]
  /** Reads associated records too. */
  populate<
    Name extends AssociationName<Models[Identity]>,
    SubSelected extends SelectableIn<Models, Models[Identity], Name> = SelectableIn<
      Models,
      Models[Identity],
      Name
    >,
    Nested extends NestableIn<Models, Models[Identity], Name> = never,
  >(
    name: Name,
    criteria?: SubCriteria<Models, Models[Identity], Name, SubSelected, Nested>,
  ): QueryKinds<
    Models,
    Identity,
    Selected,
    Populates & {
      [Key in Name]: Populated<Models, Models[Identity], Key, SubSelected, Nested>
    },
    Mode
  >[Kind]
  populateAll(): QueryKinds<
    Models,
    Identity,
    Selected,
    {
      [Name in AssociationName<Models[Identity]>]: Populated<
        Models,
        Models[Identity],
        Name,
        SelectableIn<Models, Models[Identity], Name>,
        never
      >
    },
    Mode
  >[Kind]
  /** Reads encrypted attributes as what they mean. */
  decrypt(): QueryKinds<Models, Identity, Selected, Populates, 'decrypted'>[Kind]
}

interface Ordered<Definition> {
  limit(limit: number): this
  skip(skip: number): this
  sort(sort: Sort<Definition>): this
  /** @param page From 0. @param size Records of a page. @default 30 */
  paginate(page: number, size?: number): this
}

export interface FindQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
>
  extends
    Reader<Models, Identity, Selected, Populates, Mode, 'find'>,
    Ordered<Models[Identity]>,
    Deferred<Row<Models, Identity, Selected, Populates, Mode>[]> {}

export interface FindOneQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
>
  extends
    Reader<Models, Identity, Selected, Populates, Mode, 'findOne'>,
    MaybeDeferred<Row<Models, Identity, Selected, Populates, Mode>> {}

export interface StreamQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Selected extends string,
  Populates extends object,
  Mode extends Reading,
>
  extends
    Reader<Models, Identity, Selected, Populates, Mode, 'stream'>,
    Ordered<Models[Identity]>,
    Deferred<undefined>,
    AsyncIterable<Row<Models, Identity, Selected, Populates, Mode>> {
  /** The function is awaited for each record. */
  eachRecord(
    iteratee: (
      record: Row<Models, Identity, Selected, Populates, Mode>,
      proceed: (error?: unknown) => void,
    ) => unknown,
  ): this
  eachBatch(
    iteratee: (
      records: Row<Models, Identity, Selected, Populates, Mode>[],
      proceed: (error?: unknown) => void,
    ) => unknown,
  ): this
  /** @param size Records of a batch. */
  eachBatch(
    size: number,
    iteratee: (
      records: Row<Models, Identity, Selected, Populates, Mode>[],
      proceed: (error?: unknown) => void,
    ) => unknown,
  ): this
}

/** A query over conditions that gives a number or a boolean. */
export interface AggregateQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Result,
> extends Deferred<Result> {
  where(where: Where<Models, Identity>): this
}

/** A query that writes, and gives what it wrote only if it is asked to. */
export interface WriteQuery<Result, Fetched> extends Deferred<Result> {
  /** Gives the records that were written. */
  fetch(): Deferred<Fetched>
  meta(keys: MetaKeys & { readonly fetch: true }): Deferred<Fetched>
  meta(keys: MetaKeys): this
}

export interface UpdateQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Result,
  Fetched,
> extends WriteQuery<Result, Fetched> {
  where(where: Where<Models, Identity>): this
  set(values: ValuesToSet<Models, Identity>): this
  decrypt(): this
}

export interface UpdateOneQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Fetched,
> extends MaybeDeferred<Fetched> {
  where(where: Where<Models, Identity>): this
  set(values: ValuesToSet<Models, Identity>): this
  decrypt(): this
}

export interface DestroyQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Result,
  Fetched,
> extends WriteQuery<Result, Fetched> {
  where(where: Where<Models, Identity>): this
  decrypt(): this
}

export interface DestroyOneQuery<
  Models extends Registry,
  Identity extends keyof Models,
  Fetched,
> extends MaybeDeferred<Fetched> {
  where(where: Where<Models, Identity>): this
  decrypt(): this
}

/** The children of `addToCollection()` and its sisters. */
export interface MembersQuery<Key> extends Deferred<undefined> {
  members(ids: Key | readonly Key[]): this
}
