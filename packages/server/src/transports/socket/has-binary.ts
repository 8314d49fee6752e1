/** Texts that JSON of binary data begins with or contains: a Buffer, a typed array, an empty one or an ArrayBuffer. */
const TRACES = ['"type":"Buffer"', '{"0":', '{}']

/**
 * Whether there is binary data anywhere in a value that became this JSON. Only what bears a trace of it is searched.
 */
export function hasBinary(value: unknown, json: string): boolean {
  return TRACES.some((trace) => json.includes(trace)) && containsBinary(value)
}

function containsBinary(value: unknown): boolean {
  const waiting: unknown[] = [value]
  const seen = new Set<unknown>()
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    if (isBinary(next)) return true
    seen.add(next)
    for (const child of Object.values(next)) waiting.push(child)
  }
  return false
}

function isBinary(value: object): boolean {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer
}
