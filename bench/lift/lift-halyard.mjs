// Lifts the app of the working directory as `halyard lift` does.
import { sails } from 'halyard'

import { report } from './report.cjs'

sails.lift({ port: 0, log: { level: 'silent' } }, report)
