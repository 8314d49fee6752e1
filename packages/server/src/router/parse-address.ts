import pathToRegexp from 'path-to-regexp'

import {
  BadRouteRegexError,
  NoLeadingSlashError,
  RouteTooLongError,
  RouteWithLengthError,
  UnknownVerbError,
} from './errors.ts'

/** Longest address, in characters: what Node's HTTP parser accepts for all headers of a request together. */
const MAX_ADDRESS_LENGTH = 16_384

/** Verbs that an address may begin with, whatever their case. */
export const VERBS = [
  'all',
  'get',
  'post',
  'put',
  'delete',
  'trace',
  'options',
  'connect',
  'patch',
  'head',
] as const

const KNOWN_VERBS: ReadonlySet<string> = new Set(VERBS)

/** A word, then what looks like a path. Without the second part `/a b` would be a path with an unknown verb. */
const VERB_AND_PATH = /^([a-z]+)\s+(?=\S)/i

/** Sails' way to write a regular expression: `r|^/\d+/(\w+)$|name`. */
const REGEX_PATH = /^r\|(.*)\|(.*)$/s

/** The left side of a route, taken apart. */
export interface Address {
  /** Lower case; `''` when the address names none. */
  readonly verb: string
  readonly path: string | RegExp
  /** Names of a regular expression's groups, in order. */
  readonly paramNames: readonly string[]
}

/**
 * Takes an address apart: `GET /user/:id`, `/w/*`, `*`, `ALL r|^/\d+$|id`.
 * @param verb Overrides the verb that the address begins with, as the third argument of `router.bind()` does.
 * @throws {BadAddressError} when no request could match it; the subclass tells why.
 * @see Sails concepts: routes, custom routes, route address
 */
export function parseAddress(address: string | RegExp, verb = ''): Address {
  const override = verb.toLowerCase()
  if (override !== '' && !KNOWN_VERBS.has(override)) {
    throw new UnknownVerbError(String(address), verb, VERBS)
  }
  if (address instanceof RegExp) return { verb: override, path: address, paramNames: [] }
  if (address.length > MAX_ADDRESS_LENGTH) throw new RouteTooLongError(address, MAX_ADDRESS_LENGTH)

  const [found, path] = splitVerb(address)
  return { verb: override === '' ? found : override, ...readPath(path, address) }
}

/** Verb in lower case, `''` for none, and the rest. */
export function splitVerb(address: string): [verb: string, path: string] {
  const text = address.trim()
  const word = VERB_AND_PATH.exec(text)
  const verb = word?.[1]?.toLowerCase() ?? ''
  if (word === null || !KNOWN_VERBS.has(verb)) return ['', text]
  return [verb, text.slice(word[0].length)]
}

/** Whether the path is one of Sails' regular expressions. */
export function isRegexPath(path: string): boolean {
  return REGEX_PATH.test(path)
}

function readPath(path: string, address: string): Pick<Address, 'path' | 'paramNames'> {
  const regex = REGEX_PATH.exec(path)
  if (regex !== null) {
    const [, source = '', names = ''] = regex
    return { path: toRegExp(source, address), paramNames: toNames(names) }
  }
  if (path === '*') return { path: '/*', paramNames: [] }

  const word = VERB_AND_PATH.exec(path)
  if (word?.[1] !== undefined) throw new UnknownVerbError(address, word[1], VERBS)
  if (!path.startsWith('/')) throw new NoLeadingSlashError(address, path)
  if (/\/:length(?:$|\/)/.test(path)) throw new RouteWithLengthError(address)
  checkPattern(path, address)
  return { path, paramNames: [] }
}

function toRegExp(source: string, address: string): RegExp {
  try {
    return new RegExp(source)
  } catch (error) {
    throw new BadRouteRegexError(address, error)
  }
}

function toNames(names: string): string[] {
  return names.split(',').map((name) => name.trim())
}

function checkPattern(path: string, address: string): void {
  try {
    pathToRegexp(path, [])
  } catch (error) {
    throw new BadRouteRegexError(address, error)
  }
}
