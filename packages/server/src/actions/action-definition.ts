import type { StandardSchema } from './standard-schema.ts'
import type { TypeNotation } from './type-notation.ts'

/** One input of an action, in Sails' notation. @see Sails concepts: actions and controllers, inputs */
export interface InputDefinition {
  readonly type?: TypeNotation
  /** Gives the type by a value of it, when `type` is not there. */
  readonly example?: unknown
  readonly description?: string
  readonly required?: boolean
  readonly allowNull?: boolean
  /** Stands in when the parameter is absent; cloned for each request unless `readOnly`. */
  readonly defaultsTo?: unknown
  readonly readOnly?: boolean
  /** Keeps the received value out of the answer to bad input. */
  readonly protect?: boolean
  readonly custom?: (value: never) => unknown
  readonly isAfter?: Date | string | number
  readonly isBefore?: Date | string | number
  readonly isBoolean?: true
  readonly isCreditCard?: true
  readonly isEmail?: true
  readonly isHexColor?: true
  readonly isIn?: readonly unknown[]
  readonly isInteger?: true
  readonly isIP?: true
  readonly isNotEmptyString?: true
  readonly isNotIn?: readonly unknown[]
  readonly isNumber?: true
  readonly isString?: true
  readonly isURL?: true
  readonly isUUID?: true
  readonly max?: number
  readonly maxLength?: number
  readonly min?: number
  readonly minLength?: number
  readonly regex?: RegExp
  readonly [documentation: string]: unknown
}

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

/** Inputs by name; each in Sails' notation or any Standard Schema. */
export type InputDefinitions = Readonly<Record<string, InputDefinition | StandardSchema>>

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
