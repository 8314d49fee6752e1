import type { DatastoreHandle } from '../datastore/datastore-handle.ts'
import type { ColumnAttribute } from '../schema/model-schema.ts'
import type {
  ChangeCriteria,
  Criteria,
  Populated,
  SelectableIn,
  SubCriteria,
  NestableIn,
} from './criteria-types.ts'
import type { ModelDefinition } from './model-definition.ts'
import type {
  AggregateQuery,
  Deferred,
  DestroyOneQuery,
  DestroyQuery,
  FindOneQuery,
  FindQuery,
  MembersQuery,
  StreamQuery,
  UpdateOneQuery,
  UpdateQuery,
  WriteQuery,
} from './query-types.ts'
import type {
  AssociationName,
  AttributesOf,
  CollectionName,
  ColumnName,
  KeyOf,
  NewRecordOf,
  NumericName,
  RecordOf,
  Registry,
  TargetOf,
  ValueOf,
  ValuesToSet,
} from './record-types.ts'
import type { ModelRegistry } from './registry.ts'

/** A model of the app: `Model<'user'>`. */
export type Model<Identity extends keyof ModelRegistry> = ModelOf<ModelRegistry, Identity>

/** A record of a model of the app, as `find()` gives it: `ModelRecord<'user'>`. */
export type ModelRecord<Identity extends keyof ModelRegistry> = RecordOf<ModelRegistry, Identity>

/** What `create()` of a model of the app takes: `NewRecord<'user'>`. */
export type NewRecord<Identity extends keyof ModelRegistry> = NewRecordOf<ModelRegistry, Identity>

/** All models of a registry by identity. */
export type ModelsOf<Models extends Registry> = {
  readonly [Identity in keyof Models]: ModelOf<Models, Identity>
}

/** A model: the methods of every model, and the static members of its definition. */
export type ModelOf<Models extends Registry, Identity extends keyof Models> = ModelMethods<
  Models,
  Identity
> &
  Omit<StaticsOf<Models[Identity]>, keyof ModelMethods<Models, Identity>>

/** Members of a definition that are none of its settings. */
type StaticsOf<Definition> = {
  readonly [
    Name in keyof Definition as Name extends keyof KnownSettings ? never : Name
  ]: Definition[Name]
}

type KnownSettings = {
  [Name in keyof ModelDefinition as string extends Name ? never : Name]: unknown
}

/** What a query that writes gives without `.fetch()`. */
type Unfetched<Definition, Setting extends string, Fetched> =
  Definition extends Readonly<Record<Setting, true>> ? Fetched : undefined

/** `{ pets: true, owner: { select: ['name'] } }`, the second argument of `find()`. */
type Populates<Models extends Registry, Definition> = {
  readonly [Name in AssociationName<Definition>]?:
    | true
    | SubCriteria<
        Models,
        Definition,
        Name,
        SelectableIn<Models, Definition, Name>,
        NestableIn<Models, Definition, Name>
      >
}

type PopulatedBy<Models extends Registry, Definition, Names extends string> = {
  [Name in Names]: Populated<
    Models,
    Definition,
    Name,
    SelectableIn<Models, Definition, Name>,
    never
  >
}

/** The key of the records that a collection is of. */
type ChildKey<Models extends Registry, Definition, Name> = KeyOf<Models, TargetOf<Definition, Name>>

/**
 * The methods of a model.
 * @see Sails reference: waterline-orm/models
 */
