import type { AttributeDefinition, TypeName, valueType } from './attribute-definition.ts'
import type { ModelName } from './registry.ts'

/** What `required()` adds to the type of a definition, and so on. */
type With<Definition, More> = Builder<Definition & More>

/** A step of writing an attribute; it holds what is written so far as `definition`. */
export interface AnyBuilder {
  readonly definition: AttributeDefinition
}

/** The builder that fits what is defined: only texts have `email()`, only collections have `via()`. */
export type Builder<Definition> = { readonly definition: Definition } & (Definition extends {
  collection: string
}
  ? CollectionSteps<Definition>
  : Definition extends { model: string }
    ? ReferenceSteps<Definition>
    : Definition extends { type: infer Type extends TypeName }
      ? ColumnSteps<Definition, Type> & TypedSteps<Definition>[Type]
      : unknown)

interface DescribedSteps<Definition> {
  /** Never sent to clients, who cannot filter by it either. */
  protect(): Builder<Definition>
  describe(description: string): Builder<Definition>
  meta(meta: Readonly<Record<string, unknown>>): Builder<Definition>
}

interface StoredSteps<Definition> extends DescribedSteps<Definition> {
  /** New records must give it; it is never `null` or `''`. */
  required(): With<Definition, { required: true }>
  /** A constraint in the database. */
  unique(): Builder<Definition>
  columnName(name: string): Builder<Definition>
  /** @param type As it stands in SQL. */
  columnType(type: string): Builder<Definition>
}

interface ColumnSteps<Definition, Type extends TypeName> extends StoredSteps<Definition> {
  /** Value of new records that leave it out. */
  defaultsTo(value: ValueOf<Definition, Type>): With<Definition, { defaultsTo: unknown }>
  /** @param isAllowed Its message is told when it throws. */
  custom(isAllowed: (value: ValueOf<Definition, Type>) => boolean): Builder<Definition>
}

type ValueOf<Definition, Type extends TypeName> = Definition extends { [valueType]?: infer Value }
  ? Value
  : { string: string; number: number; boolean: boolean; json: unknown; ref: unknown }[Type]

interface NullableSteps<Definition> {
  allowNull(): With<Definition, { allowNull: true }>
}

interface EncryptedSteps<Definition> {
  /** Stored encrypted; read with `.decrypt()`. */
  encrypt(): With<Definition, { encrypt: true }>
}

interface TimestampSteps<Definition> {
  /** Set when the record is created. */
  autoCreatedAt(): With<Definition, { autoCreatedAt: true }>
  /** Set whenever the record changes. */
  autoUpdatedAt(): With<Definition, { autoUpdatedAt: true }>
}

interface OrderedSteps<Definition> {
  after(time: Date | number | string): Builder<Definition>
  before(time: Date | number | string): Builder<Definition>
}

interface TypedSteps<Definition> {
  string: StringSteps<Definition>
  number: NumberSteps<Definition>
  boolean: NullableSteps<Definition> & EncryptedSteps<Definition>
  json: EncryptedSteps<Definition>
  ref: TimestampSteps<Definition>
}

interface StringSteps<Definition>
  extends
    NullableSteps<Definition>,
    EncryptedSteps<Definition>,
    TimestampSteps<Definition>,
    OrderedSteps<Definition> {
  email(): Builder<Definition>
  url(): Builder<Definition>
  hexColor(): Builder<Definition>
  ip(): Builder<Definition>
  uuid(): Builder<Definition>
  creditCard(): Builder<Definition>
  notEmpty(): Builder<Definition>
  minLength(length: number): Builder<Definition>
  maxLength(length: number): Builder<Definition>
  regex(regex: RegExp): Builder<Definition>
  oneOf<const Choice extends string>(
    ...choices: readonly Choice[]
  ): With<Definition, { isIn: readonly Choice[] }>
  notOneOf(...refused: readonly string[]): Builder<Definition>
}

interface NumberSteps<Definition>
  extends
    NullableSteps<Definition>,
    EncryptedSteps<Definition>,
    TimestampSteps<Definition>,
    OrderedSteps<Definition> {
  /** Counted up by the database. */
  autoIncrement(): With<Definition, { autoIncrement: true }>
  integer(): Builder<Definition>
  min(min: number): Builder<Definition>
  max(max: number): Builder<Definition>
  oneOf<const Choice extends number>(
    ...choices: readonly Choice[]
  ): With<Definition, { isIn: readonly Choice[] }>
  notOneOf(...refused: readonly number[]): Builder<Definition>
}

type ReferenceSteps<Definition> = StoredSteps<Definition>

interface CollectionSteps<Definition> extends DescribedSteps<Definition> {
  /** The attribute of the other model that points back; with `through`, that of the model between. */
  via(attrName: string): Builder<Definition>
  /** The model whose records are the links. */
  through(model: ModelName): Builder<Definition>
  /** Puts the junction into the datastore of this side. */
  dominant(): Builder<Definition>
}

/** A text. */
export function string(): Builder<{ type: 'string' }> {
  return start({ type: 'string' })
}

/** A number. */
export function number(): Builder<{ type: 'number' }> {
  return start({ type: 'number' })
}

