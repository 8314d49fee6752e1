import { collectParameters, findParameter } from './parameters.ts'
import { parseQuery } from './parse-query.ts'
import { requestState } from './request-state.ts'
import type { Request, RequestMembers } from './request.ts'
import { readOptions } from './route-options.ts'
import { urlPath } from './url-path.ts'

type Names = 'originalUrl' | 'path' | 'params' | 'query' | 'options' | 'param' | 'allParams'

/** Members of every request that hold what the client sent. */
export const requestData: Pick<RequestMembers, Names> & ThisType<Request> = {
  get originalUrl() {
    return requestState(this).originalUrl ?? this.url
  },
  set originalUrl(url) {
    requestState(this).originalUrl = url
  },

  get path() {
    return urlPath(this.url)
  },

  get params() {
    const state = requestState(this)
    state.params ??= { ...state.routeParams }
    return state.params
  },
  set params(params) {
    requestState(this).params = params
  },

  get query() {
    const state = requestState(this)
    state.query ??= readQuery(this)
    return state.query
  },
  set query(query) {
    requestState(this).query = query
  },

  get options() {
    return readOptions(requestState(this))
  },
  set options(options) {
    requestState(this).options = options
  },

  param(name, defaultValue) {
    return findParameter(this, name, defaultValue)
  },

  allParams() {
    return collectParameters(this)
  },
}

/** Over HTTP the data of a GET is in its URL, so a virtual one's stands beside what its URL says. */
function readQuery(req: Request): Record<string, unknown> {
  const query = parseQuery(req.originalUrl)
  if (req.transport === 'http' || !hasDataInUrl(req.method)) return query
  const { body } = req
  if (typeof body !== 'object' || body === null) return query
  for (const [name, value] of Object.entries(body)) {
    if (name !== '__proto__') query[name] = value
  }
  return query
}

function hasDataInUrl(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'DELETE'
}
