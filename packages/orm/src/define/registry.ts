/**
 * The models of an app: a generated file extends it with the type of each definition, by identity.
 * @example
 * import type User from '../api/models/User.ts'
 * declare module '@halyard/orm' {
 *   interface ModelRegistry { user: typeof User }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-interface -- apps extend it
export interface ModelRegistry {}

/** Names of the app's models; any text as long as none is registered. */
export type ModelName = keyof ModelRegistry extends never
  ? string
  : Extract<keyof ModelRegistry, string>
