import { Sails } from 'halyard'

import { createChat } from './chat.js'

const app = new Sails()

await app.lift(createChat(app))

console.log(`Open http://127.0.0.1:${String(app.config.port)} in two windows.`)
