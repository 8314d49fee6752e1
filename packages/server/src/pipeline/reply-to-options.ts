import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { RouteTable } from '../router/route.ts'

/**
 * Answers OPTIONS with the methods that are bound to the path, as text and in `Allow`.
 * @returns Whether it did: a path without routes is not ours to answer for.
 */
export function replyToOptions(table: RouteTable<unknown>, req: Request, res: Response): boolean {
  if (req.method !== 'OPTIONS') return false
  const methods = table.methodsFor(req.path)
  if (methods.length === 0) return false
  res.set('Allow', methods.join(', '))
  res.status(200).type('text').send(methods.join(','))
  return true
}
