import type { ChildProcess } from 'node:child_process'

import { isPlainObject } from '@halyard/protocol'

import { type MaybeCallbackFunction, callAndWait } from '../hook/call-and-wait.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { PreparedHook } from '../hook/prepare-hooks.ts'
import { teardownHooks } from '../hook/teardown-hooks.ts'

/** How to lower an app. */
export interface LowerOptions {
  /** Milliseconds that open requests get to finish. @default `config.shutdown.timeoutMs` */
  delay?: number
  /** Cuts open requests off at once. @default false */
  hardShutdown?: boolean
}

/** What of an app there is to end. */
export interface LowerableApp {
  readonly host: HookHost
  readonly hooks: readonly PreparedHook[]
  readonly childProcesses: readonly ChildProcess[]
  /** Waits until no request is open, at most so many milliseconds; then cuts off those that are left. */
  readonly drain: (limitMs: number) => Promise<unknown>
}

/**
 * Ends an app: no new work is taken, open requests finish within the limit, hooks end in reverse order.
 * Resolves when nothing of ours is left open. What fails on the way is logged and does not stop the rest.
 */
export async function lowerApp(app: LowerableApp, options: LowerOptions): Promise<void> {
  const { host } = app
  const limitMs = options.hardShutdown === true ? 0 : (options.delay ?? configuredLimit(host))
  const endByMs = Math.max(limitMs, configuredLimit(host))
  await runBeforeShutdown(host, endByMs)
  for (const child of app.childProcesses) child.kill('SIGINT')
  takeOverEnds(app)
  host.emit('lower')
  await app.drain(limitMs)
  await teardownHooks(app.hooks, host, endByMs)
}

/**
 * Hooks for Sails, which knows no `teardown`, let it listen to `lower`. They are ended in their turn instead: requests
 * that are still open need them, and ending a second time fails.
 */
function takeOverEnds({ host, hooks }: LowerableApp): void {
  for (const { definition } of hooks) {
    if (definition.teardown !== undefined) host.off('lower', definition.teardown)
  }
}

/** Runs `config.beforeShutdown`; one that never calls back is left behind after the limit. */
async function runBeforeShutdown(host: HookHost, limitMs: number): Promise<void> {
  const { beforeShutdown } = host.config
  if (!isFunction(beforeShutdown)) return
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs} ms`)), limitMs)
  })
  try {
    await Promise.race([callAndWait(beforeShutdown, host.config), limit])
  } catch (error) {
    host.log.error('config.beforeShutdown failed:', error)
  } finally {
    clearTimeout(timer)
  }
}

function configuredLimit(host: HookHost): number {
  const { shutdown } = host.config
  const timeoutMs = isPlainObject(shutdown) ? shutdown['timeoutMs'] : undefined
  return typeof timeoutMs === 'number' ? timeoutMs : 0
}

function isFunction(value: unknown): value is MaybeCallbackFunction {
  return typeof value === 'function'
}
