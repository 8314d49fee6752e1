import { defineAction, sails } from 'halyard'

// #region greet
export default defineAction({
  inputs: { name: { type: 'string', required: true } },
  fn: ({ name }) => sails.helpers.greet(name, sails.config.custom.greetingMark),
})
// #endregion greet
