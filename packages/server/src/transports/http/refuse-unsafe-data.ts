import { UnsafeDataError } from './errors.ts'

/** Deepest nesting of data that an action gets to see. */
export const MAX_DATA_DEPTH = 64

/**
 * Refuses data that could reach a prototype when it is merged, or end the stack when it is walked.
 * @throws {UnsafeDataError} for a key `__proto__`, for `constructor.prototype`, and for nesting deeper than
 * {@link MAX_DATA_DEPTH}
 */
export function refuseUnsafeData(data: unknown): void {
  if (typeof data === 'object' && data !== null) visit(data, 1)
}

function visit(data: object, depth: number): void {
  if (depth > MAX_DATA_DEPTH) throw new UnsafeDataError(`is nested deeper than ${MAX_DATA_DEPTH}`)
  if (Array.isArray(data)) {
    for (const item of data) visitMember(item, depth)
    return
  }
  for (const [key, value] of Object.entries(data)) {
    if (key === '__proto__') throw new UnsafeDataError('has a key "__proto__"')
    if (key === 'constructor' && isWithPrototype(value)) {
      throw new UnsafeDataError('has a key "constructor.prototype"')
    }
    visitMember(value, depth)
  }
}

function visitMember(value: unknown, depth: number): void {
  if (typeof value === 'object' && value !== null) visit(value, depth + 1)
}

function isWithPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}
