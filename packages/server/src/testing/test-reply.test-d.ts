import { expectTypeOf } from 'vitest'

import type { TestApp } from './create-test-app.ts'
import type { TestReply, TestRequest } from './test-reply.ts'

interface Api {
  'GET /user/:id': {
    params: { id: number }
    inputs: { id: number; full?: boolean }
    output: { name: string }
    exits: { notFound: { status: 404; body: { message: string } } }
  }
  'POST /user': { params: {}; inputs: { name: string }; output: { id: number }; exits: {} }
}

declare const { request }: TestApp<Api>
declare const untyped: TestRequest<{}>

const reply = request('get', '/user/:id', { id: 3 }, { 'x-a': '1' })
void reply.then(({ statusCode, body }) => {
  if (statusCode === 200) expectTypeOf(body).toEqualTypeOf<{ name: string }>()
  if (statusCode === 404) expectTypeOf(body).toEqualTypeOf<{ message: string }>()
  if (statusCode === 500) expectTypeOf(body).toEqualTypeOf<unknown>()
})
void request('GET', '/user/3', { full: true })
void request('post', '/user', { name: 7 as never })
expectTypeOf(untyped('get', '/anything')).resolves.toEqualTypeOf<TestReply>()

// @ts-expect-error the app has no such route
void request('get', '/usr')
// @ts-expect-error the route does not take that method
void request('put', '/user/3')
// @ts-expect-error an input is missing
void request('post', '/user')
// @ts-expect-error an input has another type
void request('post', '/user', { name: 7 })
