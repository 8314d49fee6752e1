import type { Reply } from '@halyard/protocol'

import type { HookHost } from '../../hook/hook-host.ts'
import type { Connection } from '../../request/connection.ts'
import { checkPlainData } from '../socket/check-plain-data.ts'
import { copyAsJson } from './copy-as-json.ts'
import { type InProcessReply, RequestFailedError } from './errors.ts'
import { InProcessCall } from './in-process-call.ts'
import {
  type InProcessCallback,
  type InProcessRequestOptions,
  type ParsedRequest,
  parseRequestArguments,
} from './parse-request-arguments.ts'

/** Deepest nesting of data, as over sockets. */
const MAX_DATA_DEPTH = 64

/**
 * Asks any route of the app by a function call. No HTTP middleware runs, and no server needs to listen.
 *
 * Data and answer are copied as JSON would carry them. A status from 200 to 399 is a success, and redirects are not
 * followed; any other is an error with `status`, `headers` and `body`. Without callback, await what is returned.
 * @throws never: whatever is wrong goes to the callback or rejects
 * @see Sails reference: sails.request
 */
export interface InProcessRequest {
  (target: string | InProcessRequestOptions, callback?: InProcessCallback): InProcessCall
  (
    target: string | InProcessRequestOptions,
    data: unknown,
    callback?: InProcessCallback,
  ): InProcessCall
}

/** Makes `sails.request()` of an app. */
export function createInProcessTransport(host: HookHost): InProcessRequest {
  return (target: string | InProcessRequestOptions, ...rest: unknown[]): InProcessCall => {
    const callback = rest.find(isCallback)
    const [data] = rest[0] === callback ? [] : rest
    const call = new InProcessCall(ask(host, target, data), toSuccess)
    if (callback !== undefined) callBack(call, callback)
    return call
  }
}

async function ask(host: HookHost, target: unknown, data: unknown): Promise<InProcessReply> {
  const request = parseRequestArguments(target, data)
  const body = copyAsJson(request.data)
  checkPlainData(body, MAX_DATA_DEPTH)
  return run(host, request, body)
}

async function run(
  host: HookHost,
  { method, url, headers }: ParsedRequest,
  body: unknown,
): Promise<InProcessReply> {
  const connection: Connection = {
    transport: 'in-process',
    socket: undefined,
    headers,
    remoteAddress: '127.0.0.1',
    encrypted: false,
  }
  const req = host.messages.createVirtualRequest({ method, url, headers, body, connection })
  return new Promise((resolve) => {
    // Copied here, where a body that is no JSON can still be answered with an error, as through the other doors.
    const deliver = (reply: Reply): void => resolve(copyReply(reply))
    host.runRequest(req, host.messages.createVirtualResponse(req, deliver))
  })
}

function copyReply({ statusCode = 200, headers, body }: Reply): InProcessReply {
  return { statusCode, headers: { ...headers }, body: copyAsJson(body) }
}

function toSuccess(reply: InProcessReply): InProcessReply {
  if (reply.statusCode < 200 || reply.statusCode > 399) throw new RequestFailedError(reply)
  return reply
}

/** What the callback itself throws is its caller's: it is an uncaught exception, not a second call. */
function callBack(call: InProcessCall, callback: InProcessCallback): void {
  call.then(
    (reply) => process.nextTick(callback, undefined, reply, reply.body),
    (error: unknown) => process.nextTick(callback, error),
  )
}

function isCallback(value: unknown): value is InProcessCallback {
  return typeof value === 'function'
}
