import type { Wire } from '@halyard/protocol'

import type { SentInputsOf } from '../definitions/input-values.ts'
import type { SentBodyOf } from '../request/sent-answer.ts'
import type { ExitOutput, ExitStatus, TakenExit } from './exit-types.ts'

/**
 * What clients know of a route that leads to an action, for the file that `halyard types` writes.
 * @example
 * type Friends = ActionRoute<typeof import('../api/controllers/user/friends.js'), 'id'>
 */
export type ActionRoute<Module, Param extends string = never> = RouteOf<ModuleOf<Module>, Param>

/** The same for an action of a controller: `ControllerRoute<typeof import('…/UserController.js'), 'logIn'>`. */
export type ControllerRoute<Module, Member extends string, Param extends string = never> =
  ModuleOf<Module> extends Readonly<Record<Member, infer Action>>
    ? RouteOf<Action, Param>
    : UntypedRoute<Param>

/** The same for a target that stands in `config.routes` itself, at `Path` inside of it. */
export type ConfiguredRoute<
  Module,
  Path extends readonly (string | number)[],
  Param extends string = never,
> =
  ModuleOf<Module> extends { readonly routes?: infer Routes }
    ? RouteOf<MemberAt<NonNullable<Routes>, Path>, Param>
    : UntypedRoute<Param>

/** Settings of the app's own that a file of the configuration gives. */
export type CustomOf<Module> =
  ModuleOf<Module> extends { readonly custom?: infer Custom } ? NonNullable<Custom> : {}

/** A route of which only the path is known. */
export interface UntypedRoute<Param extends string = never> {
  readonly params: PathParams<Param, {}>
  readonly inputs: Readonly<Record<string, unknown>>
  readonly output: unknown
  readonly exits: {}
}

/** A route that answers with a page. */
export interface PageRoute<Param extends string = never> extends UntypedRoute<Param> {
  readonly output: string
}

/** The route of an action itself: machine-style, or a function `(req, res)`. */
type RouteOf<Action, Param extends string> = Action extends {
  readonly fn: (...values: never[]) => infer Output
}
  ? {
      readonly params: PathParams<Param, InputsOfAction<Action>>
      readonly inputs: InputsOfAction<Action>
      readonly output: SuccessBody<DeclaredExits<Action>, ReturnedBody<Awaited<Output>>>
      readonly exits: ExitsOfAction<DeclaredExits<Action>, Awaited<Output>>
    }
  : Action extends (...values: never[]) => infer Output
    ? {
        readonly params: PathParams<Param, {}>
        readonly inputs: Readonly<Record<string, unknown>>
        readonly output: SentBody<Awaited<Output>>
        readonly exits: {}
      }
    : UntypedRoute<Param>

/** What a file exports, whichever kind of module it is: `ModuleOf<typeof import('../api/helpers/greet.js')>`. */
export type ModuleOf<Module> = Module extends { readonly default: infer Default } ? Default : Module

type MemberAt<Value, Path> = Path extends readonly [infer Key, ...infer Rest]
  ? Key extends keyof Value
    ? MemberAt<Value[Key], Rest>
    : unknown
  : Value

type InputsOfAction<Action> = Action extends { readonly inputs?: infer Inputs }
  ? unknown extends Inputs
    ? {}
    : SentInputsOf<NonNullable<Inputs>>
  : {}

/** Placeholders by name. One whose name ends in `?` may be left out. */
type PathParams<Param extends string, Inputs> = Flat<
  {
    readonly [Name in Param as Name extends `${string}?` ? never : Name]: ParamValue<Inputs, Name>
  } & {
    readonly [Name in Param as Name extends `${infer Bare}?` ? Bare : never]?: ParamValue<
      Inputs,
      Name extends `${infer Bare}?` ? Bare : never
    >
  }
>

/** What the action takes under that name, if a path can hold it. */
type ParamValue<Inputs, Name> = Name extends keyof Inputs
  ? NonNullable<Inputs[Name]> extends string | number | boolean
    ? NonNullable<Inputs[Name]>
    : string | number
  : string | number

type DeclaredExits<Action> = Action extends { readonly exits?: infer Exits }
  ? unknown extends Exits
    ? {}
    : NonNullable<Exits>
  : {}

type SuccessBody<Exits, Body> = Exits extends { readonly success: infer Exit }
  ? AnsweredBody<Exit, Body>
  : Body

/** Body of an exit: a page, what its response makes of the output, or the output as JSON. */
type AnsweredBody<Exit, Body> = Exit extends
  | { readonly viewTemplatePath: string }
  | { readonly responseType: 'html' | 'view' }
  ? string
  : Exit extends { readonly responseType: infer Type }
    ? Type extends '' | 'ok'
      ? Body
      : unknown
    : Body

/**
 * Body of `success` by what `fn` returns. One that returns nothing at all may have answered by `this.res`, and one that
 * returns only other exits never succeeds.
 */
type ReturnedBody<Output> = [Output] extends [void]
  ? [Output] extends [undefined]
    ? string
    : unknown
  : OutputBody<Exclude<Output, TakenExit | void>> | TakenBody<Output, 'success'>

/** JSON of an output. Nothing becomes the status as a text; streams and bytes are sent as they are. */
type OutputBody<Output> = Output extends null | undefined
  ? string
  : [SentBodyOf<Output>] extends [never]
    ? Output extends { pipe(...values: never[]): unknown } | Uint8Array
      ? unknown
      : Wire<Output>
    : Wire<First<SentBodyOf<Output>>>

/** What a function `(req, res)` sends when it returns the answer: `return res.json(body)`. */
type SentBody<Output> = [SentBodyOf<Output>] extends [never]
  ? unknown
  : Wire<First<SentBodyOf<Output>>>

type First<Pair> = Pair extends readonly [infer Body] ? Body : never

type TakenBody<Output, Name> = Output extends TakenExit<Name, infer Body> ? OutputBody<Body> : never

type ExitsOfAction<Exits, Output> = {
  readonly [Name in Exclude<keyof Exits, 'success' | 'error'>]: {
    readonly status: ExitStatus<Name, Exits[Name]>
    readonly body: AnsweredBody<Exits[Name], ExitBody<Exits[Name], TakenBody<Output, Name>>>
  }
}

/** The body that is declared, else what `return exits.name(output)` gives, else anything. */
type ExitBody<Exit, Taken> =
  unknown extends ExitOutput<Exit>
    ? [Taken] extends [never]
      ? unknown
      : Taken
    : Wire<ExitOutput<Exit>>

type Flat<Type> = { [Key in keyof Type]: Type[Key] }
