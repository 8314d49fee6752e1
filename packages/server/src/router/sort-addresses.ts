import { isRegexPath, splitVerb } from './parse-address.ts'

/**
 * Puts the addresses of a route table into the order in which they are bound: specific ones first. Addresses of one
 * rank keep their order; a regular expression stays behind the address that it was written after.
 * @see Sails concepts: routes, custom routes, route ordering
 */
export function sortAddresses(addresses: readonly string[]): string[] {
  const longest = Math.max(0, ...addresses.map(countSegments))
  let rank = '0'.repeat(longest)
  const ranked = addresses.map((address) => {
    const [verb, path] = splitVerb(address)
    if (!isRegexPath(path)) rank = toRank(verb, toSegments(path), longest)
    return { address, rank }
  })
  return ranked.toSorted(byRank).map(({ address }) => address)
}

function countSegments(address: string): number {
  const [, path] = splitVerb(address)
  return isRegexPath(path) ? 0 : toSegments(path).length
}

function toSegments(path: string): string[] {
  return (path.startsWith('/') ? path.slice(1) : path).split('/')
}

/** One digit for each segment, one for the verb. Ranks are compared as text. */
function toRank(verb: string, segments: readonly string[], longest: number): string {
  const wildcard = segments.findIndex(isWildcard)
  let rank = ''
  for (let index = 0; index < longest; index++) {
    const hasSeenWildcard = wildcard !== -1 && wildcard < index
    rank += toDigit(segments[index] ?? '', hasSeenWildcard)
  }
  rank += verb === '' || verb === 'all' ? '1' : '0'
  return segments.some(isStatic) ? rank : `5${rank}`
}

function toDigit(segment: string, hasSeenWildcard: boolean): string {
  if (segment === '') return hasSeenWildcard ? '4' : '0'
  if (isWildcard(segment)) return '3'
  return segment.startsWith(':') ? '2' : '1'
}

function isWildcard(segment: string): boolean {
  return segment === '*' || segment === '?*'
}

function isStatic(segment: string): boolean {
  return toDigit(segment, false) === '1'
}

function byRank(one: { rank: string }, other: { rank: string }): number {
  if (one.rank === other.rank) return 0
  return one.rank < other.rank ? -1 : 1
}
