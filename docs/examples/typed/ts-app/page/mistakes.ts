import { io } from '@halyard/client'

// #region mistakes
export async function mistakes(): Promise<void> {
  // @ts-expect-error this app has no route GET /usr/:id/friends
  await io.socket.get('/usr/:id/friends', { id: 3 })
  // @ts-expect-error `id` is missing
  await io.socket.get('/user/:id/friends')
  // @ts-expect-error `limit` is a number
  await io.socket.get('/user/3/friends', { limit: 'all' })
  // @ts-expect-error the action has no such input
  await io.socket.get('/user/3/friends', { limt: 3 })
  const { body } = await io.socket.get('/user/3/friends')
  // @ts-expect-error a friend has no such key
  body[0]?.nme.toUpperCase()
}
// #endregion mistakes
