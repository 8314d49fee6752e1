import type { ResponseState } from './response-state.ts'

/** Runs what waits for the headers to be fixed; each task once. */
export function runHeaderTasks(state: ResponseState): void {
  const tasks = state.headerTasks
  if (tasks === undefined) return
  state.headerTasks = undefined
  for (const task of tasks) task()
}

/**
 * Runs what the answer waits for; each task once, all of them at the same time.
 * @returns A promise when there is something to wait for.
 */
export function runAnswerTasks(state: ResponseState): Promise<unknown> | undefined {
  const tasks = state.answerTasks
  if (tasks === undefined) return undefined
  state.answerTasks = undefined
  const waiting: Promise<void>[] = []
  for (const task of tasks) {
    const promise = task()
    if (promise !== undefined) waiting.push(promise)
  }
  return waiting.length === 0 ? undefined : Promise.all(waiting)
}

/**
 * Does what the answer waits for, as far as that can be done at once.
 * @returns Whether nothing is left to wait for.
 */
export function settleAnswerTasks(state: ResponseState): boolean {
  const waiting = runAnswerTasks(state)
  if (waiting === undefined) return true
  state.answerTasks = [async () => void (await waiting)]
  return false
}

/** Says that all is over; each task once. */
export function runDoneTasks(state: ResponseState, completed: boolean): void {
  state.done = true
  const tasks = state.doneTasks
  if (tasks === undefined) return
  state.doneTasks = undefined
  for (const task of tasks) task(completed)
}
