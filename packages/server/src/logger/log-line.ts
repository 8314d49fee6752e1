import type { MethodName } from './levels.ts'

const PREFIXES: Record<MethodName, string> = {
  silly: '     : ',
  verbose: 'verbo: ',
  info: ' info: ',
  blank: '',
  debug: 'debug: ',
  warn: ' warn: ',
  error: 'error: ',
  crit: ' crit: ',
}

/** ANSI colours of the prefixes. */
const COLORS: Partial<Record<MethodName, number>> = {
  silly: 36,
  verbose: 36,
  info: 32,
  debug: 34,
  warn: 33,
  error: 31,
  crit: 31,
}

/** One message for people: Sails' prefix and the text. */
export function toTextLine(method: MethodName, text: string, colors: boolean): string {
  const color = COLORS[method]
  const prefix = PREFIXES[method]
  if (!colors || color === undefined) return `${prefix}${text}\n`
  return `\u001B[${color}m${prefix}\u001B[39m${text}\n`
}

/** One message for programs: a JSON object with `level`, `time` (ISO text), `message`, and `error` if one was logged. */
export function toJsonLine(
  method: MethodName,
  message: string,
  values: readonly unknown[],
): string {
  const level = method === 'blank' ? 'info' : method
  const error = values.find((value) => value instanceof Error)
  const line = { level, time: new Date().toISOString(), message }
  return `${JSON.stringify(error === undefined ? line : { ...line, error: toErrorFields(error) })}\n`
}

function toErrorFields(error: Error): Record<string, unknown> {
  const code = 'code' in error ? { code: error.code } : {}
  return { name: error.name, message: error.message, ...code, stack: error.stack }
}
