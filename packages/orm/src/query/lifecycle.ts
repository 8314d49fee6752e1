import type { CallbackName, LifecycleCallback } from '../schema/model-schema.ts'
import { CallbackTimeoutError } from './errors.ts'
import type { Meta } from './meta.ts'
import type { Runtime } from './runtime.ts'

/** Whether the query has to call anything: most have not. */
export function hasCallbacks({ model }: Runtime, name: CallbackName, meta: Meta): boolean {
  return meta.skipAllLifecycleCallbacks !== true && (model.callbacks[name]?.length ?? 0) > 0
}

/**
 * Calls the model's callbacks of one kind, one after the other.
 * @throws {CallbackTimeoutError}, or whatever a callback throws or passes to `proceed`.
 */
export async function runCallbacks(
  runtime: Runtime,
  name: CallbackName,
  meta: Meta,
  value: Record<string, unknown>,
): Promise<void> {
  if (!hasCallbacks(runtime, name, meta)) return
  for (const callback of runtime.model.callbacks[name] ?? []) {
    // oxlint-disable-next-line no-await-in-loop
    await withinTime(runtime, name, call(callback, value))
  }
}

/** With a second parameter the callback says by `proceed` when it is done; else by its promise. */
async function call(callback: LifecycleCallback, value: Record<string, unknown>): Promise<unknown> {
  if (callback.length < 2) return callback(value)
  return new Promise<void>((resolve, reject) => {
    const proceed = (error?: unknown) => (error ? reject(error) : resolve())
    // An async function that declares `proceed` and forgets it has still ended when it fails.
    Promise.resolve(callback(value, proceed)).catch(reject)
  })
}

async function withinTime(
  runtime: Runtime,
  name: CallbackName,
  running: Promise<unknown>,
): Promise<void> {
  const { callbackTimeoutMs } = runtime.settings
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_, reject) => {
    const error = new CallbackTimeoutError(name, runtime.model.identity, callbackTimeoutMs)
    timer = setTimeout(() => reject(error), callbackTimeoutMs)
  })
  try {
    await Promise.race([running, expiry])
  } finally {
    clearTimeout(timer)
  }
}
