/** What a developer sees of an error; clients in production see none of it. */
export interface ErrorBody {
  readonly message: string
  readonly code?: string
  readonly stack: string | undefined
}

/** An error that does not say itself, by `toJSON()`, what clients may read of it. */
export function isOpaqueError(data: unknown): data is Error {
  return data instanceof Error && !('toJSON' in data && typeof data.toJSON === 'function')
}

/** The body of an answer in development. Always JSON: a stack that is sent as HTML lets an error message run scripts. */
export function toErrorBody(error: Error): ErrorBody {
  const code: unknown = 'code' in error ? error.code : undefined
  const { message, stack } = error
  return typeof code === 'string' ? { message, code, stack } : { message, stack }
}
