import type { RenderCallback } from '../request/response.ts'

/** What was given to `res.view()`. */
export interface ViewArguments {
  readonly path: string | undefined
  readonly locals: object | undefined
  readonly callback: RenderCallback | undefined
}

/** Reads the forms of Sails: each of path, locals and callback may be left out, in this order. */
export function readViewArguments(values: readonly unknown[]): ViewArguments {
  const [first] = values
  return {
    path: typeof first === 'string' && first !== '' ? first : undefined,
    locals: values.find((value) => typeof value === 'object' && value !== null) ?? undefined,
    callback: values.find(isCallback),
  }
}

function isCallback(value: unknown): value is RenderCallback {
  return typeof value === 'function'
}
