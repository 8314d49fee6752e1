import type { ServerOptions } from 'node:https'

import type { BlueprintsSettings } from '../../blueprints/blueprints-config.ts'
import type { HelpersConfig } from '../../helpers/helper-usage.ts'
import type { HookDefinition } from '../../hook/hook-definition.ts'
import type { HookHost } from '../../hook/hook-host.ts'
import type { LogConfig } from '../../logger/create-logger.ts'
import type { ModelsConfig, OrmSettings } from '../../orm/orm-config.ts'
import type { Handler } from '../../request/handler.ts'
import type { ActionIdentity, PolicyName } from '../halyard-types.ts'
import type { CorsConfig, SecurityConfig } from './security-config.ts'
import type { SessionConfig } from './session-config.ts'
import type { SocketsConfig } from './sockets-config.ts'
import type { I18nConfig, ViewsConfig } from './views-config.ts'

/**
 * Configuration of an app, by Sails' names. Settings of your own belong under `custom`; hooks have sections of their
 * own, so other keys pass through. docs/configuration.md has every setting.
 */
export interface Config {
  /** Root of the app. @default the working directory */
  appPath?: string
  /** @default `NODE_ENV`, else `development` */
  environment?: string
  /** 0 takes a free one. @default `PORT`, else 1337 */
  port?: number | string
  /** Address to listen on. @default all interfaces */
  explicitHost?: string
  /** @deprecated older name of `explicitHost` */
  host?: string
  /** Addresses and targets: `{ 'GET /user/:id': 'user/find-one' }`. */
  routes?: Record<string, RouteTarget>
  /** What runs before which actions. */
  policies?: PoliciesConfig
  /** `moduleDefinitions`: actions and controllers by name, beside those of `api/controllers`. */
  controllers?: { moduleDefinitions?: Record<string, unknown> }
  /** `moduleDefinitions`: custom responses by name, beside those of `api/responses`. */
  responses?: { moduleDefinitions?: Record<string, unknown> }
  /** How machine-style actions behave. */
  actions?: ActionsConfig
  /** How helpers are called, and `moduleDefinitions` beside those of `api/helpers`. */
  helpers?: HelpersConfig
  sockets?: SocketsConfig
  session?: SessionConfig
  security?: SecurityConfig
  http?: HttpConfig
  /** `true` leaves TLS to `http.serverOptions`. */
  ssl?: boolean | ServerOptions
  views?: ViewsConfig
  i18n?: I18nConfig
  log?: LogConfig
  /** Routes and actions that are made from models. */
  blueprints?: BlueprintsSettings
  pubsub?: {
    /** Most rooms that one socket is in by subscribing. @default 10000 */
    maxSubscriptions?: number
  }
  /** Hooks by name: a function adds or replaces one, `false` switches one off. `false` for none at all. */
  hooks?: false | Record<string, ((sails: HookHost) => HookDefinition) | boolean | string>
  /** Only these hooks load. */
  loadHooks?: readonly string[] | false
  /** Milliseconds that a hook may take to load. @default 40000 */
  hookTimeout?: number
  /** Milliseconds until the server must be listening. @default 4000 */
  liftTimeout?: number
  /** Runs in `lift()` before listening. */
  bootstrap?: (done: (error?: unknown) => void) => unknown
  /** Milliseconds after which a running bootstrap is mentioned in the log. @default 30000 */
  bootstrapTimeout?: number
  /** Runs when the app begins to lower. */
  beforeShutdown?: (done: (error?: unknown) => void) => unknown
  /** Milliseconds until a request that nobody answers gets a 504; 0 for never. @default 60000 */
  requestTimeoutMs?: number
  shutdown?: {
    /** Milliseconds that open requests get to finish when the app lowers. @default 10000 */
    timeoutMs?: number
  }
  /**
   * Whether a path that is asked with a method that none of its routes takes gets a 405 with `Allow`, not a 404.
   * @default false
   */
  methodNotAllowed?: boolean
  /** What goes on the global scope. @default false */
  globals?: false | Record<string, unknown>
  /** Folders, relative to `appPath`. */
  paths?: PathsConfig
  /** What every model has unless it says otherwise. @see Sails reference: sails.config.models */
  models?: ModelsConfig
  /** Databases by name; docs/configuration.md has their settings. @see Sails reference: sails.config.datastores */
  datastores?: Record<string, unknown>
  /** Settings of the ORM itself. */
  orm?: OrmSettings
  /** `name` and `configKey` of installable hooks, by package. */
  installedHooks?: Record<string, { name?: string; configKey?: string }>
  /** Sails' own, without effect. */
  generators?: Record<string, unknown>
  /** Sails' own, without effect. */
  process?: Record<string, unknown>
  /** What a misspelt key of ours does. @default 'refuse' */
  unknownConfigKeys?: 'refuse' | 'ignore'
  /** What a route to an unknown action, response, view or policy does at load. @default 'refuse' */
  unknownRouteTargets?: 'refuse' | 'warn'
  /** The file of types that `halyard types` writes; `false` keeps `halyard lift` from writing it in development. */
  types?: false | TypesConfig
  /** Behaviour of Sails that halyard gives only on demand; see docs/differences-from-sails.md. */
  compat?: CompatConfig
  /** Settings of your own. */
  custom?: Record<string, unknown>
  [section: string]: unknown
}

