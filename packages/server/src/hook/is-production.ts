import type { HookHost } from './hook-host.ts'

/** Whether an app, or the process that it is in, runs in production: what is careful there asks this. */
export function isProduction({ config }: Pick<HookHost, 'config'>): boolean {
  return config['environment'] === 'production' || process.env['NODE_ENV'] === 'production'
}
