import { HalyardError, RequestError } from '../errors.ts'

/** A setting of `config.blueprints` cannot be used. */
export class InvalidBlueprintsConfigError extends HalyardError {
  override readonly name = 'InvalidBlueprintsConfigError'

  constructor(key: string, found: string, use: string) {
    super('E_INVALID_BLUEPRINTS_CONFIG', `config.blueprints.${key} is ${found}. Use ${use}.`)
  }
}

/** `config.blueprints.jsonp`, which Sails 1.0 removed. */
export class JsonpBlueprintsError extends HalyardError {
  override readonly name = 'JsonpBlueprintsError'

  constructor() {
    super(
      'E_BLUEPRINTS_JSONP',
      'config.blueprints.jsonp is no longer there. Remove it, and answer with res.jsonp() in an action of your own where ' +
        'an old client needs it.',
    )
  }
}

/** A blueprint action that works on an association was bound to a route that names none. */
export class NoAliasError extends HalyardError {
  override readonly name = 'NoAliasError'

  constructor(action: string) {
    super(
      'E_NO_ALIAS',
      `The route leads to "${action}", which works on an association, and does not say on which one. ` +
        "Give it the option alias: { action: '...', alias: 'pets' }.",
    )
  }
}

/** What a client asks of a blueprint action cannot be done as it is written. The codes are Waterline's. */
export class BlueprintRequestError extends RequestError {
  override readonly name = 'UsageError'
  /** What is wrong, without the sentence around it. */
  readonly details: string

  constructor(
    code:
      | 'E_INVALID_CRITERIA'
      | 'E_INVALID_POPULATES'
      | 'E_INVALID_NEW_RECORD'
      | 'E_INVALID_VALUES_TO_SET'
      | 'E_INVALID_ASSOCIATED_IDS',
    details: string,
  ) {
    super(code, 400, `The request cannot be run: ${details}`)
    this.details = details
  }

  toJSON(): { code: string; details: string; message: string } {
    const { code, details, message } = this
    return { code, details, message }
  }
}

/** `parseBlueprintOptions` names a model that is not there. */
export class UnknownBlueprintModelError extends HalyardError {
  override readonly name = 'UnknownBlueprintModelError'

  constructor(identity: string) {
    super(
      'E_UNKNOWN_BLUEPRINT_MODEL',
      `A blueprint action was asked to use the model "${identity}", which is not there. parseBlueprintOptions() returns ` +
        "`using`: the identity of a model, such as 'user'. Inside of an action call it with the request that the action got.",
    )
  }
}
