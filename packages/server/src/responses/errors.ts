import { HalyardError } from '../errors.ts'

/** A custom response has the name of something that every response has already. */
export class ReservedResponseNameError extends HalyardError {
  override readonly name = 'ReservedResponseNameError'

  constructor(response: string) {
    super(
      'E_RESERVED_RESPONSE_NAME',
      `A custom response is named "${response}", but res.${response} exists and must keep its meaning. ` +
        'Give the response another name; ok, badRequest, forbidden, notFound, serverError and negotiate may be replaced.',
    )
  }
}

/** A custom response is no function. */
export class InvalidResponseError extends HalyardError {
  override readonly name = 'InvalidResponseError'

  constructor(response: string, found: unknown) {
    super(
      'E_INVALID_RESPONSE',
      `The custom response "${response}" is ${found === null ? 'null' : `of type ${typeof found}`}. ` +
        `Export a function from api/responses/${response}: function (data) { return this.res.status(200).json(data) }`,
    )
  }
}
