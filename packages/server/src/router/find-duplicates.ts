import { DuplicateRouteError } from './errors.ts'
import { isRegexPath, splitVerb } from './parse-address.ts'

/** Finds addresses that mean the same as one before them: `GET /x` and `get /X/`. */
export function findDuplicateAddresses(addresses: readonly string[]): DuplicateRouteError[] {
  const firsts = new Map<string, string>()
  const problems: DuplicateRouteError[] = []
  for (const address of addresses) {
    const key = toKey(address)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, address)
    else problems.push(new DuplicateRouteError(first, address))
  }
  return problems
}

function toKey(address: string): string {
  const [verb, path] = splitVerb(address)
  if (isRegexPath(path)) return `${verb} ${path}`
  const slashed = path === '*' ? '/*' : path.toLowerCase()
  return `${verb} ${slashed.length > 1 && slashed.endsWith('/') ? slashed.slice(0, -1) : slashed}`
}
