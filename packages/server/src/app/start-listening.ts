import { callAndWait } from '../hook/call-and-wait.ts'
import type { PreparedHook } from '../hook/prepare-hooks.ts'

/**
 * Lets the hooks open what clients connect to, side by side.
 * @throws the first failure, once all have settled: nothing may open after the app was lowered for it
 */
export async function startListening(hooks: readonly PreparedHook[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    hooks.map(async ({ definition }) => {
      if (definition.handleLift !== undefined) await callAndWait(definition.handleLift, definition)
    }),
  )
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
