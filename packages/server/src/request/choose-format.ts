import { failAnswer } from './answer-once.ts'
import { NotAcceptableError } from './errors.ts'
import { fullContentType } from './media-types.ts'
import type { Response } from './response.ts'

/** Answers with the first of some formats that the client accepts; `default` for when there is none. */
export function chooseFormat(res: Response, handlers: Record<string, () => void>): Response {
  const types = Object.keys(handlers).filter((type) => type !== 'default')
  const chosen = types.length === 0 ? false : res.req.accepts(types)
  if (res.req.transport === 'http') res.vary('Accept')
  if (typeof chosen === 'string') {
    res.set('Content-Type', fullContentType(chosen))
    handlers[chosen]?.()
    return res
  }
  if (handlers['default'] === undefined) return failAnswer(res, new NotAcceptableError(types))
  handlers['default']()
  return res
}