export interface ModelMethods<Models extends Registry, Identity extends keyof Models> {
  readonly identity: string
  readonly globalId: string
  readonly tableName: string
  /** Name of the datastore. */
  readonly datastore: string
  readonly primaryKey: string
  readonly hasSchema: boolean
  /** Whether it is a junction that no file defines. */
  readonly junctionTable: boolean
  readonly meta: { readonly junctionTable: boolean }
  readonly attributes: Readonly<
    Record<keyof AttributesOf<Models[Identity]>, Readonly<Record<string, unknown>>>
  >
  /** Attributes with their columns: `User.schema.email.columnName`. */
  readonly schema: Readonly<
    Record<
      keyof AttributesOf<Models[Identity]>,
      Readonly<Record<string, unknown>> & Partial<Pick<ColumnAttribute, 'columnName'>>
    >
  >
  readonly associations: readonly {
    readonly alias: AssociationName<Models[Identity]>
    readonly type: 'model' | 'collection'
    readonly model?: string
    readonly collection?: string
    readonly via?: string
  }[]

  /** All records that match. @throws {UsageError} `E_INVALID_CRITERIA` @throws {AdapterError} */
  find<
    Selected extends ColumnName<Models[Identity]> = ColumnName<Models[Identity]>,
    Names extends AssociationName<Models[Identity]> = never,
  >(
    criteria?: Criteria<Models, Identity, Selected>,
    populates?: Pick<Populates<Models, Models[Identity]>, Names>,
  ): FindQuery<Models, Identity, Selected, PopulatedBy<Models, Models[Identity], Names>, 'stored'>

  /** The one record that matches, or `undefined`. @throws {UsageError} `E_TOO_MANY_RECORDS` when several do. */
  findOne<
    Selected extends ColumnName<Models[Identity]> = ColumnName<Models[Identity]>,
    Names extends AssociationName<Models[Identity]> = never,
  >(
    criteria: Criteria<Models, Identity, Selected>,
    populates?: Pick<Populates<Models, Models[Identity]>, Names>,
  ): FindOneQuery<
    Models,
    Identity,
    Selected,
    PopulatedBy<Models, Models[Identity], Names>,
    'stored'
  >

  /** The one record that matches; it is created when none does. */
  findOrCreate(
    criteria: ChangeCriteria<Models, Identity>,
    newRecord: NewRecordOf<Models, Identity>,
  ): Deferred<RecordOf<Models, Identity>>

  count(criteria?: Criteria<Models, Identity>): AggregateQuery<Models, Identity, number>
  exists(criteria?: Criteria<Models, Identity>): AggregateQuery<Models, Identity, boolean>
  sum(
    attrName: NumericName<Models[Identity]>,
    criteria?: Criteria<Models, Identity>,
  ): AggregateQuery<Models, Identity, number>
  avg(
    attrName: NumericName<Models[Identity]>,
    criteria?: Criteria<Models, Identity>,
  ): AggregateQuery<Models, Identity, number>
  min(
    attrName: NumericName<Models[Identity]>,
    criteria?: Criteria<Models, Identity>,
  ): AggregateQuery<Models, Identity, number | undefined>
  max(
    attrName: NumericName<Models[Identity]>,
    criteria?: Criteria<Models, Identity>,
  ): AggregateQuery<Models, Identity, number | undefined>

  /** Reads records in batches; nothing is read before a function is given or it is iterated. */
  stream<Selected extends ColumnName<Models[Identity]> = ColumnName<Models[Identity]>>(
    criteria?: Criteria<Models, Identity, Selected>,
  ): StreamQuery<Models, Identity, Selected, object, 'stored'>

  /** @throws {UsageError} `E_INVALID_NEW_RECORD` with all problems. @throws {AdapterError} `E_UNIQUE` … */
  create(
    newRecord: NewRecordOf<Models, Identity>,
  ): WriteQuery<
    Unfetched<Models[Identity], 'fetchRecordsOnCreate', RecordOf<Models, Identity>>,
    RecordOf<Models, Identity>
  >

  /** All or none. @throws {UsageError} `E_INVALID_NEW_RECORDS` with the problems of all records. */
  createEach(
    newRecords: readonly NewRecordOf<Models, Identity>[],
  ): WriteQuery<
    Unfetched<Models[Identity], 'fetchRecordsOnCreateEach', RecordOf<Models, Identity>[]>,
    RecordOf<Models, Identity>[]
  >

