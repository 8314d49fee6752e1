import type { SailsApp } from '../../app/sails.ts'
import type { LiftedReport } from './lifted-app.ts'

/** Milliseconds that open requests get to finish when the app is to start again. */
const LOWER_DELAY_MS = 150

/**
 * Ends the app with the process that watches its files, if one has started this: it lowers, and the process exits with
 * code 0. Called before the app is there, so that one that is still loading ends too.
 */
export function endWithParent(app: () => SailsApp | undefined): void {
  if (process.send === undefined) return
  process.once('disconnect', () => {
    const sails = app()
    if (sails?.isLifted !== true) process.exit(0)
    sails.lower({ delay: LOWER_DELAY_MS }, () => process.exit(0))
  })
}

/** Tells the process that watches its files that the app is lifted. */
export function reportLifted({ config, httpServer }: SailsApp): void {
  if (process.send === undefined || !process.connected) return
  const address = httpServer?.address()
  const { paths = {}, environment, port } = config
  const isOpen = typeof address === 'object' && address !== null && Number(port) === 0
  const live = [paths['public'], paths['views'], paths['tmp']]
  const report: LiftedReport = {
    environment: String(environment),
    anyPort: isOpen ? address.port : undefined,
    liveFolders: live.filter((folder) => typeof folder === 'string'),
  }
  process.send(report)
}
