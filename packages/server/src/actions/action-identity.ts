import { isDictionary } from '../definitions/is-dictionary.ts'
import { NotActionTargetError } from './errors.ts'

/** What the identity of a route's target looks like once normalised. */
const TARGET_IDENTITY = /^[a-z_$][\w$/-]*$/

/** Segments of letters, digits, `-`, `_`, `.` and `$`. */
const IDENTITY = /^[\w.$-]+(?:\/[\w.$-]+)*$/

/**
 * Identity of the action that a route's target names: `'UserController.logIn'`, `'user.login'`, `'user/login'`,
 * `{ controller, action }` and `{ action }` all give `user/login`.
 * @throws {NotActionTargetError} when the target names no action, or with characters that no action has.
 * @see Sails concepts: routes, custom routes, action target syntax
 */
export function toActionIdentity(target: unknown): string {
  const written = readTarget(target)
  const identity = written
    .replaceAll(/Controller(?=[./]|$)/g, '')
    .replaceAll('.', '/')
    .toLowerCase()
  if (TARGET_IDENTITY.test(identity)) return identity
  throw new NotActionTargetError(
    `"${written}"`,
    'an identity starts with a letter, "_" or "$", and goes on with letters, digits, "_", "-", "$" and "/".',
  )
}

/** Whether an action may be registered under that identity. */
export function isActionIdentity(identity: string): boolean {
  return IDENTITY.test(identity)
}

function readTarget(target: unknown): string {
  if (typeof target === 'string') return target
  if (!isDictionary(target)) {
    throw new NotActionTargetError(String(target), 'it must be a string or a dictionary.')
  }
  const { controller, action } = target
  if (typeof action !== 'string' || action === '') {
    throw new NotActionTargetError(JSON.stringify(target), 'the string "action" is missing.')
  }
  if (controller === undefined) return action
  if (typeof controller === 'string' && controller !== '') return `${controller}/${action}`
  throw new NotActionTargetError(JSON.stringify(target), '"controller" must be a string.')
}
