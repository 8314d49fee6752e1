import { defineAction, sails } from 'halyard'

export default defineAction({
  friendlyName: 'Send a message',
  inputs: { text: { type: 'string', required: true, maxLength: 200 } },
  async fn({ text }) {
    await sails.sockets.broadcast('messages', 'message', { text })
  },
})
