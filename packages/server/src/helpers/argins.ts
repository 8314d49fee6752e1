import type { ParameterSource } from '../definitions/parameter-source.ts'

/** The values of one call, as inputs are read. */
export class Argins implements ParameterSource {
  readonly params = {}
  readonly query = {}
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  param(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined
  }

  allParams(): Readonly<Record<string, unknown>> {
    return this.#values
  }
}
