module.exports = {
  friendlyName: 'Greet',
  inputs: { name: { type: 'string', required: true, maxLength: 40 } },
  async fn({ name }) {
    return { greeting: `Hello ${name}` }
  },
}
