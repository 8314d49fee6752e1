import type Pluralize from 'pluralize'

import { type Hook, type HookDefinition, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { isProduction } from '../hook/is-production.ts'
import type { Model } from '../hook/model.ts'
import { loadLater } from '../load-later.ts'
import { pubsubOf } from '../pubsub/pubsub-hook.ts'
import { add } from './add.ts'
import type { BlueprintContext, RunBlueprint } from './blueprint-call.ts'
import { BLUEPRINT_ACTIONS, type BlueprintActionName } from './blueprint-options.ts'
import {
  type BlueprintRoute,
  pathOfAction,
  pathOfIndex,
  routesOfModel,
} from './blueprint-routes.ts'
import {
  type BlueprintsConfig,
  blueprintsDefaults,
  readBlueprintsConfig,
} from './blueprints-config.ts'
import { createBlueprintAction, parseDefaultOptions } from './create-blueprint-action.ts'
import { create } from './create.ts'
import { destroy } from './destroy.ts'
import { findOne } from './find-one.ts'
import { find } from './find.ts'
import { mayFind } from './may-find.ts'
import { populate } from './populate.ts'
import { remove } from './remove.ts'
import { replace } from './replace.ts'
import { update } from './update.ts'

const RUNS: Readonly<Record<BlueprintActionName, RunBlueprint>> = {
  find,
  findOne,
  create,
  update,
  destroy,
  populate,
  add,
  remove,
  replace,
}

const pluralize = loadLater((require): typeof Pluralize => require('pluralize'))

/**
 * Actions and routes that come of themselves with each model, and routes of all actions where that is asked for.
 * @see Sails concepts: blueprints
 */
export const blueprintsHook: Hook = defineHook((host) => {
  let config: BlueprintsConfig
  let context: BlueprintContext
  const hook: HookDefinition = {
    after: ['orm', 'pubsub'],
    defaults: () => ({ blueprints: blueprintsDefaults(isProduction(host)) }),

    configure() {
      config = readBlueprintsConfig(host.config['blueprints'])
    },

    initialize() {
      host.on('router:after', () => bindRoutes(host, config))
    },

    registerActions() {
      context = createContext(host, config)
      for (const model of modelsWithBlueprints(host)) {
        for (const name of BLUEPRINT_ACTIONS) {
          const action = createBlueprintAction(
            host,
            () => context,
            model.identity,
            name,
            RUNS[name],
          )
          host.registerAction(action, toIdentity(model, name), true)
        }
      }
    },

    parseBlueprintOptions: (req: Parameters<typeof parseDefaultOptions>[2]) =>
      parseDefaultOptions(host, config, req),
  }
  return hook
})

function createContext(host: HookHost, config: BlueprintsConfig): BlueprintContext {
  const { sockets } = host.config
  const hasAdapter =
    typeof sockets === 'object' && sockets !== null && Boolean(Reflect.get(sockets, 'adapter'))
  return {
    models: host.models,
    config,
    pubsub: pubsubOf(host),
    isCluster: hasAdapter,
    mayFind: (identity, from) => mayFind(host, identity, from),
  }
}

/** Junctions and archives have none. */
function modelsWithBlueprints({ models }: HookHost): Model[] {
  const archives = new Set(
    Object.values(models).map((model) => Reflect.get(model, 'archiveModelIdentity')),
  )
  return Object.values(models).filter(
    (model) => !archives.has(model.identity) && Reflect.get(model, 'junctionTable') !== true,
  )
}

/** Behind all routes of the app, which therefore win: the order is Sails'. */
function bindRoutes(host: HookHost, config: BlueprintsConfig): void {
  const actions = config.actions ? shadowedActions(host) : []
  for (const action of actions) host.router.bind(pathOfAction(action, config.prefix), { action })
  for (const model of modelsWithBlueprints(host)) {
    const name = config.pluralize ? pluralize()(model.identity) : model.identity
    const switches = { ...config, ...controllerSwitches(host, model.identity) }
    for (const route of routesOfModel(model, name, config, switches)) bindRoute(host, route)
  }
  // `user/index` stands behind `GET /user` of the model.
  for (const action of actions) {
    const path = pathOfIndex(action, config.prefix)
    if (path !== undefined) host.router.bind(path, { action })
  }
}

/** Actions that get routes of their own: all but those of blueprints, and of controllers that say so. */
function shadowedActions(host: HookHost): string[] {
  const blueprints = new Set(
    modelsWithBlueprints(host).flatMap((model) =>
      BLUEPRINT_ACTIONS.map((name) => toIdentity(model, name)),
    ),
  )
  return Object.keys(host.getActions()).filter(
    (identity) =>
      !blueprints.has(identity) &&
      controllerSwitches(host, identity.replace(/\/[^/]*$/, ''))['actions'] !== false,
  )
}

/** `user/findone`: identities of actions are lower case. */
function toIdentity({ identity }: Model, name: BlueprintActionName): string {
  return `${identity}/${name.toLowerCase()}`
}

function bindRoute(host: HookHost, route: BlueprintRoute): void {
  const { verb, path, action, alias, isDeprecated } = route
  const target = { action, ...(alias === undefined ? {} : { alias }) }
  const note = (_req: unknown, _res: unknown, next: () => void): void => {
    host.log.debug(`PUT ${path} is deprecated: clients should use PATCH.`)
    next()
  }
  host.router.bind(path, isDeprecated === true ? [note, target] : target, verb)
}

/** What `_config` of a controller says. */
function controllerSwitches(host: HookHost, identity: string): Record<string, unknown> {
  return host.controllerConfig(identity) ?? {}
}
