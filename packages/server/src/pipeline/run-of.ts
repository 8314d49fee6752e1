import type { Request } from '../request/request.ts'
import type { RequestRun } from './run-request.ts'

/** Key under which a request carries its run. A map would cost each request more than finding its route. */
const RUN: unique symbol = Symbol('halyard.run')

interface Carrier {
  [RUN]?: RequestRun
}

/** Lets {@link runOf} find the run of a request. */
export function rememberRun(req: Request & Carrier, run: RequestRun): void {
  req[RUN] = run
}

/** The run of a request that has entered the pipeline, also after its answer. */
export function runOf(req: Request & Carrier): RequestRun | undefined {
  return req[RUN]
}
