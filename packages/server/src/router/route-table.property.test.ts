import pathToRegexp from 'path-to-regexp'
import { expect, test } from 'vitest'

import { parseAddress } from './parse-address.ts'
import { createRouteTable } from './route-table.ts'
import type { Match } from './route.ts'

const SEGMENTS = [
  'a',
  'B',
  'a.b',
  ':x',
  ':y',
  '*',
  ':x?',
  ':x(\\d+)',
  ':x-:y',
  'a+',
  'v::x',
  '(a|b)',
  '?*',
]
const PATH_SEGMENTS = ['a', 'b', 'A', 'aa', 'a.b', '7', '7-a', 'v:7', '', 'a%20b']
const VERBS = ['', 'all ', 'get ', 'post ', 'head ']
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PURGE']
const TABLES = 400
const PATHS_EACH = 25

test('the compiled table finds what a walk along all routes finds, in the same order', () => {
  const random = createRandom(20_251_122)
  for (let round = 0; round < TABLES; round++) {
    const addresses = Array.from({ length: 1 + random(14) }, () => randomAddress(random)).filter(
      isValid,
    )
    const table = createRouteTable<string>()
    for (const address of addresses) {
      table.add({ ...parseAddress(address), target: address, options: { skipAssets: false } })
    }

    for (let asked = 0; asked < PATHS_EACH; asked++) {
      const method = pick(METHODS, random)
      const path = randomPath(random)
      const found = toList(table.match(method, path, path))
      expect({ addresses, method, path, found }).toEqual({
        addresses,
        method,
        path,
        found: walk(addresses, method, path),
      })
    }
  }
})

type Random = (below: number) => number

/** The same numbers in each run, so that a failure can be seen again (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

function randomAddress(random: Random): string {
  const verb = pick(VERBS, random)
  if (random(12) === 0) return `${verb}r|^/(a|b)(/\\d)?|first`
  const segments = Array.from({ length: random(4) }, () => pick(SEGMENTS, random))
  const slash = random(5) === 0 ? '/' : ''
  return `${verb}/${segments.join('/')}${segments.length > 0 ? slash : ''}`
}

/** path-to-regexp cannot put a group before a parameter with text in front of it. */
function isValid(address: string): boolean {
  try {
    parseAddress(address)
    return true
  } catch {
    return false
  }
}

function randomPath(random: Random): string {
  const segments = Array.from({ length: random(5) }, () => pick(PATH_SEGMENTS, random))
  const root = random(20) === 0 ? 'a' : '/'
  return `${root}${segments.join('/')}${random(4) === 0 ? '/' : ''}`
}

function toList(first: Match<string> | undefined): unknown[] {
  const found: unknown[] = []
  for (let match = first; match !== undefined; match = match.next()) {
    found.push([match.route.target, { ...match.params }])
  }
  return found
}

function walk(addresses: readonly string[], method: string, path: string): unknown[] {
  return addresses.flatMap((address) => {
    const { verb, path: pattern, paramNames } = parseAddress(address)
    if (!answers(verb, method)) return []
    const keys: { name: string | number; optional: boolean }[] = []
    const groups = pathToRegexp(pattern, keys).exec(path)?.slice(1)
    if (groups === undefined) return []
    const named = groups.flatMap((text, index) => {
      const names = [keys[index]?.name ?? index, paramNames[index] ?? []].flat()
      return text === undefined
        ? []
        : names.map((name) => [name, decodeURIComponent(text)] as const)
    })
    return [[address, Object.fromEntries(named)]]
  })
}

function answers(verb: string, method: string): boolean {
  if (verb === 'all' || verb.toUpperCase() === method) return true
  if (method === 'HEAD') return verb === '' || verb === 'get'
  return verb === '' && ['GET', 'POST'].includes(method)
}
