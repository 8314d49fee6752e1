export default {
  friendlyName: 'Greet',
  inputs: { name: { type: 'string', required: true } },
  fn: ({ name }: { name: string }) => `Hello ${name}!`,
} as const
