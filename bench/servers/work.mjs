// What every server is asked to do: the same data, whichever framework sends it.

export const ROOM = 'everyone'

/** What a session holds after `GET /login`; `GET /me` answers it. */
export const SIGNED_IN_AS = 'world'

export const SESSION_SECRET = 'a secret that is long enough for each of the peers'

const PEOPLE = Array.from({ length: 100 }, (_, index) => ({
  id: index + 1,
  name: `Friend number ${index + 1}`,
  email: `friend.${index + 1}@example.com`,
  isOnline: index % 3 === 0,
}))

/** @param limit How many people at most; a query string brings it as text. */
export function friendsOf(userId, limit) {
  const first = Number(userId)
  return PEOPLE.slice(first, first + Number(limit))
}

/** Addresses nobody asks for. They are bound before the ones that are asked for. */
export function otherPaths(count) {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? `/section-${index}/list` : `/section-${index}/:id/items`,
  )
}

export const SHOUT = {
  from: 'Ada',
  text: 'Is anybody else here, or am I alone?',
  sentAt: 1_700_000,
}
