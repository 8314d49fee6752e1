import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import { BadRedirectError } from './errors.ts'

/** Statuses of a redirect that a client follows. */
const STATUSES: readonly unknown[] = [301, 302, 303, 307, 308]

/** Scheme and host of a redirect to another server. Parameters have no place there. */
const ORIGIN = /^https?:\/\/[^/?#]+/i

/** A parameter with the slash before it, or a wildcard. */
const PLACEHOLDER = /(\/?):([A-Za-z_]\w*)|\*/g

/** A `{ redirect }` target, as it was found in a route. */
export interface RedirectTarget {
  /** Address of the route, for messages. */
  readonly address: string
  readonly path: string | RegExp
  readonly redirect: unknown
  readonly status: unknown
  readonly keepQuery: unknown
}

/**
 * Makes the handler of `{ redirect: '/users/:id', status: 301, keepQuery: true }`. Parameters of the path are encoded
 * and stand where they are named; one that is missing goes with the slash before it. `*` stands for the wildcards of
 * the path, in their order. Whatever a client asks for, the redirect leads to the server that the target names.
 *
 * @throws {BadRedirectError} when it could lead nowhere, or elsewhere
 */
export function compileRedirect(target: RedirectTarget): Handler {
  const { redirect: to, status = 302, keepQuery = false } = target
  const refuse = (problem: string): never => {
    throw new BadRedirectError(target.address, problem)
  }
  if (typeof to !== 'string') return refuse('`redirect` must be a text.')
  if (!STATUSES.includes(status)) return refuse(`\`status\` must be one of ${STATUSES.join(', ')}.`)
  if (typeof keepQuery !== 'boolean') return refuse('`keepQuery` must be true or false.')
  const origin = ORIGIN.exec(to)?.[0] ?? ''
  const path = to.slice(origin.length)
  if (origin === '' && !isLocal(path)) {
    return refuse("`redirect` must begin with one slash, or with 'https://' and a host.")
  }
  if (/[:*]/.test(origin.replace(/^https?:|:\d+$/gi, ''))) {
    return refuse('a parameter in the host would let clients choose where they are sent.')
  }
  const unknown = unknownParams(path, target.path)
  if (unknown.length > 0) return refuse(`its address has no :${unknown.join(', :')}.`)

  return (req, res) => {
    const filled = fill(path, req.params)
    const safe = origin === '' ? filled.replace(/^[/\\]+/, '/') : filled
    res.redirect(Number(status), origin + (keepQuery ? withQueryOf(req, safe) : safe))
  }
}

/** `//host` and, for browsers, `/\host` lead to other servers. */
function isLocal(path: string): boolean {
  return /^\/(?![/\\])/.test(path)
}

/** Parameters that a route cannot have. Those of regular expressions are named elsewhere. */
function unknownParams(to: string, from: string | RegExp): string[] {
  if (typeof from !== 'string') return []
  const known = namesIn(from)
  return namesIn(to).filter((name) => !known.includes(name))
}

function namesIn(path: string): string[] {
  return [...path.matchAll(PLACEHOLDER)].flatMap(([, , name]) => name ?? [])
}

function fill(to: string, params: Readonly<Record<string, string>>): string {
  let wildcards = 0
  const filled = to.replace(PLACEHOLDER, (_all, slash: string | undefined, name?: string) => {
    if (name === undefined) return encodePath(params[wildcards++] ?? '')
    const value = params[name]
    return value === undefined ? '' : `${slash}${encodeURIComponent(value)}`
  })
  return filled.startsWith('/') || to.startsWith('?') ? filled : `/${filled}`
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function withQueryOf({ url }: Request, to: string): string {
  const start = url.indexOf('?')
  if (start === -1) return to
  const [path = '', ...fragment] = to.split('#')
  const query = (path.includes('?') ? '&' : '?') + url.slice(start + 1)
  return [path + query, ...fragment].join('#')
}
