import type { InputDefinitions } from '../definitions/input-definition.ts'
import type { StandardSchema } from '../definitions/standard-schema.ts'

/** One way out of an action. A bare number is its status. @see Sails concepts: actions and controllers, exits */
export interface ExitDefinition {
  readonly description?: string
  /** 100 to 599. @default 200 for `success`, 302 for `redirect`, 200 for `view`, otherwise 500 */
  readonly statusCode?: number
  /** `''`, `redirect`, `view`, `error`, `html`, or a method of `res`. */
  readonly responseType?: string
  /** View to render, without extension; implies `responseType: 'view'`. */
  readonly viewTemplatePath?: string
  readonly outputType?: unknown
  readonly outputExample?: unknown
  readonly [documentation: string]: unknown
}

/** Exits by name. */
export type ExitDefinitions = Readonly<Record<string, ExitDefinition | number>>

/** A machine-style action (actions2), as a module exports it. @see Sails concepts: actions and controllers, actions2 */
export interface ActionDefinition {
  readonly friendlyName?: string
  readonly description?: string
  /** A dictionary of inputs, or one Standard Schema for all parameters together. */
  readonly inputs?: InputDefinitions | StandardSchema
  readonly exits?: ExitDefinitions
  readonly fn?: ActionFunction
  /** Milliseconds until the `error` exit is taken. The work itself goes on. */
  readonly timeout?: number
  readonly sync?: boolean
  /** Names of inputs that receive upload streams. */
  readonly files?: readonly string[]
  /** Name of the input that receives the `*` part of the URL. */
  readonly urlWildcardSuffix?: string
  readonly disableXExitHeader?: boolean
  readonly disableDevelopmentHeaders?: boolean
  /** Milliseconds that every answer is held back. */
  readonly simulateLatency?: number
  readonly [documentation: string]: unknown
}

/** `fn` of an action: the values of its inputs, and for the callback form its exits and its context. */
export type ActionFunction = (inputs: never, exits: never, env: never) => unknown
