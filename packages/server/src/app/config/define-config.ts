import type {
  AppConfig,
  CheckedRoutes,
  DefinedConfig,
  PolicyTargets,
  RoutesConfig,
} from './app-config.ts'
import type { Config } from './config.ts'

/**
 * Checks a file of `config/`, or what is given to `lift()`, while it is written: an unknown or misspelt key does not
 * compile. Changes nothing.
 * @example
 * export default defineConfig({ port: 1338, log: { level: 'verbose' }, custom: { color: 'blue' } })
 */
export function defineConfig<
  const Routes extends RoutesConfig = {},
  const Custom extends object = {},
>(
  config: AppConfig & {
    readonly routes?: Routes & CheckedRoutes<Routes>
    readonly custom?: Custom
  },
): DefinedConfig<Routes, Custom> {
  return config as DefinedConfig<Routes, Custom>
}

/**
 * Checks addresses and targets, and keeps their types for `halyard types`. Changes nothing.
 * @example
 * export const routes = defineRoutes({ 'GET /user/:id': 'user/find-one' })
 */
export function defineRoutes<const Routes extends RoutesConfig>(
  routes: Routes & CheckedRoutes<Routes>,
): Routes {
  return routes
}

/**
 * Checks what runs before which actions. Changes nothing.
 * @example
 * export const policies = definePolicies({ '*': 'is-logged-in', 'user/login': true })
 */
export function definePolicies(policies: PolicyTargets): PolicyTargets {
  return policies
}

/**
 * Gives the function that runs before an app listens its types. Changes nothing.
 * @example
 * export const bootstrap = defineBootstrap(async () => connectToQueue())
 */
export function defineBootstrap(
  bootstrap: NonNullable<Config['bootstrap']>,
): NonNullable<Config['bootstrap']> {
  return bootstrap
}
