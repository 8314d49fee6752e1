/** Escapes `%` and `_` in patterns. A backslash would need other literals on MySQL than elsewhere. */
export const LIKE_ESCAPE = '!'

export type LikeMode = 'contains' | 'startsWith' | 'endsWith' | 'like'

/**
 * The pattern that the databases get. In `like`, `%` and `_` are wildcards and a backslash makes the next character an
 * ordinary one; in the other three nothing is special.
 */
export function toLikePattern(mode: LikeMode, text: string): string {
  if (mode === 'like')
    return text.replaceAll(/\\(.)|!/gsu, (_, next?: string) => escapeText(next ?? '!'))
  const escaped = escapeText(text)
  if (mode === 'startsWith') return `${escaped}%`
  return mode === 'endsWith' ? `%${escaped}` : `%${escaped}%`
}

function escapeText(text: string): string {
  return text.replaceAll(/[!%_]/gu, '!$&')
}
