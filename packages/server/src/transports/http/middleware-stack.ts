import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue, throwProblems } from '../../errors.ts'
import { InvalidHttpConfigError } from './errors.ts'
import type { AnyMiddleware, HttpMiddleware } from './http-middleware.ts'

/** Order of the built-in middleware. @see Sails concepts: middleware, `sails.config.http.middleware.order` */
export const DEFAULT_ORDER = [
  'cookieParser',
  'session',
  'bodyParser',
  'compress',
  'poweredBy',
  'router',
  'www',
  'favicon',
] as const

/** Name of a built-in middleware. */
export type BuiltInName = Exclude<(typeof DEFAULT_ORDER)[number], 'router'>

/** The built-in middleware; `undefined` for one that has nothing to do at its place. */
export type BuiltIns = Readonly<Record<BuiltInName, HttpMiddleware | undefined>>

/** One name of the order, with what runs for it. */
export interface StackEntry {
  readonly name: string
  readonly middleware: AnyMiddleware | undefined
  /** Whether the app brought it. */
  readonly isOwn: boolean
}

/** What runs for each HTTP request, around the router. */
export interface MiddlewareStack {
  readonly before: readonly StackEntry[]
  /** For what no route answered. */
  readonly after: readonly StackEntry[]
}

/** Names that the order of older apps may have and that mean nothing any more. */
const IGNORED_NAMES: ReadonlySet<string> = new Set([
  'startRequestTimer',
  'handleBodyParserError',
  'methodOverride',
  '404',
  '500',
  '$custom',
])

const BUILT_IN_NAMES: ReadonlySet<string> = new Set(
  DEFAULT_ORDER.filter((name) => name !== 'router'),
)

/**
 * Reads `http.middleware`: each key but `order` is a middleware. One with a built-in name replaces that, `true` switches
 * the built-in on, `false` and `null` leave it out. What comes after `router` in the order runs for what no route
 * answered; the router is there even when it is not listed.
 * @param notice Told about names that are tolerated and ignored.
 * @throws {InvalidHttpConfigError} for a middleware that is not in the order and for a name in it without middleware;
 * all such problems together
 */
export function parseMiddleware(
  config: unknown,
  builtIns: BuiltIns,
  notice: (message: string) => void,
): MiddlewareStack {
  const { order: wanted, ...own } = isPlainObject(config) ? config : {}
  const problems: HalyardError[] = []
  const order = parseOrder(wanted, problems)
  problems.push(...findUnlisted(own, order))
  for (const name of order) if (isIgnored(name, own[name])) notice(toNotice(name))

  const wantedNames = order.filter((name) => !isIgnored(name, own[name]))
  const at = wantedNames.indexOf('router')
  const routerAt = at === -1 ? wantedNames.length : at
  const toEntries = (names: readonly string[]): StackEntry[] =>
    names.flatMap((name) => toEntry(name, own[name], builtIns, problems))
  const stack = {
    before: toEntries(wantedNames.slice(0, routerAt)),
    after: toEntries(wantedNames.slice(routerAt + 1)),
  }
  throwProblems(problems)
  return stack
}

function parseOrder(order: unknown, problems: HalyardError[]): readonly string[] {
  if (order === undefined || order === null) return DEFAULT_ORDER
  if (isTextList(order)) return order
  problems.push(
    new InvalidHttpConfigError(
      `config.http.middleware.order is ${showValue(order)}. Use a list of names, such as: ` +
        `${DEFAULT_ORDER.join(', ')}.`,
    ),
  )
  return DEFAULT_ORDER
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function findUnlisted(
  own: Readonly<Record<string, unknown>>,
  order: readonly string[],
): HalyardError[] {
  return Object.keys(own)
    .filter((name) => isMiddleware(own[name]) && !order.includes(name) && !IGNORED_NAMES.has(name))
    .map(
      (name) =>
        new InvalidHttpConfigError(
          `config.http.middleware.${name} is not in config.http.middleware.order, so it would never ` +
            `run. Put '${name}' into the order, or remove it.`,
        ),
    )
}

/** Nothing for a name that is switched off, or that is a problem. */
function toEntry(
  name: string,
  own: unknown,
  builtIns: BuiltIns,
  problems: HalyardError[],
): StackEntry[] {
  if (isMiddleware(own)) return [{ name, middleware: own, isOwn: true }]
  if (own === false || own === null) return []
  if (isBuiltIn(name) && (own === undefined || own === true)) {
    return [{ name, middleware: builtIns[name], isOwn: false }]
  }
  problems.push(
    new InvalidHttpConfigError(
      `config.http.middleware.order has '${name}', but config.http.middleware.${name} is ` +
        `${showValue(own)}. Use a function (req, res, next) => { ... }, or take '${name}' out of the order.`,
    ),
  )
  return []
}

function isMiddleware(value: unknown): value is AnyMiddleware {
  return typeof value === 'function'
}

function isBuiltIn(name: string): name is BuiltInName {
  return BUILT_IN_NAMES.has(name)
}

function isIgnored(name: string, own: unknown): boolean {
  return IGNORED_NAMES.has(name) && !isMiddleware(own)
}

function toNotice(name: string): string {
  return (
    `config.http.middleware.order has '${name}', which means nothing since Sails 1.0 and is ignored. ` +
    'Take it out of the order.'
  )
}
