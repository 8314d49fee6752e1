import { isDictionary } from '../definitions/is-dictionary.ts'
import { HalyardError } from '../errors.ts'
import type { Handler } from '../request/handler.ts'
import { isActionIdentity } from './action-identity.ts'
import type { ActionSettings } from './action-settings.ts'
import { compileTargets, type MatchesTargets } from './action-targets.ts'
import { isController, toControllerActions, toControllerIdentity } from './controller-actions.ts'
import {
  ActionConflictError,
  InvalidActionError,
  InvalidActionIdentityError,
  NotMiddlewareError,
} from './errors.ts'
import { normalizeAction } from './normalize-action.ts'

/** How an action is registered. */
export interface RegisterOptions {
  /** Whether it replaces an action of the same identity. @default false */
  readonly force?: boolean
  /** Where it comes from, for messages: a file, or a setting. @default 'sails.registerAction()' */
  readonly source?: string
}

/** All actions of one app by identity, and what runs before them. */
export interface ActionRegistry {
  /**
   * Adds a classic or machine-style action.
   * @param identity Lower-cased.
   * @throws {InvalidActionIdentityError} {@link ActionConflictError} {@link InvalidActionError}
   */
  register(definition: unknown, identity: string, options?: RegisterOptions): void
  /** Adds the actions of a controller, `UserController` as `user/*`. @throws as {@link register} */
  registerController(controller: unknown, name: string, options?: RegisterOptions): void
  /**
   * Adds modules by name: actions and controllers, as `config.controllers.moduleDefinitions` holds them.
   * @returns The problems of those that could not be added.
   */
  registerModules(modules: unknown, options?: RegisterOptions): HalyardError[]
  /** Takes an action out. Returns whether it was there. */
  unregister(identity: string): boolean
  clear(): void
  /** The handler of an action, whatever the case of the identity. */
  get(identity: string): Handler | undefined
  /** A copy of the table. Handlers of machine-style actions have `toJSON()`, which gives the definition. */
  all(): Record<string, Handler>
  identities(): string[]
  /** Keeps `_config` of a controller, for hooks. */
  setControllerConfig(name: string, config: unknown): void
  /** `_config` of a controller by its identity, `user` for `UserController`. */
  controllerConfig(identity: string): Readonly<Record<string, unknown>> | undefined
  /**
   * Says what runs before actions that routes bind from now on.
   * @param targets `'*'`, `'user/login'`, `'user/*'`, several with commas, `!` before those to leave out.
   * @throws {NotMiddlewareError} when one is not a function.
   */
  registerMiddleware(middleware: unknown, targets: string): void
  /** What runs before an action, in the order of registering, each function once. */
  middlewareFor(identity: string): readonly Handler[]
}

interface Entry {
  readonly handler: Handler
  readonly source: string
}

interface MiddlewareEntry {
  readonly matches: MatchesTargets
  readonly handlers: readonly Handler[]
}

/** Makes the table of an app's actions. */
export function createActionRegistry(settings: ActionSettings): ActionRegistry {
  const entries = new Map<string, Entry>()
  const middleware: MiddlewareEntry[] = []
  const controllerConfigs = new Map<string, Record<string, unknown>>()

  const register: ActionRegistry['register'] = (definition, name, options = {}) => {
    const { force = false, source = 'sails.registerAction()' } = options
    const identity = name.toLowerCase()
    if (!isActionIdentity(identity)) throw new InvalidActionIdentityError(identity, source)
    const existing = entries.get(identity)
    if (existing !== undefined && !force) {
      throw new ActionConflictError(identity, existing.source, source)
    }
    entries.set(identity, {
      handler: normalizeAction(definition, identity, source, settings),
      source,
    })
  }

  const setControllerConfig: ActionRegistry['setControllerConfig'] = (name, config) => {
    if (isDictionary(config)) controllerConfigs.set(toControllerIdentity(name), config)
  }

  const registerController: ActionRegistry['registerController'] = (controller, name, options) => {
    const source = options?.source ?? 'sails.registerAction()'
    if (!isDictionary(controller)) {
      throw new InvalidActionError(name, source, ['a controller is a dictionary of actions'])
    }
    setControllerConfig(name, controller['_config'])
    for (const [identity, definition] of toControllerActions(name, controller)) {
      register(definition, identity, options)
    }
  }

  return {
    register,
    registerController,
    registerModules: (modules, options) =>
      collectProblems(modules, (module, name) => {
        if (isController(module)) registerController(module, name, options)
        else register(module, name, options)
      }),
    unregister: (identity) => entries.delete(identity.toLowerCase()),
    clear: () => entries.clear(),
    get: (identity) => entries.get(identity.toLowerCase())?.handler,
    all: () =>
      Object.fromEntries([...entries].map(([identity, { handler }]) => [identity, handler])),
    identities: () => [...entries.keys()],
    setControllerConfig,
    controllerConfig: (identity) => controllerConfigs.get(identity.toLowerCase()),
    registerMiddleware: (given, targets) => {
      middleware.push({ matches: compileTargets(targets), handlers: toHandlers(given, targets) })
    },
    middlewareFor: (identity) => {
      const applying = middleware.filter(({ matches }) => matches(identity.toLowerCase()))
      return [...new Set(applying.flatMap(({ handlers }) => handlers))]
    },
  }
}

function collectProblems(
  modules: unknown,
  add: (module: unknown, name: string) => void,
): HalyardError[] {
  const problems: HalyardError[] = []
  for (const [name, module] of Object.entries(isDictionary(modules) ? modules : {})) {
    try {
      add(module, name)
    } catch (error) {
      if (!(error instanceof HalyardError)) throw error
      problems.push(error)
    }
  }
  return problems
}

function toHandlers(given: unknown, targets: string): Handler[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  return list.map((middleware) => {
    if (isHandler(middleware)) return middleware
    throw new NotMiddlewareError(targets, middleware === null ? 'null' : typeof middleware)
  })
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function'
}
