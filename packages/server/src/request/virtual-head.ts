import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http'

import { failAnswer, ignoreSecondAnswer } from './answer-once.ts'
import { runHeaderTasks } from './answer-tasks.ts'
import type { Response, ResponseMembers } from './response.ts'
import { VirtualHeaders } from './virtual-headers.ts'
import { virtualState } from './virtual-state.ts'

type Names =
  | 'headersSent'
  | 'setHeader'
  | 'getHeader'
  | 'getHeaders'
  | 'getHeaderNames'
  | 'hasHeader'
  | 'removeHeader'
  | 'writeHead'

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[]

/** Status and headers of a virtual answer, as Node has them for one over HTTP. */
export const virtualHead: Pick<ResponseMembers, Names> & ThisType<Response> = {
  get headersSent() {
    return virtualState(this).headFixed
  },

  setHeader(name, value) {
    const state = virtualState(this)
    if (state.headFixed) return ignoreSecondAnswer(this)
    state.headers ??= new VirtualHeaders(state.runtime.settings.headerCase === true)
    try {
      state.headers.set(name, value)
      return this
    } catch (error) {
      return failAnswer(this, error)
    }
  },

  getHeader(name) {
    const value = virtualState(this).headers?.get(name)
    return typeof value === 'object' ? [...value] : value
  },

  getHeaders() {
    return virtualState(this).headers?.toDictionary() ?? {}
  },

  getHeaderNames() {
    return virtualState(this).headers?.names() ?? []
  },

  hasHeader(name) {
    return virtualState(this).headers?.has(name) ?? false
  },

  removeHeader(name) {
    virtualState(this).headers?.remove(name)
  },

  writeHead(statusCode: number, reason?: string | Head, headers?: Head) {
    const state = virtualState(this)
    if (state.headFixed) return ignoreSecondAnswer(this)
    this.statusCode = statusCode
    for (const [name, value] of toEntries(
      typeof reason === 'string' ? headers : (reason ?? headers),
    )) {
      if (value !== undefined) this.setHeader(name, value)
    }
    runHeaderTasks(state)
    state.headFixed = true
    return this
  },
}

/** Node takes a dictionary, or a list of names and values in turn. */
function toEntries(headers: Head | undefined): [string, OutgoingHttpHeader | undefined][] {
  if (!Array.isArray(headers)) return headers === undefined ? [] : Object.entries(headers)
  const entries: [string, OutgoingHttpHeader | undefined][] = []
  for (let index = 0; index < headers.length; index += 2) {
    entries.push([String(headers[index]), headers[index + 1]])
  }
  return entries
}