  /** @throws {UsageError} `E_INVALID_VALUES_TO_SET`, or `E_INVALID_CRITERIA` when the criteria say nothing. */
  update(
    criteria: ChangeCriteria<Models, Identity>,
    values?: ValuesToSet<Models, Identity>,
  ): UpdateQuery<
    Models,
    Identity,
    Unfetched<Models[Identity], 'fetchRecordsOnUpdate', RecordOf<Models, Identity>[]>,
    RecordOf<Models, Identity>[]
  >

  updateOne(
    criteria: ChangeCriteria<Models, Identity>,
    values?: ValuesToSet<Models, Identity>,
  ): UpdateOneQuery<Models, Identity, RecordOf<Models, Identity>>

  /** Updates the record that matches, or creates it. */
  upsert(
    criteria: ChangeCriteria<Models, Identity>,
    newRecord: NewRecordOf<Models, Identity>,
  ): Deferred<RecordOf<Models, Identity>>

  /** Adds to numbers, in the database. @param by What to add, below 0 to subtract. */
  increment(
    criteria: ChangeCriteria<Models, Identity>,
    by: { readonly [Name in NumericName<Models[Identity]>]?: number },
  ): WriteQuery<undefined, RecordOf<Models, Identity>[]>

  destroy(
    criteria: ChangeCriteria<Models, Identity>,
  ): DestroyQuery<
    Models,
    Identity,
    Unfetched<Models[Identity], 'fetchRecordsOnDestroy', RecordOf<Models, Identity>[]>,
    RecordOf<Models, Identity>[]
  >

  destroyOne(
    criteria: ChangeCriteria<Models, Identity>,
  ): DestroyOneQuery<Models, Identity, RecordOf<Models, Identity>>

  /** Moves the records that match into the archive. */
  archive(
    criteria: ChangeCriteria<Models, Identity>,
  ): DestroyQuery<Models, Identity, undefined, RecordOf<Models, Identity>[]>

  archiveOne(
    criteria: ChangeCriteria<Models, Identity>,
  ): DestroyOneQuery<Models, Identity, RecordOf<Models, Identity>>

  /** Without ids: `.addToCollection(3, 'pets').members([1, 2])`. */
  addToCollection<Name extends CollectionName<Models[Identity]>>(
    parentIds: KeyOf<Models, Identity> | readonly KeyOf<Models, Identity>[],
    attrName: Name,
    childIds?:
      | ChildKey<Models, Models[Identity], Name>
      | readonly ChildKey<Models, Models[Identity], Name>[],
  ): MembersQuery<ChildKey<Models, Models[Identity], Name>>

  removeFromCollection<Name extends CollectionName<Models[Identity]>>(
    parentIds: KeyOf<Models, Identity> | readonly KeyOf<Models, Identity>[],
    attrName: Name,
    childIds?:
      | ChildKey<Models, Models[Identity], Name>
      | readonly ChildKey<Models, Models[Identity], Name>[],
  ): MembersQuery<ChildKey<Models, Models[Identity], Name>>

  replaceCollection<Name extends CollectionName<Models[Identity]>>(
    parentIds: KeyOf<Models, Identity> | readonly KeyOf<Models, Identity>[],
    attrName: Name,
    childIds?:
      | ChildKey<Models, Models[Identity], Name>
      | readonly ChildKey<Models, Models[Identity], Name>[],
  ): MembersQuery<ChildKey<Models, Models[Identity], Name>>

  /**
   * The value as it would be stored.
   * @throws {InvalidValueError} `E_TYPE`, `E_REQUIRED`, `E_VIOLATES_RULES` or `E_HIGHLY_IRREGULAR`.
   */
  validate<Name extends ColumnName<Models[Identity]>>(
    attrName: Name,
    value: unknown,
  ):
    | ValueOf<
        Models,
        AttributesOf<Models[Identity]>[Name & keyof AttributesOf<Models[Identity]>],
        'decrypted'
      >
    | undefined

  getDatastore(): DatastoreHandle
}
