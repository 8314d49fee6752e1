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
