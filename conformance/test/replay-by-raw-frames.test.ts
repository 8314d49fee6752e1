import { createRawDoor } from '../replay/raw-door.ts'
import { replayThrough } from '../replay/replay.cases.ts'

replayThrough(createRawDoor(3))
replayThrough(createRawDoor(4))
