import { answers } from './answers.ts'
import { cluster } from './cluster.ts'
import { connections } from './connections.ts'
import { crashes } from './crashes.ts'
import type { Difference } from './difference.ts'
import { everywhere } from './everywhere.ts'
import { models } from './models.ts'
import { protocol } from './protocol.ts'
import { requests } from './requests.ts'
import { rooms } from './rooms.ts'
import { security } from './security.ts'

/** All intended differences from what was recorded. Later ones are put over earlier ones. */
export const DIFFERENCES: readonly Difference[] = [
  ...everywhere,
  ...requests,
  ...answers,
  ...security,
  ...protocol,
  ...connections,
  ...crashes,
  ...rooms,
  ...cluster,
  ...models,
]
