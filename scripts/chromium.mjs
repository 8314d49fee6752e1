// Chromium of the system, for tests of pages. CI installs it, and must not pass without it.
import { existsSync } from 'node:fs'

import { chromium } from 'playwright-core'

const PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Quiet, and alone: nothing is looked up or fetched in the background. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Whether tests of pages are skipped; with `REQUIRE_SERVICES=1` they fail instead. */
export const isChromiumMissing = !existsSync(PATH) && process.env['REQUIRE_SERVICES'] !== '1'

/** Starts a browser; the caller closes it. */
export function launchChromium() {
  return chromium.launch({ executablePath: PATH, args: ARGUMENTS })
}
