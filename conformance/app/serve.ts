// One server of the recordings, in a process of its own: `tsx app/serve.ts <variant> [port]`. Says over IPC where it
// listens, or with which code it did not, and then runs the commands that it gets.
import { Sails } from 'halyard'

import { baseConfig, type Config } from './base-config.ts'
import { adminMessages, runCommand } from './commands.ts'
import { type VariantName, VARIANTS } from './variants.ts'

const [variant = 'base', port = '0'] = process.argv.slice(2)
const app = new Sails()

app.on('hook:sockets:adminMessage', ({ event, payload }: (typeof adminMessages)[number]) =>
  adminMessages.push({ event, payload }),
)

app.lift(withSections(baseConfig(app), VARIANTS[variant as VariantName])).then(
  () => {
    const address = app.httpServer?.address()
    tell({ port: typeof address === 'object' ? address?.port : undefined })
  },
  (error: unknown) => {
    tell({ failed: error instanceof Error ? Reflect.get(error, 'code') : String(error) })
    process.exitCode = 0
  },
)

process.on('message', ({ id, command, args }: { id: number; command: string; args: unknown[] }) => {
  runCommand(app, command, args).then(
    (value) => tell({ id, value }),
    (error: unknown) => tell({ id, error: String(error) }),
  )
})

// A test that is broken off leaves no server behind.
process.on('disconnect', () => process.exit())

function tell(message: unknown): void {
  process.send?.(message)
}

/** Puts a variant's sections over the base's, one level deep. */
function withSections(base: Config, sections: Config): Config {
  const merged: Config = { ...base, port: Number(port) }
  for (const [name, section] of Object.entries(sections)) {
    merged[name] = { ...toObject(merged[name]), ...toObject(section) }
  }
  return merged
}

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
