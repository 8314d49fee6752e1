/**
 * The helpers of an app, for its types: empty until the app, or the file that `halyard types` writes, adds to it. With
 * the first entry `sails.helpers` knows what is in it and nothing else.
 * @example
 * declare module 'halyard' {
 *   interface HelperRegistry {
 *     user: { findFriends: HelperOf<typeof import('../api/helpers/user/find-friends.ts').default> }
 *   }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- apps add to it
export interface HelperRegistry {}

/** The type of `sails.helpers`: {@link HelperRegistry}, or anything while that is empty. */
export type Helpers = HelpersFor<HelperRegistry>

/** The type of helpers that a registry tells about: `HelpersFor<{}>` is {@link LooseHelpers}. */
export type HelpersFor<Registry> = keyof Registry extends never ? LooseHelpers : Registry

/** Helpers that no type tells about. */
export interface LooseHelpers {
  // oxlint-disable-next-line typescript/no-explicit-any -- a helper, or a pack at any depth: only calling it can tell
  readonly [name: string]: any
}
