import { defineAction } from 'halyard'

import { findFriends } from '../../people.js'

// #region friends
export default defineAction({
  inputs: {
    id: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15, min: 1 },
  },
  exits: {
    notFound: 404,
  },
  async fn({ id, limit }, exits) {
    const friends = findFriends(id)
    if (friends === undefined) return exits.notFound({ message: `There is no user ${id}.` })
    return friends.slice(0, limit)
  },
})
// #endregion friends
