import pathToRegexp from 'path-to-regexp'

/** A named placeholder of a path. */
export interface PathParam {
  readonly name: string
  /** Whether a URL may go without it: `/page/:number?`. */
  readonly isOptional: boolean
}

/** Placeholders of a path in their order; wildcards and groups without a name are none. */
export function pathParams(path: string): PathParam[] {
  const keys: { name: string | number; optional: boolean }[] = []
  pathToRegexp(path, keys)
  return keys.flatMap(({ name, optional }) =>
    typeof name === 'string' ? [{ name, isOptional: optional }] : [],
  )
}
