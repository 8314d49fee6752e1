import { findLocale } from './i18n-settings.ts'

/** Characters of the header that are read; a socket's header may be longer than one of HTTP. */
const MAX_LENGTH = 1_000

/**
 * The locale that a client likes best of those that there are: by quality, then by order; `fr-CA` also finds `fr`.
 * @param header Of the form `fr-CA, en;q=0.8`. What is malformed in it is skipped.
 * @returns `undefined` when none of them is there
 */
export function chooseLocale(
  header: string | undefined,
  locales: readonly string[],
): string | undefined {
  if (header === undefined) return undefined
  const ranges = header
    .slice(0, MAX_LENGTH)
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
  for (const { tag } of ranges) {
    const found = findLocale(locales, tag) ?? findLocale(locales, tag.split('-')[0])
    if (found !== undefined) return found
  }
  return undefined
}

function readRange(text: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => /^q\s*=/i.test(parameter))
  const value = quality === undefined ? 1 : Number(quality.split('=')[1])
  return { tag, quality: Number.isNaN(value) ? 0 : value }
}
