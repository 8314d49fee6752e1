import type { StandardSchema } from './standard-schema.ts'
import type { TypeNotation } from './type-notation.ts'

/** One input of an action, a helper or a script, in Sails' notation. @see Sails concepts: actions and controllers, inputs */
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

/** Inputs by name; each in Sails' notation or any Standard Schema. */
export type InputDefinitions = Readonly<Record<string, InputDefinition | StandardSchema>>
