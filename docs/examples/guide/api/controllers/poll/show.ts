import { defineAction } from 'halyard'

import { poll } from '../../poll.ts'

export default defineAction({
  friendlyName: 'Show the poll',
  description: 'Answers with the votes so far, and lets the socket that asks hear of new ones.',
  async fn() {
    if (this.req.isSocket) await this.sails.sockets.join(this.req, 'poll')
    return poll
  },
})
