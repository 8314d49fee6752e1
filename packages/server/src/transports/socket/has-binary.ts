/** What JSON of a Buffer and of a typed array contains. */
const TRACES = ['"type":"Buffer"', '{"0":']
/** JSON of an ArrayBuffer, of an empty typed array, and of many things that are not binary. */
const EMPTY = '{}'
/** Where an answer without headers has it, behind the body. */
const BEFORE_NO_HEADERS = '"headers":'

/**
 * Whether there is binary data anywhere in a value that became this JSON. Only what bears a trace of it is searched.
 */
export function hasBinary(value: unknown, json: string): boolean {
  const bearsTrace = TRACES.some((trace) => json.includes(trace)) || hasEmptyObject(json)
  return bearsTrace && containsBinary(value)
}

function hasEmptyObject(json: string): boolean {
  const last = json.lastIndexOf(EMPTY)
  if (last < 0) return false
  return (
    !json.startsWith(BEFORE_NO_HEADERS, last - BEFORE_NO_HEADERS.length) ||
    json.indexOf(EMPTY) < last
  )
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
