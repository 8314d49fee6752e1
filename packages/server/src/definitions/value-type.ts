import type { InputIssue } from './input-issue.ts'

/** What {@link ValueType.coerce} gives back for a value that does not fit. */
export const REFUSED: unique symbol = Symbol('refused')

/** A compiled type. Fitting values cost no allocation; reasons are looked for only when one is refused. */
export interface ValueType {
  readonly name: 'string' | 'number' | 'boolean' | 'json' | 'ref' | 'dictionary' | 'array'
  /** The value as the type wants it, or {@link REFUSED}. */
  coerce(value: unknown): unknown
  /** Adds why a refused value does not fit. */
  explain(value: unknown, path: InputIssue['path'], issues: InputIssue[]): void
}

/** Settings that change what fits. */
export interface TypeSettings {
  /** Whether only plain decimals are numbers: no `0x10`, no `1e3`, no `true`. */
  readonly strictNumbers: boolean
  /** Whether a single value stands for an array of one where an array is expected. */
  readonly singleValueArrays: boolean
  /** Whether texts are parsed as JSON for inputs of type `json`. */
  readonly parseJsonTexts: boolean
}