/** Folders by name. Hooks may have folders of their own. @see Sails reference: sails.config.paths */
export type PathsConfig = Record<string, string> & { [Name in KnownPath]?: string }

type KnownPath =
  | ('public' | 'tmp' | 'config' | 'controllers' | 'policies' | 'services' | 'adapters')
  | ('models' | 'hooks' | 'blueprints' | 'responses' | 'helpers' | 'views' | 'layout')

/** Right side of a route. @see Sails concepts: routes, custom routes, route target */
export type RouteTarget = Handler | string | TargetDictionary | readonly RouteTarget[]

/** A target, or a function as `fn`, beside options. Those that are not named here are the app's own. */
export interface TargetDictionary {
  fn?: Handler
  /** A target of any form, so that options can stand beside it. */
  target?: RouteTarget
  /** Identity of an action; together with `controller` its name there. */
  action?: ActionIdentity
  controller?: string
  /** Path of a view. */
  view?: string
  /** What the view sees, and `layout`. */
  locals?: Record<string, unknown>
  /** Name of a response: `notFound`. */
  response?: string
  /** Name of a policy that is all that runs; others of the address go on behind it. */
  policy?: PolicyName
  /** Status of a redirect. @default 302 */
  status?: number
  /** Whether URLs that look like files pass by. @default false; true behind a placeholder at the end of a GET route */
  skipAssets?: boolean
  /** URLs that pass by. */
  skipRegex?: RegExp | readonly RegExp[]
  /** Says what `req.wantsJSON` is. */
  wantsJSON?: boolean
  cors?: boolean | string | CorsConfig
  csrf?: boolean
  /** Address to redirect to, with parameters of the path: `/users/:id`. */
  redirect?: string
  /** Whether a redirect takes the query string along. @default false */
  keepQuery?: boolean
  /** What runs before the target: names of policies, or functions. */
  policies?: PolicyName | Handler | readonly (PolicyName | Handler)[]
  /** Milliseconds until a request that this route has not answered gets a 504; 0 for never. @default `requestTimeoutMs` */
  timeoutMs?: number
  [option: string]: unknown
}

/** A policy by its name, as a function, or the verdict itself. */
export type PolicySetting = PolicyName | boolean | Handler | readonly (PolicyName | Handler)[]

/** `sails.config.policies`. */
export interface PoliciesConfig {
  /** Policies by name, beside those of `api/policies`. */
  moduleDefinitions?: Record<string, Handler>
  /** What happens to actions that no key names. @default 'allow' */
  default?: 'allow' | 'deny'
  [target: string]: unknown
}

