import { expect, test } from 'vitest'

import type { AppModules } from '../../src/hook/app-modules.ts'
import type { HookHost } from '../../src/hook/hook-host.ts'
import type { Log } from '../../src/hook/log.ts'
import type { ResponseContext } from '../../src/responses/response-function.ts'
import { responsesHook } from '../../src/responses/responses-hook.ts'
import { type Door, overBothDoors } from './doors.ts'

const failure = Object.assign(new Error('password=hunter2'), { code: 'E_X', status: 422 })
const speaking = Object.assign(new Error('x'), { toJSON: () => ({ problems: ['name'] }) })

overBothDoors('responses', (open) => {
  test.each([
    ['ok', 200, 'OK'],
    ['badRequest', 400, 'Bad Request'],
    ['forbidden', 403, 'Forbidden'],
    ['notFound', 404, 'Not Found'],
    ['serverError', 500, 'Internal Server Error'],
  ] as const)('res.%s() answers %d with its name', async (name, statusCode, body) => {
    const door = await open()
    await addResponses(door)

    const answer = await door.ask((_req, res) => res[name]())

    expect(answer).toMatchObject({ statusCode, body })
  })

  test('data becomes JSON, of texts and null too', async () => {
    const door = await open()
    await addResponses(door)

    const dictionary = await door.ask((_req, res) => res.ok({ a: 1 }))
    const text = await door.ask((_req, res) => res.badRequest('why'))
    const nothing = await door.ask((_req, res) => res.ok(null))
    const error = await door.ask((_req, res) => res.badRequest(speaking))

    expect(dictionary).toMatchObject({ statusCode: 200, body: { a: 1 } })
    expect([text.body, nothing.body]).toEqual(['why', null])
    expect(JSON.stringify(error.body)).toBe('{"problems":["name"]}')
  })

  test('in development an error tells its message, code and stack, as JSON', async () => {
    const door = await open()
    const logged = await addResponses(door)

    const server = await door.ask((_req, res) => res.serverError(failure))
    const client = await door.ask((_req, res) => res.badRequest(failure))
    const text = await door.ask((_req, res) => res.serverError('text'))

    const body = { message: 'password=hunter2', code: 'E_X', stack: failure.stack }
    expect(server).toMatchObject({ statusCode: 500, body })
    expect(client).toMatchObject({ statusCode: 400, body })
    expect(text.body).toBe('text')
    expect(logged).toHaveLength(2)
  })

  test('in production nothing of an error is told, but it is logged', async () => {
    const door = await open({ production: true })
    const logged = await addResponses(door)

    const server = await door.ask((_req, res) => res.serverError(failure))
    const data = await door.ask((_req, res) => res.serverError({ secret: 1 }))
    const client = await door.ask((_req, res) => res.badRequest(failure))
    const ok = await door.ask((_req, res) => res.ok(failure))

    expect([server.body, data.body]).toEqual(['Internal Server Error', 'Internal Server Error'])
    expect([client.body, ok.body]).toEqual(['Bad Request', 'OK'])
    expect(logged).toEqual([failure, { secret: 1 }])
  })

  test('negotiate() chooses by the status of the error', async () => {
    const door = await open()
    await addResponses(door)
    const statuses: number[] = []

    for (const error of [{ status: 403 }, { status: 404 }, failure, { status: 503 }, 'text']) {
      const { statusCode } = await door.ask((_req, res) => res.negotiate(error))
      statuses.push(statusCode)
    }

    expect(statuses).toEqual([403, 404, 400, 500, 500])
  })

  test('custom responses are methods of res, and built-in ones can be replaced everywhere', async () => {
    const door = await open()
    await addResponses(door, {
      teapot(this: ResponseContext, data: unknown) {
        this.res.status(418).json({ teapot: true, data })
      },
      notFound(this: ResponseContext) {
        this.res.status(404).send('nowhere')
      },
    })

    const teapot = await door.ask((_req, res) => Reflect.get(res, 'teapot').call(res, { a: 1 }))
    const replaced = await door.ask((_req, res) => res.negotiate({ status: 404 }))

    expect(teapot).toMatchObject({ statusCode: 418, body: { teapot: true, data: { a: 1 } } })
    expect(replaced).toMatchObject({ statusCode: 404, body: 'nowhere' })
  })

  test('names that responses have already are refused, all of them at once', async () => {
    const door = await open()
    const respond = responsesHook

    const added = addResponses(door, {
      view: respond,
      send: respond,
      toString: respond,
      fine: 'text',
      ok: respond,
    })

    await expect(added).rejects.toThrow(
      expect.objectContaining({
        code: 'E_LIFT_PROBLEMS',
        problems: [
          expect.objectContaining({ code: 'E_RESERVED_RESPONSE_NAME' }),
          expect.objectContaining({ code: 'E_RESERVED_RESPONSE_NAME' }),
          expect.objectContaining({ code: 'E_RESERVED_RESPONSE_NAME' }),
          expect.objectContaining({ code: 'E_INVALID_RESPONSE' }),
        ],
      }),
    )
  })
})

/** Starts the hook on an app that has only what the hook asks for; returns what it logs. */
async function addResponses(
  door: Door,
  moduleDefinitions: Record<string, unknown> = {},
): Promise<unknown[]> {
  const logged: unknown[] = []
  const log = { error: (_text: unknown, data: unknown) => logged.push(data) }
  const host: Pick<HookHost, 'config' | 'hooks' | 'messages'> & {
    log: Partial<Log>
    modules: Partial<AppModules>
  } = {
    config: { responses: { moduleDefinitions } },
    hooks: {},
    messages: door.messages,
    modules: { load: async () => [] },
    log,
  }
  const hook = responsesHook(host as HookHost)
  await hook.check?.()
  await hook.initialize?.(() => {})
  return logged
}
