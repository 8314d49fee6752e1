import { defineHelper } from 'halyard'

export default defineHelper({
  inputs: {
    name: { type: 'string', required: true },
    mark: { type: 'string', defaultsTo: '!' },
  },
  fn: async ({ name, mark }) => `Hello ${name}${mark}`,
})
