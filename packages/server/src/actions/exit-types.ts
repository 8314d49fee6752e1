import type { TypeOf } from '../definitions/input-values.ts'
import type { ExitDefinitions } from './action-definition.ts'

declare const TAKEN: unique symbol

/** What calling an exit gives to the type checker, so that `return exits.gone(output)` tells the way out. */
export interface TakenExit<Name = unknown, Output = unknown> {
  readonly [TAKEN]: readonly [Name, Output]
}

/** Functions that end an action: `exits.success(output)`, and one for each exit that is declared. */
export type ExitCallbacks<Exits extends ExitDefinitions> = {
  readonly [Name in keyof Exits | 'success' | 'error']: <
    Output extends DeclaredOutput<Exits, Name>,
  >(
    output?: Output,
  ) => TakenExit<Name, Output>
}

/** What an exit gives by its `outputType` or `outputExample`; `unknown` when it has neither. */
export type ExitOutput<Exit> = Exit extends { readonly outputType: infer Notation }
  ? TypeOf<Notation>
  : Exit extends { readonly outputExample: infer Example }
    ? OfExample<Example>
    : unknown

/** Status of an exit, as the compiler of exits finds it. */
export type ExitStatus<Name, Exit> = Exit extends number
  ? Exit
  : Exit extends { readonly statusCode: infer Status extends number }
    ? Status
    : Exit extends { readonly responseType: infer Response extends keyof StatusByResponse }
      ? StatusByResponse[Response]
      : Exit extends { readonly viewTemplatePath: string }
        ? 200
        : Name extends 'success'
          ? 200
          : 500

interface StatusByResponse {
  ok: 200
  redirect: 302
  badRequest: 400
  forbidden: 403
  notFound: 404
}

type DeclaredOutput<Exits, Name> = Name extends keyof Exits ? ExitOutput<Exits[Name]> : unknown

/** `OfExample<{ id: 7, tags: ['new'] }>` is `{ id: number; tags: string[] }`. */
type OfExample<Example> = Example extends string
  ? string
  : Example extends number
    ? number
    : Example extends boolean
      ? boolean
      : Example extends readonly (infer Item)[]
        ? OfExample<Item>[]
        : Example extends object
          ? { -readonly [Key in keyof Example]: OfExample<Example[Key]> }
          : unknown
