// Written as for Sails, without defineAction: its output is typed all the same.
module.exports = {
  friendlyName: 'Health',
  inputs: { full: { type: 'boolean' } },
  async fn() {
    return { fine: true }
  },
}
