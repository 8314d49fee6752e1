import { type MaybeCallbackFunction, callAndWait } from '../hook/call-and-wait.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { BadBootstrapError } from './errors.ts'

/** Milliseconds after which a bootstrap that goes on is mentioned in the log. */
const DEFAULT_WARN_AFTER_MS = 30_000

/**
 * Runs `config.bootstrap`, with the configuration as `this`.
 * @throws {BadBootstrapError} when it is no function; else what it throws, unchanged
 */
export async function runBootstrap(host: HookHost): Promise<void> {
  const { bootstrap, bootstrapTimeout } = host.config
  if (bootstrap === undefined || bootstrap === null) return
  if (!isFunction(bootstrap)) throw new BadBootstrapError(bootstrap)
  const warnAfterMs =
    typeof bootstrapTimeout === 'number' ? bootstrapTimeout : DEFAULT_WARN_AFTER_MS
  const timer = setTimeout(() => {
    host.log.warn(
      `config.bootstrap has been running for ${warnAfterMs} ms. ` +
        'If it takes a callback, see that it is called; config.bootstrapTimeout moves this message.',
    )
  }, warnAfterMs)
  try {
    await callAndWait(bootstrap, host.config)
  } catch (error) {
    host.log.error('config.bootstrap failed:', error)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function isFunction(value: unknown): value is MaybeCallbackFunction {
  return typeof value === 'function'
}
