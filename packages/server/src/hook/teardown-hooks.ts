import { type MaybeCallbackFunction, callAndWait } from './call-and-wait.ts'
import type { HookHost } from './hook-host.ts'
import type { PreparedHook } from './prepare-hooks.ts'

/**
 * Ends hooks, the last loaded first. A `teardown` that fails or takes longer than `limitMs` is logged and does not
 * keep the others from ending.
 */
export async function teardownHooks(
  loaded: readonly PreparedHook[],
  host: HookHost,
  limitMs: number,
): Promise<void> {
  for (const { key, definition } of loaded.toReversed()) {
    if (definition.teardown === undefined) continue
    try {
      // One after the other: a hook may use those that were loaded before it.
      // oxlint-disable-next-line no-await-in-loop
      await withLimit(definition.teardown, key, limitMs)
    } catch (error) {
      host.log.error(`The hook "${key}" did not end cleanly:`, error)
    }
  }
}

async function withLimit(
  teardown: MaybeCallbackFunction,
  key: string,
  limitMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`teardown of "${key}" took longer than ${limitMs} ms`))
    }, limitMs)
  })
  try {
    await Promise.race([callAndWait(teardown, undefined), limit])
  } finally {
    clearTimeout(timer)
  }
}
