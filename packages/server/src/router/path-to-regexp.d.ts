/** The part of path-to-regexp 0.1 that we use. It is what Express 4, and so Sails, compiles route paths with. */
declare module 'path-to-regexp' {
  interface Key {
    readonly name: string | number
    readonly optional: boolean
  }

  /**
   * Turns a route's path into a regular expression: case-insensitive, with one optional slash at the end.
   * @param keys Gets one key for each group.
   * @throws {SyntaxError} when the path gives no regular expression.
   */
  export default function pathToRegexp(path: string | RegExp, keys: Key[]): RegExp
}
