import type { Request } from '../request/request.ts'
import type { Pass, RouteTable } from '../router/route.ts'

/** Value of an option on the first route that matches a request and has it. */
export function findRouteSetting(
  table: RouteTable<unknown>,
  req: Request,
  option: string,
): unknown {
  if (!table.hasOption(option)) return undefined
  return findInPass(table, req, option, 'first') ?? findInPass(table, req, option, 'assets-last')
}

function findInPass(table: RouteTable<unknown>, req: Request, option: string, pass: Pass): unknown {
  let match = table.match(toMethod(req), req.path, req.url, pass)
  while (match !== undefined) {
    const value = match.route.options[option]
    if (value !== undefined) return value
    match = match.next()
  }
  return undefined
}

/** A preflight asks on behalf of the request that will follow it. */
function toMethod(req: Request): string {
  const wanted = req.headers['access-control-request-method']
  return req.method === 'OPTIONS' && wanted !== undefined ? wanted.toUpperCase() : req.method
}
