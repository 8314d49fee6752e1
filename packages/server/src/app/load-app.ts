import { isPlainObject } from '@halyard/protocol'

import { type ActionRegistry, createActionRegistry } from '../actions/action-registry.ts'
import { type ActionSettings, parseActionSettings } from '../actions/action-settings.ts'
import { HalyardError, throwProblems } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { loadHooks } from '../hook/load-hooks.ts'
import type { Log } from '../hook/log.ts'
import {
  type PreparedHook,
  applyDefaults,
  configureHooks,
  prepareHooks,
} from '../hook/prepare-hooks.ts'
import { type Pipeline, createPipeline } from '../pipeline/create-pipeline.ts'
import { type MessageClasses, createMessageClasses } from '../request/create-message-classes.ts'
import type { AppRouter } from './app-router.ts'
import { checkConfig } from './config/check-config.ts'
import type { Config } from './config/config.ts'
import { exposeGlobals } from './expose-globals.ts'
import { findHooks } from './find-hooks.ts'
import { readMessageSettings } from './message-settings.ts'
import { type ReadConfig, readConfig } from './read-config.ts'
import { registerActions } from './register-actions.ts'
import { type FileHook, isHookOn, selectHooks } from './select-hooks.ts'

/** The app as loading sees it: what of it is replaced on the way. */
export interface LoadableApp extends HookHost {
  config: Config
  log: Log
  hooks: Record<string, Record<string, unknown>>
  readonly router: AppRouter
}

/** What loading has made. */
export interface LoadedApp {
  readonly messages: MessageClasses
  readonly pipeline: Pipeline
  readonly actions: ActionRegistry
  /** Hooks in the order in which they finished loading. */
  hooks: readonly PreparedHook[]
  /** Takes our names off the global scope. */
  readonly removeGlobals: () => void
}

/**
 * Loads an app, step by step. What is wrong with its configuration is reported together.
 * @param onParts Told of the parts as soon as hooks may need them, so that a failure later can end them.
 */
export async function loadApp(
  app: LoadableApp,
  overrides: Config,
  onParts: (loaded: LoadedApp) => void,
): Promise<void> {
  const read = await readConfig(app, overrides)
  // Before any file of hooks runs, because those may use them.
  const removeGlobals = exposeGlobals(app.config['globals'], app)
  const loaded = await prepare(app, read, removeGlobals).catch((error: unknown) => {
    removeGlobals()
    throw error
  })
  onParts(loaded)
  const prepared = loaded.hooks

  loaded.hooks = await loadHooks(prepared, app)
  app.emit('hooks:builtIn:ready')
  await registerActions(app, loaded.actions, prepared)
  app.emit('middleware:registered')
  app.router.flush(toRoutes(app.config))
}

/** Finds the hooks, lets them complete the configuration, and makes what they need to load. */
async function prepare(
  app: LoadableApp,
  { production, sources }: ReadConfig,
  removeGlobals: () => void,
): Promise<LoadedApp> {
  announceFileHook(app, 'moduleloader')
  announceFileHook(app, 'userconfig')
  const found = await findHooks(app.config, app.log)
  announceFileHook(app, 'userhooks')
  const prepared = prepareHooks(selectHooks(app.config, found), app)
  for (const { key, definition } of prepared) app.hooks[key] = definition
  const actionSettings = configure(app, prepared, production, sources)
  return createParts(app, prepared, actionSettings, removeGlobals)
}

/** What reads files is no hook, but has the name and the event of one. */
function announceFileHook(app: LoadableApp, name: FileHook): void {
  if (!isHookOn(name, app.config)) return
  app.hooks[name] = { identity: name, configKey: name }
  app.emit(`hook:${name}:loaded`)
}

function configure(
  app: LoadableApp,
  prepared: readonly PreparedHook[],
  production: boolean,
  sources: ReadConfig['sources'],
): ActionSettings {
  applyDefaults(prepared, app.config)
  const problems = configureHooks(prepared)
  const hookKeys = prepared.map(({ configKey }) => configKey)
  problems.push(...checkConfig(app.config, hookKeys, sources))
  const warn = (message: string): void => app.log.warn(message)
  const actionSettings = attempt(
    () => parseActionSettings(app.config['actions'], { production, warn }),
    problems,
  )
  // What routes lead to is known later; how they are written can be told along with the rest.
  if (problems.length > 0) problems.push(...app.router.checkAddresses(toRoutes(app.config)))
  throwProblems(problems)
  return actionSettings as ActionSettings
}

function createParts(
  app: LoadableApp,
  prepared: readonly PreparedHook[],
  actionSettings: ActionSettings,
  removeGlobals: () => void,
): LoadedApp {
  const messages = createMessageClasses(readMessageSettings(app, actionSettings.production))
  const pipeline = createPipeline({
    table: app.router.table,
    messages,
    log: app.log,
    production: actionSettings.production,
    requestTimeoutMs: Number(app.config['requestTimeoutMs']),
    methodNotAllowed: app.config['methodNotAllowed'] === true,
  })
  return {
    messages,
    pipeline,
    actions: createActionRegistry(actionSettings),
    hooks: prepared,
    removeGlobals,
  }
}

function attempt<Result>(work: () => Result, problems: HalyardError[]): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof HalyardError)) throw error
    problems.push(error)
    return undefined
  }
}

function toRoutes({ routes }: Config): Record<string, unknown> {
  return isPlainObject(routes) ? routes : {}
}
