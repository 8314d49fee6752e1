import type { InputIssue } from './input-issue.ts'
import type {
  StandardSchema,
  StandardSchemaIssue,
  StandardSchemaResult,
} from './standard-schema.ts'

/** A value that a schema let through, or why it did not. */
export type Checked = { readonly value: unknown } | { readonly issues: readonly InputIssue[] }

/** Checks a value with a schema; a promise only when the schema gives one. */
export function checkWithSchema(
  schema: StandardSchema,
  value: unknown,
  path: InputIssue['path'],
): Checked | Promise<Checked> {
  const result = schema['~standard'].validate(value)
  return result instanceof Promise
    ? result.then((settled) => toChecked(settled, path))
    : toChecked(result, path)
}

function toChecked(result: StandardSchemaResult<unknown>, path: InputIssue['path']): Checked {
  if (result.issues === undefined) return { value: result.value }
  return { issues: result.issues.map((issue) => toInputIssue(issue, path)) }
}

function toInputIssue(issue: StandardSchemaIssue, path: InputIssue['path']): InputIssue {
  const inside = (issue.path ?? []).map((part) => {
    const key = typeof part === 'object' ? part.key : part
    return typeof key === 'number' ? key : String(key)
  })
  return { path: [...path, ...inside], code: 'schema', message: issue.message }
}
