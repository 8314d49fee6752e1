import type { ChildProcess } from 'node:child_process'
import type { Server as HttpServer } from 'node:http'
import { inspect } from 'node:util'

import type { Server as IoServer } from 'socket.io'

import { throwProblems } from '../errors.ts'
import type { AppModules } from '../hook/app-modules.ts'
import type { Helpers } from '../hook/helpers.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Log } from '../hook/log.ts'
import type { Model } from '../hook/model.ts'
import type { RenderView } from '../hook/rendering.ts'
import { createLogger } from '../logger/create-logger.ts'
import type { Pipeline } from '../pipeline/create-pipeline.ts'
import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { Step, StepPlace } from '../request/step.ts'
import type { Translate } from '../request/texts.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { LOOKS_LIKE_ASSET } from '../router/skip-rules.ts'
import {
  type InProcessRequest,
  createInProcessTransport,
} from '../transports/in-process/in-process-transport.ts'
import { announceLift } from './announce-lift.ts'
import { AppEvents } from './app-events.ts'
import { AppRouter } from './app-router.ts'
import type { LoadedConfig } from './config/app-config.ts'
import type { Config } from './config/config.ts'
import { rc } from './config/rc.ts'
import { AppAlreadyLoadedError, AppLoweredError, AppNotLoadedError } from './errors.ts'
import { createAppModules } from './files/app-modules.ts'
import { type RouteAddress, type UrlParam, findRoute, toUrl } from './find-route.ts'
import { type LoadedApp, loadApp } from './load-app.ts'
import { type LowerOptions, lowerApp } from './lower-app.ts'
import { type NodeCallback, callBack } from './node-callback.ts'
import { observeRequests } from './observe-requests.ts'
import { type ProcessSignals, lowerOnSignals } from './process-signals.ts'
import { type ReloadOptions, registerActions } from './register-actions.ts'
import { createRouterResolvers } from './router-resolvers.ts'
import { runBootstrap } from './run-bootstrap.ts'
import { startListening } from './start-listening.ts'
import { StartTimes } from './start-times.ts'
import { VERSION } from './version.ts'

/** Public methods that keep working when they are passed around: `async.series([app.lift, app.lower])`. */
const BOUND_METHODS = [
  'after',
  'emit',
  'getActions',
  'getRc',
  'getRouteFor',
  'getUrlFor',
  'lift',
  'load',
  'lower',
  'registerAction',
  'registerActionMiddleware',
  'reloadActions',
  'request',
] as const

/**
 * One app: its configuration, hooks, routes and actions, from `load()` or `lift()` to `lower()`. Several apps can live
 * in one process.
 * @see Sails reference: application
 */
export class SailsApp extends AppEvents implements HookHost {
  /** What was given to `load()` with the defaults under it. Settings that are not documented pass through. */
  config: LoadedConfig = {} as LoadedConfig
  log: Log = createLogger()
  /** What the hooks' functions returned, by name. */
  hooks: Record<string, Record<string, unknown>> = {}
  /** `sails.sockets.*`; `undefined` when the hook `sockets` is off. */
  declare sockets: Rooms
  /** The raw Socket.IO server; `undefined` when the hook `sockets` is off. */
  declare io: IoServer
  /** Renders a view to HTML; `undefined` when the hook `views` is off. */
  declare renderView: RenderView
  /** Which views there are: `{ pages: { home: true } }`. */
  declare views: Record<string, unknown>
  /** Translates into the default locale; `undefined` when the hook `i18n` is off. */
  declare __: Translate
  /** Older name of `__`. */
  declare i18n: Translate
  httpServer: HttpServer | undefined
  /** The route table. @see Sails concepts: routes */
  readonly router: AppRouter
  /** What the files of `api/helpers` define; `undefined` when the hook `helpers` is off. @see Sails concepts: helpers */
  declare helpers: Helpers
  /** What the files of `api/services` export, by lower-case name. @see Sails concepts: services */
  readonly services: Record<string, unknown> = {}
  /** Models by identity. @see Sails concepts: models and ORM */
  models: Record<string, Model> = {}
  /** Loads code from the folders of `config.paths`. */
  readonly modules: AppModules = createAppModules(() => this.config)
  /** Processes that end with the app: they get SIGINT. */
  readonly childProcesses: ChildProcess[] = []
  readonly version: string = VERSION
  readonly LOOKS_LIKE_ASSET_RX: RegExp = LOOKS_LIKE_ASSET
  isLifted = false

