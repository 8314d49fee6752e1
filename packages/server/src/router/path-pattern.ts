import pathToRegexp from 'path-to-regexp'

import { UndecodableUrlError } from './errors.ts'

/** Parameters of a path, decoded; without prototype. */
export type PathParams = Record<string, string>

/** One step down the tree of segments: fixed text in lower case, or any text. */
export type Edge = string | typeof ANY_SEGMENT

/** Edge of a segment that is a parameter: `/:id`. */
export const ANY_SEGMENT: unique symbol = Symbol('any segment')

/** A route's path, ready to be found in the tree and to read parameters. */
export interface PathPattern {
  /** Edges that a matching path begins with. */
  readonly edges: readonly Edge[]
  /** Whether a path with just these edges matches. If not, {@link read} must have a look at it. */
  readonly isExact: boolean
  /**
   * Parameters, or `undefined` when the path does not match.
   * @throws {UndecodableUrlError} when a parameter cannot be percent-decoded.
   */
  read(path: string): PathParams | undefined
  /** Whether the path matches, whatever its parameters hold. Only asked of paths with these edges. */
  test(path: string): boolean
}

/** Text that stands for itself. Others mean something to path-to-regexp, `+` and `[:]` for instance. */
const FIXED_SEGMENT = /^[\w\-.~!$&',;=@% \u0080-\uffff]+$/
const PARAM_SEGMENT = /^:(\w+)$/

/** What refers to the character before it, and so to the slash when a segment begins with it. */
const QUANTIFIER = /^[?+{]/

const NO_EDGES: readonly Edge[] = []

/** Compiles what {@link parseAddress} has found. */
export function toPathPattern(path: string | RegExp, paramNames: readonly string[]): PathPattern {
  if (typeof path !== 'string') {
    return toRegexPattern(withoutMemory(path), NO_EDGES, toGroupNames(path, paramNames))
  }
  const segments = toSegments(path)
  const count = segments.findIndex((segment) => toEdge(segment) === undefined)
  if (count === -1) return toExactPattern(segments)

  const keys: { name: string | number; optional: boolean }[] = []
  const regex = pathToRegexp(path, keys)
  const edges = canWalkTo(path, segments[count]) ? toEdges(segments.slice(0, count)) : NO_EDGES
  const names = keys.map(({ name }) => [String(name)])
  return toRegexPattern(regex, edges, names)
}

/** Segments of `/a/b` or `/a/b/`; none of `/`. */
function toSegments(path: string): string[] {
  const end = path.endsWith('/') ? path.length - 1 : path.length
  return path.slice(0, end).split('/').slice(1)
}

function toEdge(segment: string): Edge | undefined {
  if (FIXED_SEGMENT.test(segment)) return segment.toLowerCase()
  return PARAM_SEGMENT.test(segment) ? ANY_SEGMENT : undefined
}

function toEdges(segments: readonly string[]): Edge[] {
  return segments.map(toEdge).filter((edge) => edge !== undefined)
}

/** Whether each path that the pattern matches begins with the segments before the first irregular one. */
function canWalkTo(path: string, irregular = ''): boolean {
  const outsideOfGroups = path.replaceAll(/\\./g, '').replaceAll(/\([^()]*\)/g, '')
  return !QUANTIFIER.test(irregular) && !outsideOfGroups.includes('|')
}

function toExactPattern(segments: readonly string[]): PathPattern {
  const names = segments.map(toParamName)
  const hasParams = names.some((name) => name !== undefined)
  return {
    edges: toEdges(segments),
    isExact: true,
    read: hasParams ? (path) => readSegments(path, names) : newParams,
    test: () => true,
  }
}

/**
 * Name of a segment's parameter. It is taken from an object's keys because V8 looks a text that was cut out of another
 * one up at each use as a key, which costs more than all the rest of matching.
 */
function toParamName(segment: string): string | undefined {
  const name = PARAM_SEGMENT.exec(segment)?.[1]
  return name === undefined ? undefined : Object.keys({ [name]: true })[0]
}

function readSegments(path: string, names: readonly (string | undefined)[]): PathParams {
  const params = newParams()
  let start = 1
  for (const name of names) {
    const slash = path.indexOf('/', start)
    const end = slash === -1 ? path.length : slash
    if (name !== undefined) params[name] = decode(path.slice(start, end))
    start = end + 1
  }
  return params
}

/** @param names Names under which each group stands. */
function toRegexPattern(
  regex: RegExp,
  edges: readonly Edge[],
  names: readonly (readonly string[])[],
): PathPattern {
  return {
    edges,
    isExact: false,
    read: (path) => readGroups(regex.exec(path), names),
    test: (path) => regex.test(path),
  }
}

function readGroups(
  found: RegExpExecArray | null,
  names: readonly (readonly string[])[],
): PathParams | undefined {
  if (found === null) return undefined
  const params = newParams()
  for (const [name, text] of Object.entries(found.groups ?? {})) {
    if (text !== undefined) params[name] = decode(text)
  }
  for (const [index, text] of found.entries()) {
    if (index === 0 || text === undefined) continue
    const value = decode(text)
    for (const name of names[index - 1] ?? []) params[name] = value
  }
  return params
}

/** Flags `g` and `y` make a regular expression remember where it stopped, from one request to the next. */
function withoutMemory(regex: RegExp): RegExp {
  return new RegExp(regex.source, regex.flags.replaceAll(/[gy]/g, ''))
}

/** Groups of a regular expression are called by their number and by the name that the address gives. */
function toGroupNames(regex: RegExp, paramNames: readonly string[]): string[][] {
  const count = countGroups(regex)
  const names = Array.from({ length: count }, (_, index) => [String(index)])
  for (const [index, name] of paramNames.entries()) if (name !== '') names[index]?.push(name)
  return names
}

/** A regular expression with an empty alternative always matches, so its result tells the groups. */
function countGroups(regex: RegExp): number {
  const found = new RegExp(`${regex.source}|`, regex.flags).exec('')
  return found === null ? 0 : found.length - 1
}

function newParams(): PathParams {
  const params: PathParams = Object.create(null)
  return params
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new UndecodableUrlError(text, error)
  }
}
