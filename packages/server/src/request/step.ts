import type { Request } from './request.ts'
import type { Response } from './response.ts'

/**
 * Finds a setting of the route that is going to answer: the value of that option on the first matching route that
 * has it. For a CORS preflight (OPTIONS with `access-control-request-method`) the routes of the method that it asks
 * for count. Costs next to nothing when no route of the table has the option.
 */
export type RouteSetting = (option: string) => unknown

/**
 * A part of the pipeline that a built-in hook hands over. It may answer (then nothing follows), throw, or return.
 * A returned promise is awaited; `undefined` costs nothing.
 */
export type Step = (
  req: Request,
  res: Response,
  routeSetting: RouteSetting,
) => Promise<void> | undefined | void

/** Places of steps in the pipeline, in their order. */
export const STEP_PLACES = ['session', 'cors', 'csrf', 'i18n'] as const

/** One of {@link STEP_PLACES}. */
export type StepPlace = (typeof STEP_PLACES)[number]