/** How machine-style actions behave. */
export interface ActionsConfig {
  /** Whether answers carry `X-Exit`. @default true */
  exitHeaders?: boolean
  /** Whether only plain decimals are numbers. @default false */
  strictNumbers?: boolean
  /** Whether a single value stands for an array of one. @default false */
  singleValueArrays?: boolean
  /** Whether texts are parsed as JSON for inputs of type `json`. @default false */
  parseJsonTexts?: boolean
  /** What happens to parameters that no input declares. @default 'strip' */
  unknownInputs?: 'strip' | 'reject'
}

/** `sails.config.http`. */
export interface HttpConfig {
  /** Middleware by name, and their `order`. `false` leaves a built-in one out. */
  middleware?: Record<string, unknown> & { order?: readonly string[] }
  bodyParser?: false | ((...values: never[]) => unknown) | BodyParserConfig
  /** Sails' older place for `middleware.cookieParser`. */
  cookieParser?: (...values: never[]) => unknown
  /** How files of forms are taken; docs/uploads.md has every setting. */
  uploads?: UploadsConfig
  /** Milliseconds that clients may keep static files. @default 1; a year in production */
  cache?: number
  /** Whether files whose names hold a hash are kept for a year, where `cache` is a second or more. @default true */
  immutable?: boolean
  /** What becomes of static files that begin with a dot: 404, 403, or they are served. @default 'ignore' */
  dotfiles?: 'ignore' | 'deny' | 'allow'
  /** Whether `app.js.br` and `app.js.gz` are served in place of `app.js`. @default false */
  precompressed?: boolean
  /** Whether answers are compressed; `threshold` is the fewest bytes. @default whether `NODE_ENV` is `production` */
  compression?: boolean | { threshold?: number | string }
  /** Whom to believe `X-Forwarded-*`, as in Express. @default false */
  trustProxy?:
    | boolean
    | number
    | string
    | readonly string[]
    | ((address: string, hop: number) => boolean)
  serverOptions?: ServerOptions
  /** Whether JSON and text answers to GET get a weak ETag. @default false */
  etag?: boolean
  [key: string]: unknown
}

/** `sails.config.http.bodyParser`. */
export interface BodyParserConfig {
  /** Bytes of the longest body, after decompression, or text such as `'500kb'`. @default '1mb' */
  limit?: number | string
  /** Whether JSON must be an object or an array. @default true */
  strict?: boolean
  /** Whether bodies of other types are tried as JSON, as Sails does. @default false */
  guessJson?: boolean
}

/** `sails.config.http.uploads`. Bytes are numbers, or text such as `'15mb'`. */
export interface UploadsConfig {
  /** @default '.tmp/uploads' */
  dirname?: string
  /** Of one `upload()`. @default 15000000 */
  maxBytes?: number | string
  /** Of one request. @default 50000000 */
  maxRequestBytes?: number | string
  /** @default 100 */
  maxFiles?: number
  /** @default 1000 */
  maxFields?: number
  /** Milliseconds that files wait for `upload()`. @default 4500 */
  maxTimeToBuffer?: number
  /** Milliseconds for which nothing may arrive of a form. @default 10000 */
  maxTimeToWaitForFirstFile?: number
  /** Milliseconds that a form may go on after its first file began, before the app gets the request. @default 500 */
  maxWaitTimeBeforePassingControlToApp?: number
}

/** `sails.config.types`. */
export interface TypesConfig {
  /** Path of the file, relative to the app. @default 'types/halyard-api.d.ts' */
  file?: string
}

/** Switches back to what Sails does. */
export interface CompatConfig {
  /** A number passed to `res.send()` is a status over HTTP. */
  numberIsStatus?: boolean
  /** `res.json('x')` over a socket sends the JSON text of the string. */
  doubleEncodedStrings?: boolean
  /** Header names of virtual answers appear as they were given, too. */
  headerCase?: boolean
  /** Messages about linked records have one id each, under `addedId` or `removedId`. */
  singleIdMessages?: boolean
}
