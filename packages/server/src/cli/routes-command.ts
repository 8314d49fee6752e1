import { type RouteDescription, describeRoutes } from '../app/describe-routes.ts'
import { readAppConfig, takeFlag } from './app-config.ts'
import type { RunCommand } from './command.ts'
import { toColumns } from './help.ts'
import { print } from './print.ts'

const HEADINGS = ['METHOD', 'PATH', 'TARGET', 'POLICIES', 'FROM']

/** Loads the app without lifting it, and prints its routes. With `--json` nothing else is written to stdout. */
export const runRoutes: RunCommand = async ({ cwd, words, app }) => {
  const { isSet: isJson, rest } = takeFlag(words, '--json')
  const config = readAppConfig(cwd, rest)
  const sails = await app()
  await sails.load(isJson ? { ...config, log: { ...config.log, level: 'warn' } } : config)
  const routes = describeRoutes(sails)
  await sails.lower()
  print(isJson ? JSON.stringify(routes, undefined, 2) : toTable(routes))
  return 0
}

function toTable(routes: readonly RouteDescription[]): string {
  if (routes.length === 0) return 'The app has no routes.'
  const rows = routes.map(({ method, path, target, policies, source }) => [
    method,
    path,
    target,
    policies.join(', ') || '-',
    source,
  ])
  return toColumns([HEADINGS, ...rows]).join('\n')
}
