import type { Response } from '../request/response.ts'

/** Whether `res.name()` can be called; the responses hook may be switched off. */
export function hasResponse(res: Response, name: string): boolean {
  return typeof Reflect.get(res, name) === 'function'
}

/**
 * Calls a standard or custom response by its name.
 * @returns What it returned: a promise, if the app wrote it as an async function.
 */
export function callResponse(res: Response, name: string, ...values: unknown[]): unknown {
  const method: unknown = Reflect.get(res, name)
  return typeof method === 'function' ? Reflect.apply(method, res, values) : undefined
}
