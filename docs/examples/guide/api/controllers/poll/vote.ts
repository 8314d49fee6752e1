import { defineAction } from 'halyard'

import { DRINKS, poll } from '../../poll.ts'

export default defineAction({
  friendlyName: 'Vote',
  inputs: {
    drink: { type: 'string', required: true, isIn: [...DRINKS] },
  },
  exits: {
    success: { description: 'The vote counts.' },
  },
  async fn({ drink }) {
    poll[drink] += 1
    if (this.req.session) this.req.session['hasVoted'] = true
    await this.sails.sockets.broadcast('poll', 'poll', poll)
    return poll
  },
})
