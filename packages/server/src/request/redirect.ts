import { STATUS_CODES } from 'node:http'

import { isStatus, refuseStatus } from './answer-once.ts'
import type { Response } from './response.ts'

/** Status of a redirect when none was given. */
const FOUND = 302

/**
 * Sends the client to another address: `redirect(url)`, `redirect(status, url)` or, as Express 3 had it,
 * `redirect(url, status)`. A status from 300 to 399 that `res.status()` has set is kept.
 */
export function redirect(
  res: Response,
  statusOrUrl: number | string,
  urlOrStatus: string | number | undefined,
): void {
  const [status, url] = readArguments(res, statusOrUrl, urlOrStatus)
  if (!isStatus(status)) {
    refuseStatus(res, status)
    return
  }
  res.location(url)
  const location = String(res.getHeader('Location'))
  res.statusCode = status
  if (res.req.transport === 'http') sendPage(res, status, location)
  else res.send(`Redirecting to ${location}`)
}

function readArguments(
  res: Response,
  first: number | string,
  second: string | number | undefined,
): [status: number, url: string] {
  if (typeof first === 'number') return [first, String(second)]
  if (typeof second === 'number') return [second, first]
  const isSet = res.statusCode >= 300 && res.statusCode <= 399
  return [isSet ? res.statusCode : FOUND, first]
}

/** For people whose client does not follow. */
function sendPage(res: Response, status: number, location: string): void {
  const text = `${STATUS_CODES[status] ?? status}. Redirecting to `
  res.format({
    text: () => res.send(text + location),
    html: () => res.send(`<p>${text}${escapeHtml(location)}</p>`),
    default: () => res.end(),
  })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