/** `true` or `false`. */
export function boolean(): Builder<{ type: 'boolean' }> {
  return start({ type: 'boolean' })
}

/** Anything that JSON has. @example json<string[]>() */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- nothing else can tell the type of the value
export function json<Value = unknown>(): Builder<{ type: 'json'; [valueType]?: Value }> {
  return start<{ type: 'json'; [valueType]?: Value }>({ type: 'json' })
}

/** Whatever the database's driver takes: a Buffer, a Date. @example ref<Buffer>().columnType('bytea') */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- nothing else can tell the type of the value
export function ref<Value = unknown>(): Builder<{ type: 'ref'; [valueType]?: Value }> {
  return start<{ type: 'ref'; [valueType]?: Value }>({ type: 'ref' })
}

/** A reference to one record of another model. */
export function belongsTo<const Name extends ModelName>(model: Name): Builder<{ model: Name }> {
  return start({ model })
}

/** Many records of another model. */
export function collection<const Name extends ModelName>(
  model: Name,
): Builder<{ collection: Name }> {
  return start({ collection: model })
}

/** The type says which of the steps there are; at run time there is one builder with all. */
function start<Definition extends AttributeDefinition>(
  definition: Definition,
): Builder<Definition> {
  return new AttributeBuilder(definition) as unknown as Builder<Definition>
}

/** Whether an attribute is written with `string()` and so on. */
export function isBuilder(value: unknown): value is AnyBuilder {
  return value instanceof AttributeBuilder
}

/** Immutable: each step gives a new builder, so that a half-written attribute can be kept and shared. */
class AttributeBuilder implements AnyBuilder {
  readonly definition: AttributeDefinition

  constructor(definition: AttributeDefinition) {
    this.definition = definition
  }

  required(): AttributeBuilder {
    return this.#with({ required: true })
  }

  allowNull(): AttributeBuilder {
    return this.#with({ allowNull: true })
  }

  defaultsTo(value: unknown): AttributeBuilder {
    return this.#with({ defaultsTo: value })
  }

  unique(): AttributeBuilder {
    return this.#with({ unique: true })
  }

  columnName(columnName: string): AttributeBuilder {
    return this.#with({ columnName })
  }

  columnType(columnType: string): AttributeBuilder {
    return this.#with({ columnType })
  }

  autoIncrement(): AttributeBuilder {
    return this.#with({ autoIncrement: true })
  }

  autoCreatedAt(): AttributeBuilder {
    return this.#with({ autoCreatedAt: true })
  }

  autoUpdatedAt(): AttributeBuilder {
    return this.#with({ autoUpdatedAt: true })
  }

  encrypt(): AttributeBuilder {
    return this.#with({ encrypt: true })
  }

  protect(): AttributeBuilder {
    return this.#with({ protect: true })
  }

  describe(description: string): AttributeBuilder {
    return this.#with({ description })
  }

  meta(meta: Readonly<Record<string, unknown>>): AttributeBuilder {
    return this.#with({ meta })
  }

  via(via: string): AttributeBuilder {
    return this.#with({ via })
  }

  through(through: string): AttributeBuilder {
    return this.#with({ through })
  }

  dominant(): AttributeBuilder {
    return this.#with({ dominant: true })
  }

  custom(custom: (value: never) => boolean): AttributeBuilder {
    return this.#with({ custom })
  }

  email(): AttributeBuilder {
    return this.#with({ isEmail: true })
  }

  url(): AttributeBuilder {
    return this.#with({ isURL: true })
  }

  hexColor(): AttributeBuilder {
    return this.#with({ isHexColor: true })
  }

  ip(): AttributeBuilder {
    return this.#with({ isIP: true })
  }

  uuid(): AttributeBuilder {
    return this.#with({ isUUID: true })
  }

  creditCard(): AttributeBuilder {
    return this.#with({ isCreditCard: true })
  }

  notEmpty(): AttributeBuilder {
    return this.#with({ isNotEmptyString: true })
  }

  minLength(minLength: number): AttributeBuilder {
    return this.#with({ minLength })
  }

  maxLength(maxLength: number): AttributeBuilder {
    return this.#with({ maxLength })
  }

  regex(regex: RegExp): AttributeBuilder {
    return this.#with({ regex })
  }

  oneOf(...isIn: readonly unknown[]): AttributeBuilder {
    return this.#with({ isIn })
  }

  notOneOf(...isNotIn: readonly unknown[]): AttributeBuilder {
    return this.#with({ isNotIn })
  }

  integer(): AttributeBuilder {
    return this.#with({ isInteger: true })
  }

  min(min: number): AttributeBuilder {
    return this.#with({ min })
  }

  max(max: number): AttributeBuilder {
    return this.#with({ max })
  }

  after(isAfter: Date | number | string): AttributeBuilder {
    return this.#with({ isAfter })
  }

  before(isBefore: Date | number | string): AttributeBuilder {
    return this.#with({ isBefore })
  }

  #with(more: AttributeDefinition): AttributeBuilder {
    return new AttributeBuilder({ ...this.definition, ...more })
  }
}
