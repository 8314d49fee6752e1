import { io } from '@halyard/client'

// #region page
export async function showFriends(id: number): Promise<string> {
  const answer = await io.socket.request({
    method: 'get',
    url: '/user/:id/friends',
    params: { id },
    data: { limit: 3 },
    rejects: false,
  })
  if (answer.exit === 'notFound') return answer.body.message
  if (answer.error !== undefined) throw answer.error
  return answer.body.map(({ name, since }) => `${name}, since ${since.slice(0, 4)}`).join('; ')
}
// #endregion page

// #region shorthands
export async function health(): Promise<boolean> {
  const { body } = await io.socket.get('/health')
  return body.fine
}

export async function firstFriend(id: number): Promise<string | undefined> {
  const { body } = await io.socket.get(`/user/${id}/friends`, { limit: 1 })
  return body[0]?.name
}
// #endregion shorthands
