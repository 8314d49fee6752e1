import { defineHelper } from 'halyard'

export default defineHelper({
  sync: true,
  inputs: { cents: { type: 'number', required: true } },
  fn: ({ cents }) => `${(cents / 100).toFixed(2)} EUR`,
})
