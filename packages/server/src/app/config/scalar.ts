/**
 * The value of a text from the environment, the command line or an INI file: what it means as JSON, or else the text
 * itself. Digits that a number cannot hold exactly stay a text, `01` and ids of twenty digits among them.
 */
export function parseScalar(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'number' && !isExact(value, text) ? text : value
  } catch {
    return text
  }
}

function isExact(value: number, text: string): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value) || /[.eE]/.test(text)
}
