/** Whether an action is among the targets that were compiled. */
export type MatchesTargets = (identity: string) => boolean

/**
 * Compiles targets as Sails writes them: `'*'`, `'user/login'`, `'user/*'` (which also means the action `user`),
 * several with commas, and `'!user/logout'` for those that are left out.
 */
export function compileTargets(targets: string): MatchesTargets {
  const all = targets.split(',').map((target) => target.trim().toLowerCase())
  const excluded = all.filter((target) => target.startsWith('!')).map((target) => target.slice(1))
  const included = all.filter((target) => !target.startsWith('!'))
  return (identity) =>
    included.some((target) => isTargetOf(target, identity)) &&
    !excluded.some((target) => isTargetOf(target, identity))
}

/** Whether one target, without `!`, means an action. */
export function isTargetOf(target: string, identity: string): boolean {
  if (target === '*' || target === identity) return true
  if (!target.endsWith('/*')) return false
  return identity.startsWith(target.slice(0, -1)) || identity === target.slice(0, -2)
}
