import { inspect } from 'node:util'

import { type DefinitionCode, type DefinitionPlace, ModelDefinitionError } from '../errors.ts'
import type { DefinitionLog } from './model-definition.ts'

/** A model or an attribute that is being read: takes what is wrong with it. */
export class Place {
  readonly #place: DefinitionPlace
  readonly #problems: ModelDefinitionError[]
  readonly #log: DefinitionLog | undefined

  constructor(
    place: DefinitionPlace,
    problems: ModelDefinitionError[],
    log: DefinitionLog | undefined,
  ) {
    this.#place = place
    this.#problems = problems
    this.#log = log
  }

  attribute(attrName: string): Place {
    return new Place({ ...this.#place, attrName }, this.#problems, this.#log)
  }

  /** @param found What is there, a sentence. @param fix What to write instead, a sentence. */
  refuse(found: string, fix: string, code: DefinitionCode = 'E_INVALID_MODEL_DEF'): void {
    this.#problems.push(new ModelDefinitionError(code, this.#place, found, fix))
  }

  warn(message: string): void {
    this.#log?.warn(this.#toLine(message))
  }

  debug(message: string): void {
    this.#log?.debug(this.#toLine(message))
  }

  #toLine(message: string): string {
    const { model, attrName, file } = this.#place
    const name = attrName === undefined ? model : `${model}.${attrName}`
    return `${file ?? 'Model'} (${name}): ${message}`
  }
}

/** A value of a definition as it stands in a message: on one line, not too long. */
export function show(value: unknown): string {
  return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 60 })
}
