import { onTestFinished } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import type { Helpers } from '../../src/hook/helpers.ts'
import type { LogConfig } from '../../src/logger/create-logger.ts'
import { createTestApp } from '../../src/testing/create-test-app.ts'

/** What a log was told, each as one text. */
export type Told = Record<'warn' | 'error' | 'info', string[]>

/** The helpers of an app, and what it says in its log. */
export async function loadHelpers(
  moduleDefinitions: Record<string, unknown>,
  config: Config = {},
): Promise<{
  helpers: Helpers
  told: Told
  app: Awaited<ReturnType<typeof createTestApp>>['app']
}> {
  const { told, log } = listen()
  const { helpers: settings } = config as { helpers?: object }
  const { app, lower } = await createTestApp({
    log,
    ...config,
    helpers: { moduleDefinitions, ...settings },
  })
  onTestFinished(async () => lower())
  return { helpers: app.helpers, told, app }
}

/** A log that only listens. */
export function listen(): { told: Told; log: LogConfig } {
  const told: Told = { warn: [], error: [], info: [] }
  const ignore = (): void => undefined
  const note =
    (level: keyof Told) =>
    (...values: unknown[]): void =>
      void told[level].push(values.map(String).join(' '))
  const custom = {
    log: ignore,
    debug: ignore,
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  }
  return { told, log: { level: 'info', custom } }
}

/** What a call fails with. */
export async function failureOf(call: PromiseLike<unknown>): Promise<Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    return error as Record<string, unknown>
  }
  throw new Error('the call did not fail')
}

/** Throws what no linter likes to see thrown. */
export function throwSignal(signal: unknown): never {
  throw signal
}
