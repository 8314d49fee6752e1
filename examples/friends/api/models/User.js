/** All that the server knows of users. Routes, answers and messages are those of the blueprints. */
export default {
  attributes: {
    name: { type: 'string', required: true, maxLength: 40 },
    friends: { collection: 'user', via: 'friendOf' },
    friendOf: { collection: 'user', via: 'friends' },
  },
}
