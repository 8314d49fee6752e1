import type { Model } from '../hook/model.ts'
import type { BlueprintsConfig } from './blueprints-config.ts'

/** One route to a blueprint action. */
export interface BlueprintRoute {
  readonly verb: string
  readonly path: string
  /** Identity of the action: `user/find`. */
  readonly action: string
  /** Name of the association that it works on. */
  readonly alias?: string
  /** Whether the log says that clients should use another verb. */
  readonly isDeprecated?: boolean
}

/** Which routes of one model are on: the configuration's, or what its controller says. */
export type RouteSwitches = Pick<BlueprintsConfig, 'rest' | 'shortcuts'>

/**
 * The routes of one model, in the order in which they are bound.
 * @param name The identity as it stands in paths; a plural where the configuration asks for it.
 * @see Sails concepts: blueprints, blueprint routes
 */
export function routesOfModel(
  model: Model,
  name: string,
  { prefix, restPrefix }: Pick<BlueprintsConfig, 'prefix' | 'restPrefix'>,
  { rest, shortcuts }: RouteSwitches,
): BlueprintRoute[] {
  const restBase = `${prefix}${restPrefix}/${name}`
  return [
    ...(shortcuts ? shortcutRoutes(model, `${prefix}/${name}`, rest) : []),
    ...(rest ? restRoutes(model, restBase) : []),
  ]
}

function restRoutes({ identity, associations }: Model, base: string): BlueprintRoute[] {
  const to = (action: string): string => `${identity}/${action}`
  return [
    { verb: 'get', path: base, action: to('find') },
    { verb: 'get', path: `${base}/:id`, action: to('findone') },
    { verb: 'post', path: base, action: to('create') },
    { verb: 'patch', path: `${base}/:id`, action: to('update') },
    { verb: 'put', path: `${base}/:id`, action: to('update'), isDeprecated: true },
    { verb: 'delete', path: `${base}/:id?`, action: to('destroy') },
    ...associations.flatMap(({ alias }) => {
      const path = `${base}/:parentid/${alias}`
      return [
        { verb: 'get', path, action: to('populate'), alias },
        { verb: 'put', path: `${path}/:childid`, action: to('add'), alias },
        { verb: 'put', path, action: to('replace'), alias },
        { verb: 'delete', path: `${path}/:childid`, action: to('remove'), alias },
      ]
    }),
  ]
}

function shortcutRoutes(
  { identity, associations }: Model,
  base: string,
  rest: boolean,
): BlueprintRoute[] {
  const verb = 'get'
  const to = (action: string): string => `${identity}/${action}`
  return [
    { verb, path: `${base}/find`, action: to('find') },
    { verb, path: `${base}/find/:id`, action: to('findone') },
    { verb, path: `${base}/create`, action: to('create') },
    { verb, path: `${base}/update/:id`, action: to('update') },
    { verb, path: `${base}/destroy/:id`, action: to('destroy') },
    ...associations.flatMap(({ alias }) => {
      const path = `${base}/:parentid/${alias}`
      return [
        { verb, path: `${path}/add/:childid`, action: to('add'), alias },
        { verb, path: `${path}/remove/:childid`, action: to('remove'), alias },
        { verb, path: `${path}/replace`, action: to('replace'), alias },
        ...(rest ? [] : [{ verb, path, action: to('populate'), alias }]),
      ]
    }),
  ]
}

/** Path of an action: `/user/log-in`. @see Sails concepts: blueprints, blueprint routes, shadow routes */
export function pathOfAction(identity: string, prefix: string): string {
  return `${prefix}/${identity}`
}

/** Path of the folder that an action named `index` stands for, too; `undefined` for other actions. */
export function pathOfIndex(identity: string, prefix: string): string | undefined {
  if (identity === 'index') return prefix === '' ? '/' : prefix
  if (!identity.endsWith('/index')) return undefined
  return pathOfAction(identity.slice(0, -'/index'.length), prefix)
}
