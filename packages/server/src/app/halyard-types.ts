declare global {
  // oxlint-disable-next-line typescript/no-namespace -- as for the routes, in @halyard/protocol
  namespace Halyard {
    /** Identities of actions, which targets of routes and `config.policies` are completed from. */
    interface Actions {}
    /** Names of policies, which `config.policies` and routes are completed from. */
    interface Policies {}
    /** What the files of `api/helpers` export, by the names that they are called by. */
    interface Helpers {}
    /** Sections of the configuration that hooks read, for `defineConfig()`. To be extended by hooks and apps. */
    interface ConfigSections {}
    /** Settings of the app's own, for `sails.config.custom`. From the files of `config/`. */
    interface CustomConfig {}
  }
}

/** Identity of an action. Those that are known are completed; others may come from hooks. */
// oxlint-disable-next-line typescript/no-redundant-type-constituents -- apps add names
export type ActionIdentity = keyof Halyard.Actions | (string & {})

/** Name of a policy. Those that are known are completed; others may come from hooks. */
// oxlint-disable-next-line typescript/no-redundant-type-constituents -- apps add names
export type PolicyName = keyof Halyard.Policies | (string & {})
