import { corsHook } from '../cors/cors-hook.ts'
import { csrfHook } from '../csrf/csrf-hook.ts'
import { combineHooks } from '../hook/combine-hooks.ts'
import type { Hook } from '../hook/hook-definition.ts'
import { securityHeadersHook } from '../security-headers/security-headers-hook.ts'

/**
 * The hook that Sails calls `security`: cross-origin rules, protection against forged requests, and headers that
 * protect browsers.
 */
export const securityHook: Hook = combineHooks(corsHook, csrfHook, securityHeadersHook)
