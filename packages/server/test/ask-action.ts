import { EventEmitter, once } from 'node:events'

import type { Reply } from '@halyard/protocol'

import { parseActionSettings, type ActionSettings } from '../src/actions/action-settings.ts'
import { normalizeAction } from '../src/actions/normalize-action.ts'
import { createMessageClasses, type MessageClasses } from '../src/request/create-message-classes.ts'
import type { Next } from '../src/request/handler.ts'
import type { Response } from '../src/request/response.ts'

/** One action and one virtual request for it. */
export interface PreparedAction {
  readonly run: (next?: Next) => unknown
  /** As an app does it that calls an action from another one: without `next`. */
  readonly runByHand: () => unknown
  /** What was delivered so far. */
  readonly reply: () => Reply | undefined
  readonly answered: Promise<Reply>
}

/** Puts an action and `POST /users` together, outside of an app. */
export function prepareAction(
  definition: unknown,
  settings: Partial<ActionSettings> = {},
): PreparedAction {
  const messages = createMessages(settings.production === true)
  const req = messages.createVirtualRequest({
    method: 'POST',
    url: '/users',
    headers: {},
    body: {},
    connection: {
      transport: 'in-process',
      socket: undefined,
      headers: {},
      remoteAddress: '127.0.0.1',
      encrypted: false,
    },
  })
  const replies = new EventEmitter()
  const answered = once(replies, 'reply').then(([reply]: Reply[]) => reply ?? {})
  let delivered: Reply | undefined
  const res = messages.createVirtualResponse(req, (reply) => {
    delivered = reply
    replies.emit('reply', reply)
  })
  const defaults = parseActionSettings(undefined, { production: false, warn: () => undefined })
  const handler = normalizeAction(definition, 'user/show', 'a test', { ...defaults, ...settings })
  return {
    run: (next = () => undefined) => handler(req, res, next),
    runByHand: (): unknown => Reflect.apply(handler, undefined, [req, res]),
    reply: () => delivered,
    answered,
  }
}

/** The answer of an action, or a rejection with the error that it hands to the pipeline. */
export async function askAction(
  definition: unknown,
  settings: Partial<ActionSettings> = {},
): Promise<Reply> {
  const { run, answered } = prepareAction(definition, settings)
  await run()
  return answered
}

/** Takes an exit, or fails, whatever the linter thinks of throwing what is no error. */
export function throwSignal(signal: unknown): never {
  throw signal
}

function createMessages(production: boolean): MessageClasses {
  const messages = createMessageClasses({
    app: {},
    secrets: [],
    production,
    trustProxy: () => false,
    maxCollectedBytes: 1_000,
    jsonSpaces: 0,
  })
  messages.defineResponseMember('badRequest', { value: badRequest })
  messages.defineResponseMember('serverError', { value: serverError })
  messages.defineResponseMember('teapot', { value: teapot })
  return messages
}

function badRequest(this: Response, error: unknown): void {
  this.status(400).json(JSON.parse(JSON.stringify(error)))
}

function serverError(this: Response, error: Error): void {
  this.status(500).send(error.message)
}

/** A custom response of the app's own. */
function teapot(this: Response, output: unknown): void {
  this.json({ teapot: output })
}
