import { onTestFinished } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import { type TestApp, createTestApp } from '../../src/testing/create-test-app.ts'
import { writeApp } from './write-app.ts'

/** Writes an app and loads it; it is lowered when the test is over. */
export async function loadWrittenApp(
  files: Record<string, string>,
  config: Config = {},
): Promise<TestApp> {
  const test = await createTestApp({ appPath: writeApp(files), ...config })
  onTestFinished(async () => test.lower())
  return test
}
