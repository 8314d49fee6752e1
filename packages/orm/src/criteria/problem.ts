import { type UsageCode, UsageError } from '../errors.ts'
import type { ModelSchema } from '../schema/model-schema.ts'

/** What reading criteria needs to know besides the criteria. */
export interface CriteriaContext {
  readonly model: ModelSchema
  /** `update`, `destroy` and the like: what could mean "everything" by mistake is refused. */
  readonly isWrite: boolean
  /** Refuse `undefined` in conditions, and `null`, `''`, `0`, NaN as criteria, when reading too. */
  readonly isStrict: boolean
  /** Told of what is understood but should be written in another way. */
  readonly warn: (message: string) => void
  /** Code of the errors: that of the criteria, or of a populate. @default 'E_INVALID_CRITERIA' */
  readonly code?: UsageCode
}

/** An error about the criteria of a query. */
export function criteriaError(context: CriteriaContext, details: string): UsageError {
  return new UsageError(context.code ?? 'E_INVALID_CRITERIA', details, {
    modelIdentity: context.model.identity,
  })
}

/** A value in a message: cut, on one line. */
export function show(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (value instanceof RegExp || value instanceof Date) return String(value)
  if (
    typeof value === 'object' &&
    value !== null &&
    !isPlainObject(value) &&
    !Array.isArray(value)
  ) {
    return `a ${value.constructor?.name || 'special object'}`
  }
  const text = typeof value === 'bigint' ? `${value}n` : (safeJson(value) ?? String(value))
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

const MAX_SHOWN = 60

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return 'an object that refers to itself'
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value) as unknown
  // Also the plain objects of another realm, such as those of a vm context or a worker.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
