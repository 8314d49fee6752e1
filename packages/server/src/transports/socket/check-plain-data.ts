import { UnsafeDataError } from './errors.ts'

/**
 * Walks data that came from outside. The recursion is no deeper than `maxDepth`, so no nesting can exhaust the stack.
 *
 * @param maxDepth How many objects and arrays may lie in each other; 1,000 at most.
 * @throws {UnsafeDataError} when it is nested deeper, or has keys through which careless code would change prototypes:
 * `__proto__`, or `constructor` with `prototype` in it.
 */
export function checkPlainData(data: unknown, maxDepth: number): void {
  if (isObject(data)) checkContainer(data, maxDepth, maxDepth)
}

/** A dictionary or an array, read by key. */
type Container = Record<string, unknown>

function checkContainer(container: Container, depthLeft: number, maxDepth: number): void {
  if (depthLeft === 0) {
    throw new UnsafeDataError(
      `The data is nested deeper than ${maxDepth} levels. Send it in a flatter form.`,
    )
  }
  if (Array.isArray(container)) {
    const items: readonly unknown[] = container
    for (const item of items) if (isObject(item)) checkContainer(item, depthLeft - 1, maxDepth)
  } else if (!ArrayBuffer.isView(container)) checkDictionary(container, depthLeft, maxDepth)
}

function checkDictionary(dictionary: Container, depthLeft: number, maxDepth: number): void {
  // Of all ways to see keys this is the quickest, and JSON has no inherited ones.
  for (const key in dictionary) {
    const value = dictionary[key]
    if (key === '__proto__' || (key === 'constructor' && hasPrototypeKey(value))) {
      throw new UnsafeDataError(`The data has the key "${key}", which no request may carry.`)
    }
    if (isObject(value)) checkContainer(value, depthLeft - 1, maxDepth)
  }
}

function hasPrototypeKey(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, 'prototype')
}

function isObject(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}
