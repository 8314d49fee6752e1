import type { AppSources } from '../app-sources.ts'
import type { Finding } from '../finding.ts'

/** Looks at one side of an app. Nothing of the app is run. */
export type Check = (app: AppSources) => readonly Finding[]

/** Folders with code of the app. */
export const CODE_FOLDERS: readonly string[] = ['api', 'config', 'scripts', 'tasks']
