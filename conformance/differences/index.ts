import { answers } from './answers.ts'
import type { Difference } from './difference.ts'
import { everywhere } from './everywhere.ts'
import { protocol } from './protocol.ts'
import { requests } from './requests.ts'
import { security } from './security.ts'

/** All intended differences from what was recorded. Later ones are put over earlier ones. */
export const DIFFERENCES: readonly Difference[] = [
  ...everywhere,
  ...requests,
  ...answers,
  ...security,
  ...protocol,
]
