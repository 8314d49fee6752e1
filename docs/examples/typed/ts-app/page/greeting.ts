import { io } from '@halyard/client'

export async function greeting(name: string): Promise<string> {
  const { body } = await io.socket.get('/greeting', { name })
  return body.toUpperCase()
}
