import type { Handler } from '../request/handler.ts'

/**
 * Gives a policy its types. Changes nothing.
 * @example
 * export default definePolicy((req, res, next) => (req.session['userId'] ? next() : res.forbidden()))
 */
export function definePolicy(policy: Handler): Handler {
  return policy
}
