/** Types besides text, JSON and XML that get smaller. */
const COMPRESSIBLE: ReadonlySet<string> = new Set([
  'application/graphql',
  'application/javascript',
  'application/rtf',
  'application/vnd.ms-fontobject',
  'application/wasm',
  'application/x-javascript',
  'application/x-ndjson',
  'application/x-sh',
  'font/otf',
  'font/ttf',
  'image/bmp',
  'image/vnd.microsoft.icon',
  'image/x-icon',
])

/** Names end so where the format is text. */
const TEXT_ENDING = /[/+](?:json|text|xml|yaml)$/

/**
 * Whether a content type gets smaller by compression. Streams of events do not count: each event is small and must
 * arrive at once.
 */
export function isCompressible(contentType: unknown): boolean {
  if (typeof contentType !== 'string') return false
  const [type = ''] = contentType.toLowerCase().split(';', 1)
  const name = type.trim()
  if (name === 'text/event-stream') return false
  return name.startsWith('text/') || TEXT_ENDING.test(name) || COMPRESSIBLE.has(name)
}
