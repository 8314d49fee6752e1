import { Sails } from 'halyard'

const app = new Sails()

await app.lift({ appPath: import.meta.dirname })

console.log(`Open http://127.0.0.1:${String(app.config.port)} in two windows.`)
