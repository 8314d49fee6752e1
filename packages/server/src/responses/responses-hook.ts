import { type HalyardError, throwProblems } from '../errors.ts'
import { type Hook, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { pagesOf } from '../hook/rendering.ts'
import { readCustomResponses } from './read-responses.ts'
import type { ResponseFunctions } from './response-function.ts'
import { createStandardResponses } from './standard-responses.ts'

/**
 * `res.ok()`, `res.notFound()` and their kind, and the app's own responses, on the responses of every transport.
 * The hook's `responses` holds them by name; a function that is put there takes effect at once.
 *
 * @see Sails concepts: custom responses
 */
export const responsesHook: Hook = defineHook((host) => {
  const responses: ResponseFunctions = {}
  return {
    responses,
    /** The same under the name by which `sails.middleware` finds it. */
    middleware: responses,

    async check() {
      const { production } = host.messages.settings
      const standard = createStandardResponses(host.log, production, () => pagesOf(host))
      const isTaken = (name: string): boolean =>
        name in host.messages.HttpResponse.prototype && !Object.hasOwn(standard, name)
      const problems: HalyardError[] = []
      const files = await host.modules.load('responses', problems)
      const fromFiles = Object.fromEntries(files.map(({ name, exports }) => [name, exports]))
      const custom = readCustomResponses(fromFiles, host.config['responses'], isTaken, problems)
      Object.assign(responses, standard, custom)
      throwProblems(problems)
    },

    initialize() {
      for (const name of Object.keys(responses)) defineResponse(host, responses, name)
      defineOldName(host)
    },
  }
})

function defineResponse(host: HookHost, responses: ResponseFunctions, name: string): void {
  host.messages.defineResponseMember(name, {
    writable: true,
    value(...data: never[]) {
      return responses[name]?.apply({ req: this.req, res: this }, data)
    },
  })
}

/** `res.jsonx()` of Sails 0.x is `res.json()`. */
function defineOldName(host: HookHost): void {
  host.messages.defineResponseMember('jsonx', {
    writable: true,
    value(data: unknown) {
      return this.json(data)
    },
  })
}
