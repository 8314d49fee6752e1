import type { JWR, SailsSocket } from './index.ts'

declare const socket: SailsSocket

interface User {
  id: number
}

const asked: Promise<JWR<User>> = socket.get<User>('/user/3')
const untyped: Promise<JWR> = socket.request({ url: '/user/3' })
const nothing: void = socket.get('/user/3', (resData: User, jwres) => jwres.statusCode + resData.id)

socket.on('disconnect', (reason) => reason.toUpperCase())
socket.on('user', (user: User) => user.id)
socket.headers = { 'x-a': '1', 'x-b': undefined }

// @ts-expect-error a request has a url
socket.request({ method: 'get' })
// @ts-expect-error a body is an object
socket.post('/user', 'text')
// @ts-expect-error a header is no object
socket.headers = { 'x-a': {} }
// @ts-expect-error the body of an answer is unknown until the caller says what it is
void untyped.then(({ body }) => body.id)

export { asked, nothing, untyped }
