import { defineAction } from 'halyard'

export default defineAction({
  friendlyName: 'Listen to messages',
  description: 'Lets the socket that asks hear what is said.',
  async fn() {
    const { req, res, sails } = this
    if (!req.isSocket) return res.badRequest({ message: 'Only a socket can listen.' })
    await sails.sockets.join(req, 'messages')
    return { listening: true }
  },
})
