import { type HalyardError, throwProblems } from '../errors.ts'
import { type Hook, defineHook } from '../hook/hook-definition.ts'
import { defineCsrfMembers } from './csrf-members.ts'
import { type CsrfSettings, readCsrfSettings } from './csrf-settings.ts'
import { createCsrfStep } from './csrf-step.ts'
import { CsrfTokens } from './csrf-tokens.ts'
import { GRANT_CSRF_TOKEN, grantCsrfToken } from './grant-csrf-token.ts'

/**
 * Protection against forged requests: `config.security.csrf`, the `csrf` setting of routes, and the action
 * `security/grant-csrf-token`. It is a part of the hook that Sails calls `security`.
 *
 * @see Sails concepts: security, CSRF
 */
export const csrfHook: Hook = defineHook((host) => {
  let settings: CsrfSettings
  return {
    defaults: { security: { csrf: false } },

    configure() {
      const problems: HalyardError[] = []
      if (host.config['csrf'] !== undefined) {
        host.log.debug('`config.csrf` is an old name; write `security.csrf`.')
      }
      const hasSessions = host.hooks['session'] !== undefined
      settings = readCsrfSettings(host.config, hasSessions, problems)
      throwProblems(problems)
    },

    initialize() {
      const tokens = new CsrfTokens()
      defineCsrfMembers(host.messages, settings, tokens)
      host.setStep('csrf', createCsrfStep(settings, tokens))
    },

    registerActions() {
      host.registerAction(grantCsrfToken, GRANT_CSRF_TOKEN)
    },
  }
})
