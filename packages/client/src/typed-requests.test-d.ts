import { expectTypeOf } from 'vitest'

import type { Answer, JWR, SailsSocket } from './index.ts'
import { io } from './index.ts'

interface Api {
  'GET /user/:id/friends': {
    params: { id: string | number }
    inputs: { id: number; limit?: number }
    output: { name: string }[]
    exits: { notFound: { status: 404; body: { message: string } } }
  }
  'GET /user/me': { params: {}; inputs: {}; output: { me: true }; exits: {} }
  'GET /user/:id': { params: { id: string }; inputs: { id: string }; output: 'one'; exits: {} }
  'POST /user': {
    params: {}
    inputs: { name: string; age?: number }
    output: { id: number }
    exits: { accepted: { status: 202; body: 'later' } }
  }
  'GET /page/:number?': { params: { number?: string | number }; inputs: {}; output: 1; exits: {} }
  'GET /files/*': { params: {}; inputs: {}; output: string; exits: {} }
  '/any': { params: {}; inputs: Record<string, unknown>; output: unknown; exits: {} }
}
type Friends = { name: string }[]

declare const socket: SailsSocket<Api>
declare const id: number
declare const url: string

// Patterns, and URLs with values in them.
const friends = socket.get('/user/:id/friends', { id: 3, limit: 15 })
expectTypeOf(friends).toEqualTypeOf<Promise<JWR<Friends>>>()
expectTypeOf(socket.get('/user/3/friends')).toEqualTypeOf<typeof friends>()
expectTypeOf(socket.get('/user/3/friends', { limit: 15 })).toEqualTypeOf<typeof friends>()
expectTypeOf(socket.get('/user/3/friends?limit=15')).toEqualTypeOf<typeof friends>()
expectTypeOf(socket.get(`/user/${id}/friends`)).toEqualTypeOf<typeof friends>()
expectTypeOf(socket.get('/user/me')).toEqualTypeOf<Promise<JWR<{ me: true }>>>()
expectTypeOf(socket.get('/user/ann')).toEqualTypeOf<Promise<JWR<'one'>>>()
expectTypeOf(socket.get('/page')).toEqualTypeOf<Promise<JWR<1>>>()
expectTypeOf(socket.get('/page/:number?', { number: 2 })).toEqualTypeOf<Promise<JWR<1>>>()
expectTypeOf(socket.get('/files/a/b.txt')).toEqualTypeOf<Promise<JWR<string>>>()
expectTypeOf(socket.put('/any', { x: 1 })).toEqualTypeOf<Promise<JWR>>()
expectTypeOf(socket.get(url, { x: 1 })).toEqualTypeOf<Promise<JWR>>()

// An exit whose status is no failure is an answer too.
expectTypeOf(socket.post('/user', { name: 'Ann' })).resolves.toEqualTypeOf<
  JWR<{ id: number } | 'later'>
>()

// Callbacks.
const nothing: void = socket.get('/user/3/friends', (resData, jwres) => {
  expectTypeOf(resData).toEqualTypeOf<Friends>()
  if (jwres.error === undefined) expectTypeOf(jwres.body).toEqualTypeOf<Friends>()
  if (jwres.exit === 'notFound') {
    expectTypeOf(jwres.body).toEqualTypeOf<{ message: string }>()
    expectTypeOf(jwres.statusCode).toEqualTypeOf<404>()
  }
})
const alsoNothing: void = socket.post('/user', { name: 'Ann' }, (user) => {
  expectTypeOf(user).toEqualTypeOf<{ id: number } | 'later'>()
})

// request()
expectTypeOf(
  socket.request({
    method: 'get',
    url: '/user/:id/friends',
    params: { id: 3 },
    data: { limit: 15 },
    headers: { 'x-a': 1 },
  }),
).toEqualTypeOf<typeof friends>()
expectTypeOf(socket.request({ url: '/user/3/friends' })).toEqualTypeOf<typeof friends>()
socket.request({ method: 'POST', url: '/user', data: { name: 'Ann' } }, (user, jwres) => {
  expectTypeOf(user).toEqualTypeOf<{ id: number } | 'later'>()
  if (jwres.error !== undefined) expectTypeOf(jwres.error).toExtend<Error>()
})
const answered = socket.request({ url: '/user/3/friends', rejects: false })
expectTypeOf(answered).resolves.toEqualTypeOf<Answer<Api['GET /user/:id/friends']>>()
void answered.then((answer) => {
  if (answer.statusCode === 404) expectTypeOf(answer.body).toEqualTypeOf<{ message: string }>()
  if (answer.error === undefined) expectTypeOf(answer.body).toEqualTypeOf<Friends>()
})

// What must not compile.
// @ts-expect-error there is no such route
void socket.get('/usr')
// @ts-expect-error there is no such route below a path that takes anything
void socket.get('/user/3/enemies')
// @ts-expect-error the route does not take that method
void socket.post('/user/3/friends')
// @ts-expect-error a placeholder has no value
void socket.get('/user/:id/friends')
// @ts-expect-error a placeholder has no value
void socket.get('/user/:id/friends', { limit: 3 })
// @ts-expect-error an input has another type
void socket.get('/user/3/friends', { limit: 'many' })
// @ts-expect-error no input has that name
void socket.get('/user/3/friends', { limt: 3 })
// @ts-expect-error a required input is not there
void socket.post('/user')
// @ts-expect-error the route takes no data
void socket.get('/user/me', { x: 1 })
// @ts-expect-error the answer has no such key
void friends.then(({ body }) => body[0]?.nme)
// @ts-expect-error nor has the callback's
socket.get('/user/3/friends', (resData) => resData.nme)
// @ts-expect-error there is no such route
void socket.request({ method: 'get', url: '/usr' })
// @ts-expect-error the route does not take that method
void socket.request({ method: 'put', url: '/user/3/friends' })
// @ts-expect-error a placeholder has no value
void socket.request({ url: '/user/:id/friends', data: { limit: 3 } })
// @ts-expect-error no placeholder has that name
void socket.request({ url: '/user/:id/friends', params: { id: 3, name: 'x' } })
// @ts-expect-error an input has another type
void socket.request({ url: '/user/3/friends', data: { limit: 'many' } })
// @ts-expect-error the action has no such exit
void answered.then((answer) => answer.exit === 'gone')
// @ts-expect-error it is not known whether it failed
void answered.then((answer) => answer.body.length)

// Another server, of which nothing is known, and one whose type is given.
expectTypeOf(io.sails.connect<{}>().get('/anything')).toEqualTypeOf<Promise<JWR>>()
expectTypeOf(io.sails.connect<Api>()).toEqualTypeOf<SailsSocket<Api>>()

export { alsoNothing, nothing }
