import { startChild } from './child.mjs'

/** Starts a peer's server with what the scenario needs of it. */
export function startServer({ otherRoutes = 0, withSession = false }, peer, flags) {
  return startChild(`servers/${peer}.mjs`, { otherRoutes, withSession }, flags)
}
