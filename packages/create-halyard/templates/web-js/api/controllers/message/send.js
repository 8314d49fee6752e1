module.exports = {
  friendlyName: 'Send a message',
  inputs: { text: { type: 'string', required: true, maxLength: 200 } },
  async fn({ text }) {
    await this.sails.sockets.broadcast('messages', 'message', { text, at: Date.now() })
    return { sent: true }
  },
}
