import { parseScalar } from './scalar.ts'
import { setPath } from './set-path.ts'

/**
 * Settings among the environment variables: `sails_log__level=debug` is `{ log: { level: 'debug' } }`. The prefix may be
 * in upper case, keys keep their case, values are JSON or else texts.
 */
export function readEnvConfig(namespace: string, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const prefix = `${namespace}_`.toLowerCase()
  const config: Record<string, unknown> = {}
  // Shorter names first, so that `sails_a__b` completes what `sails_a` says.
  for (const name of Object.keys(env).toSorted((one, other) => one.length - other.length)) {
    if (!name.toLowerCase().startsWith(prefix)) continue
    const path = name.slice(prefix.length)
    // Names a file with settings, and is none itself.
    if (path.toLowerCase() !== 'config')
      setPath(config, path.split('__'), parseScalar(env[name] ?? ''))
  }
  return config
}
