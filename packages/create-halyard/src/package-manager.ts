/** What can install the packages of an app. */
export const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn'] as const

export type PackageManager = (typeof PACKAGE_MANAGERS)[number]

/** The one that runs this process, as `npm create` does; npm where none says so. */
export function callerOf(env: NodeJS.ProcessEnv): PackageManager {
  const agent = env['npm_config_user_agent'] ?? ''
  return PACKAGE_MANAGERS.find((name) => agent.startsWith(`${name}/`)) ?? 'npm'
}
