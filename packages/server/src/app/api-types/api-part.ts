/** One route of an app, as its file of types has it. */
export interface ApiPart {
  /** `'GET /user/:id'`; only the path when any verb will do. */
  readonly address: string
  readonly path: string
  readonly target: ApiTarget
}

/** Where the type of a route's answer comes from. */
export type ApiTarget =
  | {
      readonly kind: 'action'
      /** Path relative to the app. */
      readonly file: string
      /** Name in the controller; none when the file is the action. */
      readonly member?: string | undefined
    }
  | {
      readonly kind: 'configured'
      /** The file of `config/` that holds the function. */
      readonly file: string
      /** Keys below `routes` that lead to it. */
      readonly keys: readonly (string | number)[]
    }
  | { readonly kind: 'page' }
  | { readonly kind: 'unknown' }
