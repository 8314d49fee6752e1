import { type AppSources, openApp } from './app-sources.ts'
import { checkActions } from './checks/actions.ts'
import type { Check } from './checks/check.ts'
import { checkConfig } from './checks/config.ts'
import { checkHooks } from './checks/hooks.ts'
import { checkMembers } from './checks/members.ts'
import { checkModels } from './checks/models.ts'
import { checkOldFiles } from './checks/old-files.ts'
import { checkPackages } from './checks/packages.ts'
import { checkPolicies } from './checks/policies.ts'
import { checkPrivatePaths } from './checks/private-paths.ts'
import { checkRoutes } from './checks/routes.ts'
import { type Finding, sortFindings } from './finding.ts'

const CHECKS: readonly Check[] = [
  checkPackages,
  checkOldFiles,
  checkConfig,
  checkRoutes,
  checkPolicies,
  checkActions,
  checkModels,
  checkHooks,
  checkMembers,
  checkPrivatePaths,
]

/**
 * Reads an app of Sails, and tells what of it will work, what will not, and what will do something else. Nothing of the
 * app is run or changed. What code computes is not seen: what is found is there, what is not found may be there too.
 * @returns findings, the heaviest first
 */
export function examineApp(appPath: string): Finding[] {
  const app: AppSources = openApp(appPath)
  const findings = CHECKS.flatMap((check) => check(app))
  return sortFindings([...findings, ...app.problems])
}
