import { existsSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type ActionRegistry, createActionRegistry } from '../actions/action-registry.ts'
import { type ActionSettings, parseActionSettings } from '../actions/action-settings.ts'
import { type HalyardError, UnknownNameError, throwProblems, toProblems } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { findLoadProblems, loadHooks, registerHookActions } from '../hook/load-hooks.ts'
import type { Log } from '../hook/log.ts'
import type { Measure } from '../hook/measure.ts'
import {
  type PreparedHook,
  applyDefaults,
  checkHooks,
  configureHooks,
  prepareHooks,
} from '../hook/prepare-hooks.ts'
import { type Pipeline, createPipeline } from '../pipeline/create-pipeline.ts'
import { type MessageClasses, createMessageClasses } from '../request/create-message-classes.ts'
import type { AppRouter } from './app-router.ts'
import { BUILT_IN_HOOKS } from './built-in-hooks.ts'
import { checkConfig } from './config/check-config.ts'
import type { Config } from './config/config.ts'
import { readDurations } from './config/durations.ts'
import { exposeGlobals } from './expose-globals.ts'
import { FileLoadError } from './files/errors.ts'
import { findHooks } from './find-hooks.ts'
import { readMessageSettings } from './message-settings.ts'
import { type ReadConfig, readConfig } from './read-config.ts'
import { registerActions, registerAppActions } from './register-actions.ts'
import { type FileHook, isHookOn, selectHooks } from './select-hooks.ts'
import { warnOfMissingAnswers } from './warn-of-missing-answers.ts'

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
 * Loads an app, step by step. What is wrong with its configuration and its files is reported together, and nothing is
 * started while something is.
 * @param onParts Told of the parts as soon as hooks may need them, so that a failure later can end them.
 * @param measure Told of the time that each part takes.
 * @throws (rejects) {LiftProblemsError}, or the problem itself when there is one; what a hook fails with, unchanged
 */
export async function loadApp(
  app: LoadableApp,
  overrides: Config,
  onParts: (loaded: LoadedApp) => void,
  measure: Measure,
): Promise<void> {
  const read = await measure('config/', async () => readConfig(app, overrides))
  const { problems } = read
  // Before any file of hooks runs, because those may use them.
  const removeGlobals = attempt(() => exposeGlobals(app.config['globals'], app), problems)
  const loaded = await prepare(app, read, removeGlobals ?? nothing).catch((error: unknown) => {
    removeGlobals?.()
    throw error
  })
  onParts(loaded)
  const prepared = loaded.hooks
  problems.push(...(await checkHooks(prepared)))
  if (problems.length > 0) {
    problems.push(...(await lookFurther(app, loaded)))
    loaded.hooks = []
    throwProblems(withoutConsequences(problems))
  }
  loaded.hooks = await loadHooks(prepared, app, measure)
  app.emit('hooks:builtIn:ready')
  const unregistered = prepared.filter(({ hasRegistered }) => !hasRegistered())
  const register = async (): Promise<HalyardError[]> =>
    registerActions(app, loaded.actions, unregistered)
  problems.push(...(await measure('actions', register)))
  warnOfMissingAnswers(app)
  app.emit('middleware:registered')
  attempt(() => app.router.flush(toRoutes(app.config)), problems)
  throwProblems(withoutConsequences(problems))
}

/** Finds the hooks, lets them complete the configuration, and makes what they need to load. */
async function prepare(
  app: LoadableApp,
  { production, sources, problems }: ReadConfig,
  removeGlobals: () => void,
): Promise<LoadedApp> {
  announceFileHook(app, 'moduleloader')
  announceFileHook(app, 'userconfig')
  const found = await findHooks(app.config, app.log, problems)
  announceFileHook(app, 'userhooks')
  const prepared = prepareHooks(selectHooks(app.config, found), app, problems)
  for (const { key, definition } of prepared) app.hooks[key] = definition
  configure(app, prepared, sources, problems)
  return createParts(app, prepared, production, removeGlobals, problems)
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
  sources: ReadConfig['sources'],
  problems: HalyardError[],
): void {
  applyDefaults(prepared, app.config)
  readDurations(app.config)
  problems.push(...configureHooks(prepared))
  problems.push(...checkConfig(app.config, prepared, sources))
  problems.push(...findLoadProblems(prepared, app))
}

function createParts(
  app: LoadableApp,
  hooks: readonly PreparedHook[],
  production: boolean,
  removeGlobals: () => void,
  problems: HalyardError[],
): LoadedApp {
  const actionSettings = readActionSettings(app, production, problems)
  const messages = createMessageClasses(readMessageSettings(app, production, problems))
  const pipeline = createPipeline({
    table: app.router.table,
    messages,
    log: app.log,
    production,
    requestTimeoutMs: Number(app.config['requestTimeoutMs']),
    methodNotAllowed: app.config['methodNotAllowed'] === true,
  })
  return { messages, pipeline, actions: createActionRegistry(actionSettings), hooks, removeGlobals }
}

function readActionSettings(
  app: LoadableApp,
  production: boolean,
  problems: HalyardError[],
): ActionSettings {
  const context = { production, warn: (message: string): void => app.log.warn(message) }
  const read = attempt(() => parseActionSettings(app.config['actions'], context), problems)
  return read ?? parseActionSettings(undefined, context)
}

/**
 * What can be told of actions and routes without the hooks, which do not start when something is wrong already. What
 * files throw while they run may come of that, so only mistakes of syntax count.
 */
async function lookFurther(
  app: LoadableApp,
  { actions, hooks }: LoadedApp,
): Promise<HalyardError[]> {
  // One that was put into its place may need to have started.
  await registerHookActions(hooks.filter(({ key }) => key === 'security')).catch(nothing)
  const inActions = (await registerAppActions(app, actions)).filter(
    (problem) => !(problem instanceof FileLoadError) || problem.cause instanceof SyntaxError,
  )
  const inRoutes = app.router.checkRoutes(toRoutes(app.config))
  if (!hooks.some((hook) => mayAddActions(app, hook))) return [...inActions, ...inRoutes]
  return [...inActions, ...inRoutes.filter((problem) => !isGuess(problem))]
}

/** Hooks of the app and its packages; and blueprints, if the app has models. */
function mayAddActions(app: LoadableApp, { key }: PreparedHook): boolean {
  return !Object.hasOwn(BUILT_IN_HOOKS, key) || (key === 'orm' && mayHaveModels(app))
}

function mayHaveModels({ config }: LoadableApp): boolean {
  const { appPath = process.cwd(), orm, paths } = config
  const folder: unknown = isPlainObject(paths) ? paths['models'] : undefined
  if (isPlainObject(orm) && isPlainObject(orm['moduleDefinitions'])) return true
  return typeof folder === 'string' && existsSync(path.resolve(appPath, folder))
}

/** A name that nobody knows may be that of a file that could not be loaded, unless a known one comes near it. */
function withoutConsequences(problems: readonly HalyardError[]): readonly HalyardError[] {
  if (!problems.some((problem) => problem instanceof FileLoadError)) return problems
  return problems.filter((problem) => !isGuess(problem))
}

function isGuess(problem: HalyardError): boolean {
  return problem instanceof UnknownNameError && problem.meant === undefined
}

function attempt<Result>(work: () => Result, problems: HalyardError[]): Result | undefined {
  try {
    return work()
  } catch (error) {
    problems.push(...toProblems(error))
    return undefined
  }
}

function nothing(): void {}

function toRoutes({ routes }: Config): Record<string, unknown> {
  return isPlainObject(routes) ? routes : {}
}
