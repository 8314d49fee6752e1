import { requestState } from './request-state.ts'
import { createLocals } from './response-locals.ts'
import { responseState } from './response-state.ts'
import type { Response, ResponseMembers } from './response.ts'

type Names = 'locals' | 'onHeaders' | 'onAnswer' | 'setTimeout'

/** Members of every response beside its answer: its locals and what waits for it. */
export const responseTasks: Pick<ResponseMembers, Names> & ThisType<Response> = {
  get locals() {
    const state = responseState(this)
    state.locals ??= createLocals(this, state.runtime.localReaders)
    return state.locals
  },
  set locals(locals) {
    responseState(this).locals = locals
  },

  onHeaders(task) {
    const state = responseState(this)
    state.headerTasks ??= []
    state.headerTasks.push(task)
  },

  onAnswer(task) {
    const state = responseState(this)
    state.answerTasks ??= []
    state.answerTasks.push(task)
  },

  setTimeout(ms, callback) {
    requestState(this.req).runtime.handleSetTimeout?.(this.req, ms, callback)
    return this
  },
}
