import type { ActionDefinition, ExitDefinition } from './action-definition.ts'
import type { ActionSettings } from './action-settings.ts'

/** A header as name and value. */
export type Header = readonly [name: string, value: string]

/** Headers that an exit sets, made once. */
export interface ExitHeaders {
  readonly headers: readonly Header[]
  /** Headers that describe an output, sent when there is one. */
  readonly outputHeaders: readonly Header[]
}

/** The settings that decide which they are. */
export type HeaderSettings = Pick<ActionSettings, 'exitHeaders' | 'production'>

/** Headers for development, by the key of the exit that they show. */
const DOCUMENTATION_HEADERS: readonly Header[] = [
  ['X-Exit-Friendly-Name', 'friendlyName'],
  ['X-Exit-Description', 'description'],
  ['X-Exit-Extended-Description', 'extendedDescription'],
  ['X-Exit-More-Info-Url', 'moreInfoUrl'],
]
const OUTPUT_HEADERS: readonly Header[] = [
  ['X-Exit-Output-Friendly-Name', 'outputFriendlyName'],
  ['X-Exit-Output-Description', 'outputDescription'],
]
const VIEW_HEADERS: readonly Header[] = [['X-Exit-View-Template-Path', 'viewTemplatePath']]

/** `X-Exit`, and outside production what the exit documents. */
export function compileExitHeaders(
  name: string,
  exit: ExitDefinition,
  responseType: string,
  action: ActionDefinition,
  { exitHeaders, production }: HeaderSettings,
): ExitHeaders {
  const hasName = exitHeaders && action.disableXExitHeader !== true
  const hasDetails = exitHeaders && !production && action.disableDevelopmentHeaders !== true
  const headers: Header[] = hasName ? [['X-Exit', name]] : []
  if (!hasDetails) return { headers, outputHeaders: [] }
  headers.push(...toHeaders(exit, DOCUMENTATION_HEADERS))
  if (responseType === 'view') headers.push(...toHeaders(exit, VIEW_HEADERS))
  return { headers, outputHeaders: responseType === '' ? toHeaders(exit, OUTPUT_HEADERS) : [] }
}

function toHeaders(exit: ExitDefinition, wanted: readonly Header[]): Header[] {
  return wanted.flatMap(([header, key]): Header[] => {
    const text = exit[key]
    return typeof text === 'string' && text !== '' ? [[header, toHeaderValue(text)]] : []
  })
}

/** One line of characters that Node lets into a header. */
function toHeaderValue(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[^\t\u0020-\u007E\u00A0-\u00FF]/g, '?')
}
