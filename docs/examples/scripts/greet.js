export default {
  friendlyName: 'Greet',
  inputs: {
    who: { type: 'string', required: true },
    times: { type: 'number', defaultsTo: 1 },
  },
  args: ['who'],
  exits: { nobodyThere: { description: 'There is nobody of that name.' } },

  async fn({ who, times }) {
    if (who === 'nobody') throw 'nobodyThere'
    const { environment } = this.sails.config
    return `${'Hello '.repeat(times)}${who} (${environment})`
  },
}