  #phase: 'new' | 'loading' | 'ready' | 'draining' | 'lowered' = 'new'
  #loaded: LoadedApp | undefined
  #signals: ProcessSignals | undefined
  #lowering: Promise<void> | undefined
  readonly #times = new StartTimes()
  readonly #request: InProcessRequest

  constructor() {
    super()
    this.router = new AppRouter(
      this,
      createRouterResolvers(this, () => this.#loaded),
    )
    this.#request = createInProcessTransport(this)
    for (const name of BOUND_METHODS) {
      Object.defineProperty(this, name, {
        value: this[name].bind(this),
        writable: true,
        configurable: true,
      })
    }
  }

  /**
   * Reads the configuration, starts the hooks and binds the routes: everything but listening.
   * @returns a promise of the app, or with a callback the app at once
   * @throws (rejects) {LiftProblemsError} with all that is wrong with the configuration; whatever a hook fails with
   */
  load(config?: Config): Promise<this>
  load(config: Config, callback: NodeCallback<this>): this
  load(callback: NodeCallback<this>): this
  load(
    config: Config | NodeCallback<this> = {},
    callback?: NodeCallback<this>,
  ): Promise<this> | this {
    if (typeof config === 'function') return this.load({}, config)
    return this.#answer(this.#load(config), callback)
  }

  /**
   * Loads the app, runs `config.bootstrap` and starts listening. When that fails, what was opened is closed again.
   * @returns as {@link load}
   * @throws (rejects) as {@link load}, and {PortBusyError} `E_PORT_BUSY`, {PortDeniedError} `E_PORT_DENIED`
   */
  lift(config?: Config): Promise<this>
  lift(config: Config, callback: NodeCallback<this>): this
  lift(callback: NodeCallback<this>): this
  lift(
    config: Config | NodeCallback<this> = {},
    callback?: NodeCallback<this>,
  ): Promise<this> | this {
    if (typeof config === 'function') return this.lift({}, config)
    return this.#answer(this.#lift(config), callback)
  }

  /**
   * Takes no new work, lets open requests finish (see {@link LowerOptions}), then closes everything. Does nothing for
   * an app that never loaded; a second call waits for the first.
   */
  lower(options?: LowerOptions): Promise<void>
  lower(options: LowerOptions, callback: NodeCallback): void
  lower(callback: NodeCallback): void
  lower(
    options: LowerOptions | NodeCallback = {},
    callback?: NodeCallback,
  ): Promise<void> | undefined {
    if (typeof options === 'function') return this.#callBackLower({}, options)
    if (callback !== undefined) return this.#callBackLower(options, callback)
    return (this.#lowering ??= this.#lower(options))
  }

  /** Asks a route of this app without a wire. @see Sails reference: sails.request */
  get request(): InProcessRequest {
    return this.#request
  }

  /** What hooks show as their `middleware`, by name: `sails.middleware.policies['is-admin']`. */
  get middleware(): Record<string, unknown> {
    const shown = Object.entries(this.hooks).filter(([, hook]) => hook['middleware'] !== undefined)
    return Object.fromEntries(shown.map(([name, hook]) => [name, hook['middleware']]))
  }

  /** Older name of {@link middleware}, which published apps use. */
  get registry(): Record<string, unknown> {
    return this.middleware
  }

  get phase(): 'loading' | 'ready' | 'draining' | 'lowered' {
    return this.#phase === 'new' ? 'loading' : this.#phase
  }

  get messages(): MessageClasses {
    return this.#need('app.messages').messages
  }

  get openRequests(): number {
    return this.#loaded?.pipeline.openRequests ?? 0
  }

  setStep(place: StepPlace, step: Step | undefined): void {
    this.#need('app.setStep()').pipeline.steps.set(place, step)
  }

  getStep(place: StepPlace): Step | undefined {
    return this.#loaded?.pipeline.steps.get(place)
  }

  runRequest(...request: Parameters<Pipeline['run']>): void {
    this.#need('app.runRequest()').pipeline.run(...request)
  }

  answerError(error: unknown, req: Request, res: Response): void {
    this.#need('app.answerError()').pipeline.answerError(error, req, res)
  }

  /** Actions by identity. A copy: changing it changes nothing. @see Sails reference: sails.getActions */
  getActions(): Record<string, Handler> {
    return this.#loaded?.actions.all() ?? {}
  }

  controllerConfig(identity: string): Readonly<Record<string, unknown>> | undefined {
    return this.#loaded?.actions.controllerConfig(identity)
  }

  /**
   * Adds an action, which routes that are bound from now on can name.
   * @throws {ActionConflictError} `E_CONFLICT` when there is one of that identity and `force` is not set
   * @throws {InvalidActionIdentityError} {InvalidActionError}
   * @see Sails reference: sails.registerAction
   */
  registerAction(definition: unknown, identity: string, force = false): void {
    this.#need('app.registerAction()').actions.register(definition, identity, { force })
  }

  /**
   * Says what runs before actions, in routes that are bound from now on. @see Sails reference: sails.registerActionMiddleware
   * @throws {NotMiddlewareError} `E_NON_FN_POLICY` when one is no function
   */
  registerActionMiddleware(middleware: unknown, targets: string): void {
    this.#need('app.registerActionMiddleware()').actions.registerMiddleware(middleware, targets)
  }

  /**
   * Drops all actions and registers those of hooks and configuration again. Routes are not bound anew.
   * @param options `hooksToSkip`: names of hooks that are not asked.
   * @see Sails reference: sails.reloadActions
   */
  reloadActions(
    options: ReloadOptions | NodeCallback = {},
    callback?: NodeCallback,
  ): Promise<void> | undefined {
    if (typeof options === 'function') return this.reloadActions({}, options)
    const work = this.#reloadActions(options)
    if (callback === undefined) return work
    callBack(work, callback)
    return undefined
  }

  /** Settings of `.sailsrc`, the environment and the command line, to be given to `lift()`. @see {@link rc} */
  getRc(namespace?: string): Config {
    return rc(namespace)
  }

  /** First explicit route that leads to an action. @throws {RouteQueryError} {RouteNotFoundError} */
  getRouteFor(target: unknown): RouteAddress {
    return findRoute(this.router.explicitRoutes, target)
  }

  /** Path of {@link getRouteFor}; parameters are put into its placeholders, the rest into a query string. */
  getUrlFor(target: unknown, params?: Readonly<Record<string, UrlParam>>): string {
    return toUrl(this.getRouteFor(target).url, params)
  }

  get(path: string, target: unknown): this {
    return this.#bind(path, target, 'get')
  }

  post(path: string, target: unknown): this {
    return this.#bind(path, target, 'post')
  }

  put(path: string, target: unknown): this {
    return this.#bind(path, target, 'put')
  }

  patch(path: string, target: unknown): this {
    return this.#bind(path, target, 'patch')
  }

  delete(path: string, target: unknown): this {
    return this.#bind(path, target, 'delete')
  }

  del(path: string, target: unknown): this {
    return this.#bind(path, target, 'delete')
  }

  /** Binds a path for the five verbs that an address without verb means. */
  all(path: string, target: unknown): this {
    return this.#bind(path, target, '')
  }

  override toString(): string {
    return this.isLifted ? `[a lifted Sails app on port ${this.#port()}]` : '[a Sails app]'
  }

  toJSON(): Record<string, unknown> {
    return { config: this.config, hooks: Object.keys(this.hooks), models: Object.keys(this.models) }
  }

  /** Summary for people: what a console shows of the app. */
  inspect(): string {
    const hooks = Object.keys(this.hooks).join(', ') || 'none yet'
    return `${this.toString()}\n  environment: ${String(this.config['environment'])}\n  hooks: ${hooks}`
  }

  async #load(config: Config): Promise<this> {
    if (this.#lowering !== undefined) throw new AppLoweredError()
    if (this.#phase !== 'new') throw new AppAlreadyLoadedError()
    this.#phase = 'loading'
    try {
      const onParts = (loaded: LoadedApp): void => {
        this.#loaded = loaded
        observeRequests(this, loaded.pipeline.observer)
      }
      await loadApp(this, config, onParts, this.#times.measure)
    } catch (error) {
      await this.lower({ hardShutdown: true })
      throw error
    }
    this.#phase = 'ready'
    return this
  }

  async #lift(config: Config): Promise<this> {
    const startedAt = performance.now()
    await this.#load(config)
    try {
      this.#signals = lowerOnSignals(async () => this.lower())
      await this.#times.measure('config.bootstrap', async () => runBootstrap(this))
      this.emit('ready')
      await startListening(this.#need('app.lift()').hooks)
    } catch (error) {
      await this.lower({ hardShutdown: true })
      throw error
    }
    this.isLifted = true
    announceLift(this, performance.now() - startedAt, this.#times.describeSlow())
    this.emit('lifted')
    return this
  }

  async #lower(options: LowerOptions): Promise<void> {
    const loaded = this.#loaded
    this.#phase = 'draining'
    this.#signals?.remove()
    loaded?.pipeline.refuseNew()
    if (loaded !== undefined) {
      const { hooks, pipeline } = loaded
      const drain = async (limitMs: number): Promise<unknown> => pipeline.drain(limitMs)
      await lowerApp({ host: this, childProcesses: this.childProcesses, hooks, drain }, options)
      pipeline.close()
      loaded.removeGlobals()
    }
    this.#phase = 'lowered'
    this.isLifted = false
    this.removeAllListeners()
  }

  async #reloadActions({ hooksToSkip = [] }: ReloadOptions): Promise<void> {
    const { actions, hooks } = this.#need('app.reloadActions()')
    actions.clear()
    const asked = hooks.filter(({ key }) => !hooksToSkip.includes(key))
    throwProblems(await registerActions(this, actions, asked))
  }

  #answer(work: Promise<this>, callback: NodeCallback<this> | undefined): Promise<this> | this {
    if (callback === undefined) return work
    callBack(work, callback)
    return this
  }

  #callBackLower(options: LowerOptions, callback: NodeCallback): undefined {
    callBack(this.lower(options), callback)
  }

  #bind(path: string, target: unknown, verb: string): this {
    this.router.bind(path, target, verb)
    return this
  }

  #need(what: string): LoadedApp {
    if (this.#loaded === undefined) throw new AppNotLoadedError(what)
    return this.#loaded
  }

  #port(): string {
    const address = this.httpServer?.address()
    return typeof address === 'object' && address !== null ? String(address.port) : 'unknown'
  }
}

declare module '../request/request-app.ts' {
  interface RequestApp extends SailsApp {}
}

/** Makes an app; works with and without `new`. */
export interface SailsConstructor {
  new (): SailsApp
  (): SailsApp
  readonly prototype: SailsApp
}

/** The application's constructor: `new Sails()`, or `Sails()` as in Sails. */
export const Sails: SailsConstructor = createConstructor()

function createConstructor(): SailsConstructor {
  const callable = new Proxy(SailsApp, { apply: (target) => new target() })
  Object.defineProperty(SailsApp.prototype, inspect.custom, {
    value(this: SailsApp): string {
      return this.inspect()
    },
  })
  Object.defineProperty(SailsApp, 'name', { value: 'Sails' })
  Object.defineProperty(SailsApp.prototype, 'constructor', { value: callable })
  Object.defineProperty(SailsApp.prototype, 'Sails', { value: callable })
  return callable as unknown as SailsConstructor
}
