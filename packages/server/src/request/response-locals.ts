import type { Response } from './response.ts'

/** What a local is until somebody sets it. */
export type LocalReader = (res: Response) => unknown

/**
 * Makes `res.locals`. What hooks have defined for it is read when a view or a handler reads it: a request that shows no
 * form, for instance, begins no session for the sake of a token.
 */
export function createLocals(
  res: Response,
  readers: ReadonlyMap<string, LocalReader>,
): Record<string, unknown> {
  const locals: Record<string, unknown> = {}
  for (const [name, read] of readers) {
    Object.defineProperty(locals, name, {
      configurable: true,
      enumerable: true,
      get: () => read(res),
      set: (value: unknown) => {
        Object.defineProperty(locals, name, { value, writable: true })
      },
    })
  }
  return locals
}
