// #region custom
/** Settings of the app's own: `sails.config.custom`. */
export const custom = {
  greetingMark: '?',
}
// #endregion custom
