import { corsHook } from '../cors/cors-hook.ts'
import { csrfHook } from '../csrf/csrf-hook.ts'
import { combineHooks } from '../hook/combine-hooks.ts'
import type { Hook } from '../hook/hook-definition.ts'

/** The hook that Sails calls `security`: cross-origin rules and protection against forged requests. */
export const securityHook: Hook = combineHooks(corsHook, csrfHook)
