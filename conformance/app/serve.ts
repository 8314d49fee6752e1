// One server of the recordings, in a process of its own: `tsx app/serve.ts <variant> [port]`. Says over IPC where it
// listens, or with which code it did not, and then runs the commands that it gets.
import { Sails, type SailsApp } from 'halyard'

import { baseConfig, type Config } from './base-config.ts'
import { adminMessages, runCommand } from './commands.ts'
import { type VariantName, VARIANTS } from './variants.ts'

const [variant = 'base', port = '0'] = process.argv.slice(2)
const app = new Sails()

app.on('hook:sockets:adminMessage', ({ event, payload }: (typeof adminMessages)[number]) =>
  adminMessages.push({ event, payload }),
)

const sections: Config | ((app: SailsApp) => Config) = VARIANTS[variant as VariantName]

app
  .lift(withSections(baseConfig(app), typeof sections === 'function' ? sections(app) : sections))
  .then(
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

/** Puts a variant's sections over the base's, one level deep. `undefined` takes a setting of the base away. */
function withSections(base: Config, sections: Config): Config {
  const merged: Config = { ...base, port: Number(port) }
  for (const [name, section] of Object.entries(sections)) {
    merged[name] = isDictionary(section) ? mergeSection(merged[name], section) : section
  }
  return merged
}

function mergeSection(base: unknown, section: object): Config {
  const merged = { ...(isDictionary(base) ? base : undefined), ...section }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
}

function isDictionary(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
