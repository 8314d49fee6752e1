// Stands for `sails/lib/hooks/blueprints/actionUtil`: helpers of blueprint actions that Sails never documented, and that
// controllers and blueprints of published apps use.
import { isPlainObject } from '@halyard/protocol'

import type { Request } from '../request/request.ts'
import { NoRecordIdError, NoRouteModelError, UnreadableWhereError } from './errors.ts'

/** Records that a query gives, or populates, where nobody says how many. */
const DEFAULT_LIMIT = 30
/** Parameters of a request that are no part of its criteria. */
const NOT_CRITERIA: readonly string[] = ['limit', 'skip', 'sort', 'populate']

/** What of a model is used. */
interface Model {
  readonly associations?: readonly Association[]
}

interface Association {
  readonly alias: string
  readonly type?: string
  readonly limit?: number
}

/** A query that records of associations can be added to. */
interface Query {
  populate(alias: string, criteria: { limit?: number }): Query
}

interface HostOfModels {
  readonly models?: Readonly<Record<string, Model>>
  readonly config: Readonly<Record<string, unknown>>
}

/** Id of the record that a request is about: the route's, else the parameter. A dictionary is none. */
export function parsePk(req: Request): unknown {
  const { id, where } = req.options
  const pk = id ?? (isPlainObject(where) ? where['id'] : undefined) ?? req.param('id')
  return isPlainObject(pk) ? undefined : pk
}

/** As {@link parsePk}. @throws {NoRecordIdError} `E_NO_RECORD_ID`, status 400 */
export function requirePk(req: Request): unknown {
  const pk = parsePk(req)
  if (pk === undefined || pk === null || pk === '') throw new NoRecordIdError()
  return pk
}

/**
 * The model that a route is about: its option `model`, or the first part of its action.
 * @throws {NoRouteModelError} `E_NO_ROUTE_MODEL`
 */
export function parseModel(req: Request): Model {
  const { model: named, controller, action } = req.options
  const model =
    named ?? controller ?? (typeof action === 'string' ? action.split('/')[0] : undefined)
  const models = hostOf(req).models ?? {}
  const found =
    typeof model === 'string' && Object.hasOwn(models, model) ? models[model] : undefined
  if (found === undefined) throw new NoRouteModelError(model)
  return found
}

/**
 * Criteria of a request: its parameter `where`, as JSON or a dictionary, or all parameters that mean nothing else; over
 * those of the route.
 * @throws {UnreadableWhereError} `E_UNREADABLE_WHERE`, status 400
 */
export function parseCriteria(req: Request): Record<string, unknown> {
  const parameters = req.allParams()
  const { where: ofRoute } = req.options
  const where =
    readWhere(parameters['where']) ??
    without(parameters, blacklistOf(req, 'criteria') ?? NOT_CRITERIA)
  return { ...(isPlainObject(ofRoute) ? ofRoute : {}), ...where }
}

/** Values for a new record, or a change; a list of them for a body that is a list. */
export function parseValues(req: Request): Record<string, unknown> | Record<string, unknown>[] {
  const { values } = req.options
  const ofRoute = without(isPlainObject(values) ? values : {}, ['blacklist'])
  const blacklist = blacklistOf(req, 'values') ?? []
  const parse = (sent: Record<string, unknown>): Record<string, unknown> =>
    without({ ...ofRoute, ...sent }, blacklist)
  if (Array.isArray(req.body)) return req.body.filter(isPlainObject).map(parse)
  return parse(req.allParams())
}

/** The parameter `sort`, else that of the route; JSON is read. */
export function parseSort(req: Request): unknown {
  const sort = req.param('sort') ?? req.options['sort']
  if (typeof sort !== 'string') return sort
  try {
    return JSON.parse(sort)
  } catch {
    return sort
  }
}

/** The parameter `limit`, else that of the route. @default `config.blueprints.defaultLimit`, else 30 */
export function parseLimit(req: Request): number {
  return Number(req.param('limit') ?? req.options['limit'] ?? defaultLimit(req))
}

/** The parameter `skip`, else that of the route. @default 0 */
export function parseSkip(req: Request): number {
  return Number(req.param('skip') ?? req.options['skip'] ?? 0)
}

/** Populates what the parameter `populate` names (`owner,pets`), else all associations of the route. */
export function populateRequest(query: Query, req: Request): Query {
  const { associations, populate } = req.options
  const named = req.param('populate')
  const wanted = typeof named === 'string' ? named.replaceAll(/[[\]\s]/g, '').split(',') : undefined
  const all = (Array.isArray(associations) ? associations : []).filter(isAssociation)
  const isWanted = ({ alias }: Association): boolean =>
    wanted?.includes(alias) ?? populate !== false
  return populateQuery(query, all.filter(isWanted), hostOf(req))
}

/** Populates all associations of a model. */
export function populateModel(query: Query, { associations = [] }: Model): Query {
  return populateQuery(query, associations)
}

/** Populates associations, collections up to a limit. */
export function populateQuery(
  query: Query,
  associations: readonly Association[],
  host?: HostOfModels,
): Query {
  let populated = query
  for (const { alias, type, limit } of associations) {
    const criteria = type === 'collection' ? { limit: limit ?? limitOf(host) } : {}
    populated = populated.populate(alias, criteria)
  }
  return populated
}

function readWhere(where: unknown): Record<string, unknown> | undefined {
  if (where === undefined || where === '') return undefined
  try {
    const read: unknown = typeof where === 'string' ? JSON.parse(where) : where
    if (isPlainObject(read)) return read
  } catch (error) {
    throw new UnreadableWhereError(error)
  }
  throw new UnreadableWhereError(undefined)
}

function blacklistOf(
  { options }: Request,
  part: 'criteria' | 'values',
): readonly string[] | undefined {
  const settings = options[part]
  const blacklist = isPlainObject(settings) ? settings['blacklist'] : undefined
  return Array.isArray(blacklist) ? blacklist : undefined
}

function without(
  values: Record<string, unknown>,
  names: readonly string[],
): Record<string, unknown> {
  const kept = Object.entries(values).filter(
    ([name, value]) => value !== undefined && !names.includes(name),
  )
  return Object.fromEntries(kept)
}

function defaultLimit(req: Request): number {
  return limitOf(hostOf(req))
}

function limitOf(host: HostOfModels | undefined): number {
  const blueprints = host?.config['blueprints']
  const limit = isPlainObject(blueprints) ? blueprints['defaultLimit'] : undefined
  return typeof limit === 'number' ? limit : DEFAULT_LIMIT
}

function hostOf(req: Request): HostOfModels {
  return req._sails
}

function isAssociation(value: unknown): value is Association {
  return isPlainObject(value) && typeof value['alias'] === 'string'
}
