import type { EventEmitter } from 'node:events'
import type { Server as HttpServer } from 'node:http'

import type { MessageClasses } from '../request/create-message-classes.ts'
import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { Step, StepPlace } from '../request/step.ts'
import type { Translate } from '../request/texts.ts'
import type { AppModules } from './app-modules.ts'
import type { Helpers } from './helpers.ts'
import type { Log } from './log.ts'
import type { Model } from './model.ts'
import type { RenderView } from './rendering.ts'

/** A listener of events, as Node types it. */
type Listener = Parameters<EventEmitter['on']>[1]

/** What a hook sees of the app. The public `Sails` class satisfies it. */
export interface HookHost {
  readonly config: Record<string, unknown>
  readonly log: Log
  /** What the hooks' functions returned, by name. */
  readonly hooks: Record<string, Record<string, unknown>>
  readonly router: RouteBinder
  /** What the files of `api/helpers` define; there are some when the hook `helpers` is on. */
  helpers?: Helpers
  /** What the files of `api/services` export, by lower-case name. */
  readonly services: Record<string, unknown>
  /** Models by identity, put here by the hook `orm`. */
  readonly models: Record<string, Model>
  /** Loads code from the app's folders. */
  readonly modules: AppModules

  on(event: string, listener: Listener): unknown
  once(event: string, listener: Listener): unknown
  off(event: string, listener: Listener): unknown
  emit(event: string, ...values: unknown[]): boolean
  /** Runs the function once all the named events have happened, at once if they have. */
  after(events: string | readonly string[], listener: () => void): unknown
  /** Events that somebody waits for with `after` and that have not happened. */
  awaitedEvents(): string[]

  registerAction(definition: unknown, identity: string, force?: boolean): void
  getActions(): Record<string, Handler>
  /** `_config` of a controller, by the part of its actions' identities that is its own: `user`. */
  controllerConfig(identity: string): Readonly<Record<string, unknown>> | undefined

  /** Classes of this app's requests and responses; a hook may add members to their prototypes. */
  readonly messages: MessageClasses
  /** Puts a step into the pipeline, or takes it out with `undefined`. */
  setStep(place: StepPlace, step: Step | undefined): void
  /** The step that stands at a place now. */
  getStep(place: StepPlace): Step | undefined
  /**
   * Runs a request through the pipeline. `unmatched` is called when no route answered; it answers, or calls `otherwise`,
   * which ends in the app's `notFound` response.
   * `failed` is called with an error; it answers, or calls `otherwise` with the error that is to be answered.
   */
  runRequest(
    req: Request,
    res: Response,
    unmatched?: (otherwise: () => void) => unknown,
    failed?: (error: unknown, otherwise: (error: unknown) => void) => void,
  ): void
  /**
   * Answers with an error's reply, as if an action had thrown it: what went wrong before the pipeline got the request,
   * or after it found no route. Only logs when the request is answered already.
   */
  answerError(error: unknown, req: Request, res: Response): void
  /** Requests through every door that are not yet answered. `lower()` waits for them. */
  readonly openRequests: number
  /** `loading`, `ready`, `draining` (no new work is taken) or `lowered`. */
  readonly phase: 'loading' | 'ready' | 'draining' | 'lowered'
  /** Node's HTTP server, made by the http hook; sockets attach to it. */
  httpServer?: HttpServer | undefined

  /** Renders a view to text; there is one when the hook `views` is on. */
  renderView?: RenderView
  /** Translates into the app's locale; there is one when the hook `i18n` is on. `i18n` is its older name. */
  __?: Translate
  i18n?: Translate
}

/** The part of the router that hooks use. */
export interface RouteBinder {
  bind(
    address: string | RegExp,
    target: unknown,
    verb?: string,
    options?: Record<string, unknown>,
  ): unknown
}
