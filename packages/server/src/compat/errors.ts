import { HalyardError, RequestError, showValue } from '../errors.ts'

/** A request names no record, and what it asks for needs one. */
export class NoRecordIdError extends RequestError {
  override readonly name = 'NoRecordIdError'

  constructor() {
    super('E_NO_RECORD_ID', 400, 'The parameter "id" is missing, which says what record is meant.')
  }
}

/** The parameter `where` of a request is no JSON. */
export class UnreadableWhereError extends RequestError {
  override readonly name = 'UnreadableWhereError'

  constructor(cause: unknown) {
    super('E_UNREADABLE_WHERE', 400, 'The parameter "where" is no JSON dictionary.', { cause })
  }
}

/** A route does not say what model it is about, or there is none of that name. */
export class NoRouteModelError extends HalyardError {
  override readonly name = 'NoRouteModelError'

  constructor(model: unknown) {
    super(
      'E_NO_ROUTE_MODEL',
      model === undefined
        ? 'The route says no model: add it to its options, { action: ..., model: "user" }.'
        : `The route is about the model ${showValue(model)}, which the app does not have.`,
    )
  }
}
