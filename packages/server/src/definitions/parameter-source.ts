/** Where the values of inputs come from: a request, the arguments of a call, the words of a command line. */
export interface ParameterSource {
  /** The value of that name; `undefined` when there is none. */
  param(name: string): unknown
  /** All values, those included that no input declares. */
  allParams(): Readonly<Record<string, unknown>>
  /** Values that came in a path; they are no unknown ones even where no input declares them. */
  readonly params: Readonly<Record<string, unknown>>
  /** Values that came as `?name=value`, which cannot tell an empty text from none. */
  readonly query: Readonly<Record<string, unknown>>
}
