/**
 * Parent of the errors that this package throws on purpose. Programs read `code`, which never changes; people read the
 * message, which says what was found, where, and what to write instead.
 */
export class OrmError extends Error {
  override readonly name: string = 'OrmError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What a wrong definition can be refused with. */
export type DefinitionCode =
  | 'E_INVALID_MODEL_DEF'
  | 'E_DUPLICATE_MODEL'
  | 'E_UNKNOWN_DATASTORE'
  | 'E_INVALID_DATA_ENCRYPTION_KEYS'

/** Where a problem of a definition is: `{ model: 'user', attrName: 'email', file: 'api/models/User.js' }`. */
export interface DefinitionPlace {
  readonly model: string
  readonly attrName?: string
  readonly file?: string
}

/**
 * One problem of a model's definition. The name is the one that Sails gives such errors.
 */
export class ModelDefinitionError extends OrmError {
  override readonly name = 'userError'
  readonly model: string
  // `declare`, here and below: without it every error would have a member `undefined` for what it does not say.
  declare readonly attrName?: string
  declare readonly file?: string
  /** What is there, a sentence. */
  readonly found: string
  /** What to write instead, a sentence. */
  readonly fix: string

  constructor(code: DefinitionCode, place: DefinitionPlace, found: string, fix: string) {
    super(code, `${showPlace(place)}: ${found} ${fix}`)
    this.model = place.model
    if (place.attrName !== undefined) this.attrName = place.attrName
    if (place.file !== undefined) this.file = place.file
    this.found = found
    this.fix = fix
  }

  /** The same problem, told of another place. */
  at(place: DefinitionPlace): ModelDefinitionError {
    return new ModelDefinitionError(this.code as DefinitionCode, place, this.found, this.fix)
  }
}

/** All problems of all models of an app, in one report. */
export class ModelProblemsError extends OrmError {
  override readonly name = 'userError'
  readonly problems: readonly OrmError[]

  constructor(problems: readonly OrmError[]) {
    const lines = problems.map((problem, index) => `  ${index + 1}. ${problem.message}`)
    super('E_MODEL_PROBLEMS', `The models have ${problems.length} problems:\n${lines.join('\n')}`)
    this.problems = problems
  }
}

/** Throws what a check of the models has found: nothing for none, the error itself for one, a report for more. */
export function throwModelProblems(problems: readonly OrmError[]): void {
  const [first] = problems
  if (first === undefined) return
  throw problems.length === 1 ? first : new ModelProblemsError(problems)
}

function showPlace({ model, attrName, file }: DefinitionPlace): string {
  const where =
    attrName === undefined ? `model \`${model}\`` : `\`${attrName}\` of model \`${model}\``
  return file === undefined ? where : `${file}, ${where}`
}

/** What a query can be refused with because it is written wrongly. */
export type UsageCode =
  | 'E_INVALID_NEW_RECORD'
  | 'E_INVALID_NEW_RECORDS'
  | 'E_INVALID_VALUES_TO_SET'
  | 'E_INVALID_CRITERIA'
  | 'E_INVALID_POPULATES'
  | 'E_INVALID_META'
  | 'E_INVALID_TARGET_RECORD_IDS'
  | 'E_INVALID_COLLECTION_ATTR_NAME'
  | 'E_INVALID_ASSOCIATED_IDS'
  | 'E_INVALID_STREAM_ITERATEE'
  | 'E_INVALID_NUMERIC_ATTR_NAME'
  | 'E_NOOP'
  | 'E_TOO_MANY_RECORDS'
  | 'E_INVALID_USAGE'

/** What is wrong with one value: of `create`, `createEach`, `update` or `validate`. Never holds the value. */
export interface ValueProblem {
  readonly attrName: string
  readonly code: ValueProblemCode
  /** Name of the rule that is broken, with `E_VIOLATES_RULES`. */
  readonly rule?: string
  /** A sentence without the attribute's name: `Must be an email address.` */
  readonly message: string
  /** Which of the new records of `createEach`, from 0. */
  readonly index?: number
}

export type ValueProblemCode = 'E_REQUIRED' | 'E_TYPE' | 'E_VIOLATES_RULES' | 'E_HIGHLY_IRREGULAR'

/** The caller's fault: wrong values, criteria, ids or settings of a query. Nothing was sent to the database. */
export class UsageError extends OrmError {
  override readonly name = 'UsageError'
  /** The message without its preamble. */
  readonly details: string
  declare readonly modelIdentity?: string
  /** What is wrong with which value, all of it; for errors about values. */
  declare readonly problems?: readonly ValueProblem[]

  constructor(
    code: UsageCode,
    details: string,
    more: {
      readonly modelIdentity?: string | undefined
      readonly problems?: readonly ValueProblem[]
      readonly cause?: unknown
    } = {},
  ) {
    super(code, `${USAGE_PREAMBLES[code]}\n${details}`, toOptions(more.cause))
    this.details = details
    if (more.modelIdentity !== undefined) this.modelIdentity = more.modelIdentity
    if (more.problems !== undefined) this.problems = more.problems
  }

