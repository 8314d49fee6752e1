/**
 * The app of a request: `req._sails`, and `this.sails` of an action. What an app is stands in `app/sails.ts`, which adds
 * its members here.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface
export interface RequestApp {}
