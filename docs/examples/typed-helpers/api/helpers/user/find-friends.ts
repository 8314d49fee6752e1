import { defineHelper } from 'halyard'

export default defineHelper({
  inputs: {
    userId: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15 },
  },
  exits: { notFound: { description: 'There is no such user.' } },
  fn: async ({ userId, limit }) => [{ id: userId + 1, name: 'Ann' }].slice(0, limit),
})
