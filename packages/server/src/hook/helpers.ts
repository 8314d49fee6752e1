/**
 * The helpers of an app, for its types: what the file that `halyard types` writes adds to `Halyard.Helpers`. With the
 * first entry `sails.helpers` knows what is in it and nothing else.
 * @example
 * declare global {
 *   namespace Halyard {
 *     interface Helpers {
 *       user: { findFriends: HelperOf<typeof import('../api/helpers/user/find-friends.ts').default> }
 *     }
 *   }
 * }
 */
export interface HelperRegistry extends Halyard.Helpers {}

/** The type of `sails.helpers`: {@link HelperRegistry}, or anything while that is empty. */
export type Helpers = HelpersFor<HelperRegistry>

/** The type of helpers that a registry tells about: `HelpersFor<{}>` is {@link LooseHelpers}. */
export type HelpersFor<Registry> = keyof Registry extends never ? LooseHelpers : Registry

/** Helpers that no type tells about. */
export interface LooseHelpers {
  // oxlint-disable-next-line typescript/no-explicit-any -- a helper, or a pack at any depth: only calling it can tell
  readonly [name: string]: any
}
