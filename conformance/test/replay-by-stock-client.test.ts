import { replayThrough } from '../replay/replay.cases.ts'
import { stockDoor } from '../replay/stock-door.ts'

replayThrough(stockDoor)
