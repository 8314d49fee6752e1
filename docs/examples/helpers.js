import { HelperExit, defineHelper } from 'halyard'

// #region define
// api/helpers/user/find-friends.js
export const findFriends = defineHelper({
  description: 'Friends of a user, the newest first.',
  inputs: {
    userId: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15, max: 100 },
  },
  exits: {
    notFound: { description: 'There is no such user.' },
  },
  async fn({ userId, limit }) {
    const friends = FRIENDS.get(userId)
    if (friends === undefined) throw 'notFound'
    return friends.slice(0, limit)
  },
})
// #endregion define

// #region sync
// api/helpers/format/price.js
export const price = defineHelper({
  sync: true,
  inputs: {
    cents: { type: 'number', required: true },
    currency: { type: 'string', defaultsTo: 'EUR' },
  },
  fn: ({ cents, currency }) => `${(cents / 100).toFixed(2)} ${currency}`,
})
// #endregion sync

// #region call
export async function callThem(sails) {
  const friends = await sails.helpers.user.findFriends(7, 2)
  const same = await sails.helpers.user.findFriends.with({ userId: 7, limit: 2 })
  const text = sails.helpers.format.price(1250)
  return { friends, same, text }
}
// #endregion call

// #region action
// api/controllers/user/show-friends.js
export const showFriends = {
  inputs: { id: { type: 'number', required: true } },
  exits: { noSuchUser: { statusCode: 404 } },
  async fn({ id }) {
    return this.sails.helpers.user.findFriends(id).intercept('notFound', 'noSuchUser')
  },
}
// #endregion action

// #region chain
export function friendsOrNone(sails, id) {
  return sails.helpers.user
    .findFriends(id)
    .timeout(2_000) // milliseconds, for each attempt
    .retry('E_HELPER_TIMEOUT', [100, 500]) // wait 0.1 s, then 0.5 s
    .tolerate('notFound', () => [])
}
// #endregion chain

// #region errors
export async function explain(sails, id) {
  try {
    return await sails.helpers.user.findFriends(id)
  } catch (error) {
    if (error instanceof HelperExit) return `took the exit ${error.exit}`
    if (error.code === 'E_INVALID_ARGINS') return error.problems.join(' ')
    throw error
  }
}
// #endregion errors

// #region pack
// api/hooks/texts/index.js
export const texts = (sails) => ({
  initialize(done) {
    sails.after('hook:helpers:loaded', () => {
      sails.hooks.helpers.furnishPack('texts', {
        defs: {
          'shout-at': {
            sync: true,
            inputs: { name: { type: 'string' }, mark: { type: 'string', defaultsTo: '!' } },
            fn: ({ name, mark }) => name.toUpperCase() + mark,
          },
        },
      })
      done()
    })
  },
})
// #endregion pack

const FRIENDS = new Map([[7, ['Ann', 'Bob', 'Cem']]])
