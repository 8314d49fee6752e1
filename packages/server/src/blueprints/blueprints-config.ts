import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue, throwProblems } from '../errors.ts'
import type { ModelRecord } from '../hook/model.ts'
import type { Request } from '../request/request.ts'
import type { BlueprintOptions } from './blueprint-options.ts'
import { InvalidBlueprintsConfigError, JsonpBlueprintsError } from './errors.ts'

/** Reads what a client asks of a blueprint action; may return a promise. */
export type ParseBlueprintOptions = (req: Request) => BlueprintOptions | Promise<BlueprintOptions>

/** What clients may do with one model through blueprints. */
export interface ModelBlueprints {
  /** Attributes that clients may filter and sort by. @default all but those with `protect` */
  readonly filterable?: readonly string[]
  /** Attributes that clients may set. @default all */
  readonly settable?: readonly string[]
}

/** `config.blueprints`, checked. */
export interface BlueprintsConfig {
  readonly actions: boolean
  readonly rest: boolean
  readonly shortcuts: boolean
  readonly prefix: string
  readonly restPrefix: string
  readonly pluralize: boolean
  readonly autoWatch: boolean
  readonly mirror: boolean
  readonly populate: boolean
  readonly defaultLimit: number
  readonly maxLimit: number
  readonly parseBlueprintOptions: ParseBlueprintOptions | undefined
  readonly canSubscribe:
    | ((req: Request, record: ModelRecord, identity: string) => boolean)
    | undefined
  readonly models: Readonly<Record<string, ModelBlueprints>>
}

/** `sails.config.blueprints`. @see Sails reference: sails.config.blueprints */
export interface BlueprintsSettings {
  /** RESTful routes for each model. @default true */
  rest?: boolean
  /** Routes that do everything by GET. @default true, in production false */
  shortcuts?: boolean
  /** A route to every action, named like it. @default false */
  actions?: boolean
  /** What all these routes begin with. @default '' */
  prefix?: string
  /** What RESTful routes have behind the prefix. @default '' */
  restPrefix?: string
  /** `/users` for the model User. @default false */
  pluralize?: boolean
  /** Whether associations come along when the client does not say. @default true */
  populate?: boolean
  /** Records of a list when the client names no limit. @default 30 */
  defaultLimit?: number
  /** Most records of a list. @default Infinity, in production 100 */
  maxLimit?: number
  /** Whether who looks at records of a model hears of new ones. @default true */
  autoWatch?: boolean
  /** Whether the one who acts hears of it, too. @default false */
  mirror?: boolean
  /** Whether a socket may follow a record. */
  canSubscribe?: (req: Request, record: ModelRecord, identity: string) => boolean
  /** What an action is asked to do. @default reads the documented parameters */
  parseBlueprintOptions?: ParseBlueprintOptions
  /** Attributes that clients may filter and sort by, or set, by the identity of a model. */
  models?: Readonly<Record<string, ModelBlueprints>>
}

/** Records of a list when the client names no limit. */
const DEFAULT_LIMIT = 30
/** Most records that a client gets in production. */
const PRODUCTION_MAX_LIMIT = 100

/** The defaults of `config.blueprints`. @param production Routes that write by GET, and lists without end, are off. */
export function blueprintsDefaults(production: boolean): Record<string, unknown> {
  return {
    actions: false,
    rest: true,
    shortcuts: !production,
    prefix: '',
    restPrefix: '',
    pluralize: false,
    autoWatch: true,
    mirror: false,
    populate: true,
    defaultLimit: DEFAULT_LIMIT,
    maxLimit: production ? PRODUCTION_MAX_LIMIT : Infinity,
    parseBlueprintOptions: undefined,
    canSubscribe: undefined,
    models: {},
  }
}

const KINDS: Readonly<
  Record<string, readonly [accepts: (value: unknown) => boolean, use: string]>
> = {
  actions: [isBoolean, 'true or false'],
  rest: [isBoolean, 'true or false'],
  shortcuts: [isBoolean, 'true or false'],
  pluralize: [isBoolean, 'true or false'],
  autoWatch: [isBoolean, 'true or false'],
  mirror: [isBoolean, 'true or false'],
  populate: [isBoolean, 'true or false'],
  prefix: [isText, "a path such as '/api', or ''"],
  restPrefix: [isText, "a path such as '/rest', or ''"],
  defaultLimit: [isLimit, 'a number of records'],
  maxLimit: [isLimit, 'a number of records, or Infinity'],
  parseBlueprintOptions: [isFunctionOrMissing, 'a function (req) => options'],
  canSubscribe: [isFunctionOrMissing, 'a function (req, record, identity) => boolean'],
  models: [isPlainObject, 'a dictionary of settings by the identity of a model'],
}

/** Every setting of `config.blueprints`. */
export const BLUEPRINTS_KEYS: readonly string[] = [...Object.keys(KINDS), 'jsonp']

/**
 * Reads `config.blueprints`.
 * @throws {InvalidBlueprintsConfigError} {JsonpBlueprintsError} all of them together
 */
export function readBlueprintsConfig(given: unknown): BlueprintsConfig {
  const section: Record<string, unknown> = isPlainObject(given) ? given : {}
  const problems: HalyardError[] = []
  if (section['jsonp']) problems.push(new JsonpBlueprintsError())
  for (const [key, [accepts, use]] of Object.entries(KINDS)) {
    if (!accepts(section[key])) {
      problems.push(new InvalidBlueprintsConfigError(key, showValue(section[key]), use))
    }
  }
  throwProblems(problems)
  const config = section as unknown as BlueprintsConfig
  return { ...config, prefix: toPrefix(config.prefix), restPrefix: toPrefix(config.restPrefix) }
}

/** With a slash in front and none behind. */
function toPrefix(prefix: string): string {
  const bare = prefix.replace(/^\/+|\/+$/g, '')
  return bare === '' ? '' : `/${bare}`
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isLimit(value: unknown): boolean {
  return typeof value === 'number' && value > 0
}

function isFunctionOrMissing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'function'
}
