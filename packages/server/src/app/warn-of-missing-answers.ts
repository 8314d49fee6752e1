import { findMissingAnswers } from '../actions/find-missing-answers.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { pagesOf } from '../hook/rendering.ts'

/** Mentions exits of actions that can only end as a 500, before a client finds them. */
export function warnOfMissingAnswers(host: HookHost): void {
  const pages = pagesOf(host)
  const missing = findMissingAnswers(host.getActions(), {
    hasResponse: (name) =>
      typeof Reflect.get(host.messages.HttpResponse.prototype, name) === 'function',
    // Without the hook `views` nothing can be said of them.
    hasView: (path) => pages?.hasView(path) ?? true,
  })
  if (missing.length === 0) return
  host.log.warn(
    `These exits of actions cannot be answered, who takes one gets a 500:${missing
      .map((text) => `\n  - ${text}`)
      .join('')}`,
  )
}
