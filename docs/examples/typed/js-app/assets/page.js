import { io } from '@halyard/client'

// #region page
/** @param {number} id */
export async function friendsOf(id) {
  const { body } = await io.socket.get('/user/:id/friends', { id })
  return body.map(({ name }) => name.toUpperCase())
}
// #endregion page

export async function others() {
  const { body: user } = await io.socket.post('/login', { name: 'Ann' })
  const { body: health } = await io.socket.get('/health', { full: true })
  return [user.name.toUpperCase(), health.fine]
}

export async function mistakes() {
  // @ts-expect-error this app has no route GET /friends
  await io.socket.get('/friends')
  // @ts-expect-error `limit` is a number
  await io.socket.get('/user/3/friends', { limit: 'all' })
  const { body } = await io.socket.get('/user/3/friends')
  // @ts-expect-error a friend has no such key
  return body[0]?.nme
}
