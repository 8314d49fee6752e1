import { ClientGoneError, ValidateUnsupportedError } from './errors.ts'
import type { RequestApp } from './request-app.ts'
import { type RequestState, requestState } from './request-state.ts'
import type { Request, RequestMembers } from './request.ts'

type Names = 'setTimeout' | 'signal' | '_startTime' | '_sails' | 'validate'

/** Members of every request about its time. */
export const requestLife: Pick<RequestMembers, Names> & ThisType<Request> = {
  setTimeout(ms, callback) {
    requestState(this).runtime.handleSetTimeout?.(this, ms, callback)
    return this
  },

  get signal() {
    const state = requestState(this)
    state.aborter ??= createAborter(state)
    return state.aborter.signal
  },

  get _startTime() {
    return new Date(requestState(this).startedAt)
  },

  get _sails() {
    return requestState(this).runtime.settings.app as RequestApp
  },

  validate() {
    throw new ValidateUnsupportedError()
  },
}

/** Aborts `req.signal`, also when it is read only later. */
export function abortRequest(req: Request, reason: Error): void {
  const state = requestState(req)
  state.abortReason ??= reason
  state.aborter?.abort(reason)
}

function createAborter(state: RequestState): AbortController {
  const aborter = new AbortController()
  if (state.abortReason !== undefined) aborter.abort(state.abortReason)
  state.res?.onDone((completed) => {
    if (!completed) aborter.abort(state.abortReason ?? new ClientGoneError())
  })
  return aborter
}
