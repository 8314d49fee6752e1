/** Whether a value is an object with keys: not `null`, not an array, not a function. */
export function isDictionary(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
