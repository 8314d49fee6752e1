import { OrmError } from '../errors.ts'

/** No record matches a query with `orThrow()`. The code is what the query says. */
export class RecordNotFoundError extends OrmError {
  override readonly name = 'RecordNotFoundError'
  readonly modelIdentity: string

  constructor(identity: string, code = 'E_NOT_FOUND') {
    super(code, `No record of \`${identity}\` matches.`)
    this.modelIdentity = identity
  }
}

/** A lifecycle callback did not finish in time. */
export class CallbackTimeoutError extends OrmError {
  override readonly name = 'CallbackTimeoutError'

  constructor(callback: string, identity: string, timeoutMs: number) {
    super(
      'E_CALLBACK_TIMEOUT',
      `\`${callback}\` of the model \`${identity}\` did not finish within ${timeoutMs} ms. ` +
        'A callback that declares `proceed` must call it; one that does not may be async.',
    )
  }
}