  /** Fit for clients: problems hold no values. */
  toJSON(): Record<string, unknown> {
    const { name, code, details, problems } = this
    return problems === undefined ? { name, code, details } : { name, code, details, problems }
  }
}

const USAGE_PREAMBLES: Readonly<Record<UsageCode, string>> = {
  E_INVALID_NEW_RECORD: 'The new record is invalid.',
  E_INVALID_NEW_RECORDS: 'Some of the new records are invalid.',
  E_INVALID_VALUES_TO_SET: 'The values to set are invalid.',
  E_INVALID_CRITERIA: 'The criteria are invalid.',
  E_INVALID_POPULATES: 'What is to be populated is invalid.',
  E_INVALID_META: 'The meta keys are invalid.',
  E_INVALID_TARGET_RECORD_IDS: 'The ids of the parent records are invalid.',
  E_INVALID_COLLECTION_ATTR_NAME: 'The name of the collection is invalid.',
  E_INVALID_ASSOCIATED_IDS: 'The ids of the associated records are invalid.',
  E_INVALID_STREAM_ITERATEE: 'The function for the records of the stream is invalid.',
  E_INVALID_NUMERIC_ATTR_NAME: 'The name of the attribute to calculate with is invalid.',
  E_NOOP: 'The criteria can match nothing, so there is nothing to calculate with.',
  E_TOO_MANY_RECORDS: 'More than one record matches.',
  E_INVALID_USAGE: 'The method is called in a wrong way.',
}

/** One value is not valid: what `Model.validate()` throws. Its name is the one that Sails gives it. */
export class InvalidValueError extends OrmError {
  override readonly name = 'Error'
  readonly attrName: string
  readonly modelIdentity: string
  readonly problems: readonly ValueProblem[]
  /** With `E_TYPE`. */
  declare readonly expectedType?: string
  /** With `E_VIOLATES_RULES`. */
  declare readonly ruleViolations?: readonly { readonly rule: string; readonly message: string }[]

  constructor(
    attrName: string,
    problems: readonly ValueProblem[],
    modelIdentity: string,
    expectedType: string | undefined,
  ) {
    const [{ code } = { code: 'E_HIGHLY_IRREGULAR' }] = problems
    const what = problems.map(({ message }) => message).join(' ')
    super(code, `\`${attrName}\` of model \`${modelIdentity}\`: ${what}`)
    this.attrName = attrName
    this.modelIdentity = modelIdentity
    this.problems = problems
    if (code === 'E_TYPE' && expectedType !== undefined) this.expectedType = expectedType
    if (code === 'E_VIOLATES_RULES')
      this.ruleViolations = problems.map(({ rule = '', message }) => ({ rule, message }))
  }
}

/** A stored value cannot be decrypted: it was changed, or its key is not there any more. */
export class DecryptionError extends OrmError {
  override readonly name = 'DecryptionError'
  readonly modelIdentity: string
  readonly attrName: string

  constructor(modelIdentity: string, attrName: string, reason: string, cause?: unknown) {
    super(
      'E_DECRYPTION_FAILED',
      `\`${attrName}\` of a record of \`${modelIdentity}\` cannot be decrypted: ${reason} ` +
        'Keep every key in `dataEncryptionKeys` that stored values were written with.',
      toOptions(cause),
    )
    this.modelIdentity = modelIdentity
    this.attrName = attrName
  }
}

/** What a database's error can be recognised as. Others have the code `E_FAILED_QUERY`. */
export type AdapterCode =
  | 'E_UNIQUE'
  | 'E_FOREIGN_KEY'
  | 'E_NO_SUCH_PHYSICAL_MODEL'
  | 'E_TIMEOUT'
  | 'E_CONFLICT'
  | 'E_CONNECTION'
  | 'E_FAILED_QUERY'

/** The database refused a query, or could not be reached. */
export class AdapterError extends OrmError {
  override readonly name = 'AdapterError'
  declare readonly modelIdentity?: string
  /** Attributes whose values are taken already, with `E_UNIQUE`; those that refer to nothing, with `E_FOREIGN_KEY`. */
  declare readonly attrNames?: readonly string[]
  /** Name of the method of the model: `create`. */
  declare readonly adapterMethodName?: string
  /** The driver's own error. */
  declare readonly raw?: unknown
  /** The same query may succeed when it is sent again: a conflict between transactions. */
  readonly retryable: boolean

  constructor(
    code: AdapterCode,
    message: string,
    more: {
      readonly modelIdentity?: string | undefined
      readonly attrNames?: readonly string[]
      readonly adapterMethodName?: string | undefined
      readonly raw?: unknown
    } = {},
  ) {
    super(code, message, toOptions(more.raw))
    this.retryable = code === 'E_CONFLICT'
    if (more.modelIdentity !== undefined) this.modelIdentity = more.modelIdentity
    if (more.attrNames !== undefined) this.attrNames = more.attrNames
    if (more.adapterMethodName !== undefined) this.adapterMethodName = more.adapterMethodName
    // Not enumerable: what a driver says can hold values and addresses, and must not go into a log of records.
    Object.defineProperty(this, 'raw', { value: more.raw, enumerable: false })
  }

  /** What blueprints answer with: no text of the database. */
  toJSON(): Record<string, unknown> {
    const { code, message, modelIdentity, attrNames } = this
    return { code, message, modelIdentity, ...(attrNames && { attrNames }) }
  }
}

/** Records that refer to a record which is destroyed or detached cannot be changed accordingly. */
export class PropagationError extends OrmError {
  override readonly name = 'PropagationError'

  constructor(message: string) {
    super('E_COLLISIONS_WHEN_NULLING_OUT_REQUIRED_FK', message)
  }
}

function toOptions(cause: unknown): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause }
}
