import { replayByHand } from '../by-hand/by-hand.cases.ts'
import { BY_HAND } from '../by-hand/index.ts'

for (const [file, runners] of Object.entries(BY_HAND)) replayByHand(file, runners)
