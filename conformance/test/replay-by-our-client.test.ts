import { ourDoor } from '../replay/our-door.ts'
import { replayThrough } from '../replay/replay.cases.ts'

replayThrough(ourDoor)
