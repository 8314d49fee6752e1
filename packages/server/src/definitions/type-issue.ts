import type { InputIssue } from './input-issue.ts'

/** The issue of a value that is not of a type at all. */
export function typeIssue(name: string, value: unknown, path: InputIssue['path']): InputIssue {
  const received = describeType(value)
  const message = `Expecting ${withArticle(name)}, but got ${withArticle(received)}.`
  return { path, code: 'type', message, expected: name, received }
}

/** `a string`, `an array`, `null`. */
export function withArticle(type: string): string {
  if (!/^[a-z]/.test(type) || type === 'null' || type === 'undefined') return type
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}

/** The type of a value in the words of the answers: `a string`, `an array`, `null`. */
export function describeType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'object') return 'dictionary'
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value
}
