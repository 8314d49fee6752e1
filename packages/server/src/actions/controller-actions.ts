import { isDictionary } from '../definitions/is-dictionary.ts'

/** An action of a controller, with the identity that it is registered under, and its name in the controller. */
export type ControllerAction = readonly [identity: string, definition: unknown, member: string]

/**
 * The actions of a controller: `('UserController', { logIn })` gives `user/login`. Texts and `_config` are no actions.
 * @see Sails concepts: actions and controllers, controllers
 */
export function toControllerActions(
  name: string,
  controller: Record<string, unknown>,
): ControllerAction[] {
  const prefix = toControllerIdentity(name)
  return Object.entries(controller)
    .filter(([key, value]) => key !== '_config' && typeof value !== 'string')
    .map(([key, value]) => [`${prefix}/${key}`.toLowerCase(), value, key])
}

/** What identities of a controller's actions begin with: `UserController` is `user`. */
export function toControllerIdentity(name: string): string {
  return name
    .replace(/Controller$/, '')
    .replaceAll('.', '/')
    .toLowerCase()
}

/** Whether a module is a dictionary of actions. */
export function isController(value: unknown): value is Record<string, unknown> {
  return (
    isDictionary(value) && !('fn' in value) && !('machine' in value) && !('friendlyName' in value)
  )
}
