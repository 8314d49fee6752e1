import type { TemplateLocals } from './ejs-templates.ts'
import type { ViewFile } from './view-files.ts'

/** One rendering of a view. */
export interface Rendering {
  readonly file: ViewFile
  readonly locals: TemplateLocals
  /** Path of the layout, or `false` for none. */
  readonly layout: string | false
  /** Whether templates that were read before are taken as they were. */
  readonly isCached: boolean
}

/**
 * Makes HTML of a view; at once unless something is waited for.
 * @throws (or rejects) an error with a code
 */
export type Render = (rendering: Rendering) => string | Promise<string>
