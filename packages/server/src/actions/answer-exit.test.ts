import { Readable } from 'node:stream'

import { describe, expect, test, vi } from 'vitest'

import { askAction, throwSignal } from '../../test/ask-action.ts'
import type { ActionContext } from './action-context.ts'

const one = (): number => 1

function setStatus(this: ActionContext): void {
  this.res.status(202)
}

describe('the answer to an output', () => {
  test.each<[unknown, unknown]>([
    [undefined, 'OK'],
    [null, 'OK'],
    ['plain', 'plain'],
    [7, 7],
    [false, false],
    [
      [1, 2],
      [1, 2],
    ],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('%j is %j', async (output, body) => {
    expect(await askAction({ fn: () => output })).toMatchObject({ statusCode: 200, body })
  })

  test('a text is plain text unless the action says otherwise', async () => {
    const html = '<b>x</b>'

    const plain = await askAction({ fn: () => html })
    const typed = await askAction({
      fn(this: ActionContext) {
        this.res.type('html')
        return html
      },
    })
    const declared = await askAction({
      exits: { success: { responseType: 'html' } },
      fn: () => html,
    })

    expect(plain.headers?.['content-type']).toContain('text/plain')
    expect(typed.headers?.['content-type']).toContain('text/html')
    expect(declared.headers?.['content-type']).toContain('text/html')
  })

  test('an error shows itself in development only', async () => {
    const definition = { fn: () => new Error('secret') }

    expect((await askAction(definition)).body).toContain('secret')
    expect((await askAction(definition, { production: true })).body).toBe('OK')
  })

  test('a stream is sent', async () => {
    expect((await askAction({ fn: () => Readable.from(['a', 'b']) })).body).toBe('ab')
  })

  test('a stream that fails before it has sent anything is a server error', async () => {
    const stream = new Readable({ read: () => stream.destroy(new Error('gone')) })

    expect(await askAction({ fn: () => stream })).toMatchObject({ statusCode: 500, body: 'gone' })
  })

  test('bytes are sent', async () => {
    const reply = await askAction({ fn: () => Buffer.from('hi') })

    expect(Buffer.from(JSON.parse(JSON.stringify(reply.body)).data ?? reply.body).toString()).toBe(
      'hi',
    )
  })
})

describe('an exit', () => {
  test('without status is a 500, and said so when the action is registered', async () => {
    const warn = vi.fn()

    const reply = await askAction({ exits: { odd: {} }, fn: () => throwSignal('odd') }, { warn })

    expect(reply.statusCode).toBe(500)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('status 500 on "odd"'))
  })

  test('leaves the status that the action has set, unless it declares one', async () => {
    const declaring = { exits: { success: { statusCode: 201 } }, fn: setStatus }

    expect((await askAction({ fn: setStatus })).statusCode).toBe(202)
    expect((await askAction(declaring)).statusCode).toBe(201)
  })

  test('redirects to its output', async () => {
    const reply = await askAction({
      exits: { success: { responseType: 'redirect' } },
      fn: () => '/else',
    })

    expect(reply).toMatchObject({ statusCode: 302, headers: { location: '/else' } })
  })

  test('does not redirect to nowhere', async () => {
    await expect(
      askAction({ exits: { success: { responseType: 'redirect' } }, fn: () => undefined }),
    ).rejects.toMatchObject({ code: 'E_EXIT_RESPONSE' })
  })

  test('calls a response by name, after setting its status', async () => {
    const exits = { tea: { responseType: 'teapot' }, coffee: { responseType: 'nothing' } }

    expect(await askAction({ exits, fn: () => throwSignal({ tea: 1 }) })).toMatchObject({
      statusCode: 500,
      body: { teapot: 1 },
    })
    await expect(askAction({ exits, fn: () => throwSignal('coffee') })).rejects.toThrow(
      'no res.nothing()',
    )
  })

  test('says in development what it documents, in one line that fits a header', async () => {
    const exits = { success: { description: 'All\n  done ✓', moreInfoUrl: 'https://a.co' } }

    expect((await askAction({ exits, fn: one })).headers).toMatchObject({
      'x-exit-description': 'All done ?',
      'x-exit-more-info-url': 'https://a.co',
    })
    expect(
      Object.keys((await askAction({ exits, fn: one }, { production: true })).headers ?? {}),
    ).not.toContain('x-exit-description')
  })

  test('says nothing with exitHeaders off, or when the action does not want it', async () => {
    expect((await askAction({ fn: one }, { exitHeaders: false })).headers).not.toHaveProperty(
      'x-exit',
    )
    expect((await askAction({ fn: one, disableXExitHeader: true })).headers).not.toHaveProperty(
      'x-exit',
    )
  })
})
