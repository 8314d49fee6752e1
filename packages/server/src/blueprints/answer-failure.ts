import type { Response } from '../request/response.ts'

/**
 * Answers with an error of a query where that tells the client what is wrong with its request; others go on to the
 * app's `serverError`.
 * @throws the error itself when it is none of the client's business
 */
export function answerFailure(error: unknown, res: Response): void {
  if (!(error instanceof Error) || !isOfClient(error)) throw error
  res.badRequest(toBody(error))
}

/** Wrong criteria or values, and a value that must be unique and is taken. Waterline names them the same. */
function isOfClient(error: Error): boolean {
  return error.name === 'UsageError' || Reflect.get(error, 'code') === 'E_UNIQUE'
}

function toBody(error: Error): Record<string, unknown> {
  const { code, details, modelIdentity, attrNames, problems } = Object.assign(
    Object.create(null) as Record<string, unknown>,
    error,
  )
  const { message } = error
  if (code === 'E_UNIQUE') return { code, message, modelIdentity, attrNames }
  return problems === undefined ? { code, details, message } : { code, details, message, problems }
}
