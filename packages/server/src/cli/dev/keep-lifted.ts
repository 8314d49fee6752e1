import { print, printFailure } from '../print.ts'
import { type AppChanges, watchApp } from './app-changes.ts'
import { type LiftedReport, startApp } from './lifted-app.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Names of changed files that are told. */
const MAX_NAMES = 3

/** What ends one life of an app: its own exit, a change of its files, or a signal to this process. */
type End =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'change'; readonly files: readonly string[] }
  | { readonly kind: 'signal' }

/**
 * Lifts an app in a process of its own, and again whenever its code or its settings change. An app that does not come
 * up after a change, or that crashes, waits for the next one. One that does not even come up at first ends this too.
 * @param words Settings of the command line.
 * @param env Environment of the app.
 * @returns the exit code
 * @throws (rejects) {UnwatchableError}
 */
export async function keepLifted(
  cwd: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  let report: LiftedReport | undefined
  let portWords: readonly string[] = []
  const changes = watchApp(cwd, (folder) => report?.liveFolders.includes(folder) === true)
  const signal = waitForSignal()
  for (;;) {
    changes.forget()
    const app = startApp({ cwd, words: [...words, ...portWords], env }, (told) => {
      report = told
      // Browsers come back to the port that they know.
      if (told.anyPort !== undefined) portWords = [`--port=${told.anyPort}`]
      // config/local may have said so, which is not read here.
      if (!isDevelopment(report)) changes.close()
    })
    const exit = app.ended.then((code): End => ({ kind: 'exit', code }))
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    let end = await Promise.race([exit, nextChange(changes), signal])
    // oxlint-disable-next-line no-await-in-loop
    await app.stop()
    if (end.kind === 'exit') {
      if (end.code === 0 || !isDevelopment(report)) return end.code
      printFailure(`The app ended with exit code ${end.code}. It is lifted again after a change.`)
      // oxlint-disable-next-line no-await-in-loop
      end = await Promise.race([nextChange(changes), signal])
    }
    if (end.kind === 'signal') return 0
    if (end.kind === 'change') print(`${describe(end.files)} changed. Lifting again.`)
  }
}

/** One that has never been lifted has no report. */
function isDevelopment(report: LiftedReport | undefined): boolean {
  return report?.environment === 'development'
}

async function nextChange(changes: AppChanges): Promise<End> {
  return { kind: 'change', files: await changes.next() }
}

/** Signals that come later, such as a second Ctrl+C, are left to the app. */
async function waitForSignal(): Promise<End> {
  await new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve())
  })
  return { kind: 'signal' }
}

function describe(files: readonly string[]): string {
  const more = files.length - MAX_NAMES
  const names = files.slice(0, MAX_NAMES).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}
