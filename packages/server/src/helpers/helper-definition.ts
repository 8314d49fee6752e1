import type { InputDefinitions } from '../definitions/input-definition.ts'
import type { StandardSchema } from '../definitions/standard-schema.ts'

/** One way out of a helper. All of it is documentation; the description also ends the message of the error. */
export interface HelperExitDefinition {
  readonly description?: string
  readonly outputType?: unknown
  readonly outputExample?: unknown
  readonly [documentation: string]: unknown
}

/** Exits by name; `success` and `error` are always there. */
export type HelperExitDefinitions = Readonly<Record<string, HelperExitDefinition>>

/** A helper, as its file exports it. @see Sails concepts: helpers */
export interface HelperDefinition {
  readonly friendlyName?: string
  readonly description?: string
  /** A dictionary of inputs, or one Standard Schema for a single argument. */
  readonly inputs?: InputDefinitions | StandardSchema
  /** Names of inputs in the order of the arguments; `'{*}'` at the end takes the others as a dictionary. @default the order of `inputs` */
  readonly args?: readonly string[]
  readonly exits?: HelperExitDefinitions
  readonly fn: HelperFunction
  /** Whether a call runs at once and gives the value itself. @default false */
  readonly sync?: boolean
  /** Milliseconds until a call fails. The work itself goes on, see `this.signal`. @default no limit */
  readonly timeout?: number
  readonly [documentation: string]: unknown
}

/** `fn` of a helper: the values of its inputs, and for the callback form its exits and its context. */
export type HelperFunction = (inputs: never, exits: never, env: never) => unknown
