/** Scheme and host of an absolute URL, which say nothing to the router. */
const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i

/** Path of a URL, without query string and fragment; `/` when there is none. */
export function urlPath(url: string): string {
  const local = url.charCodeAt(0) === 47 /* slash */ ? url : url.replace(SCHEME_AND_HOST, '')
  for (let index = 0; index < local.length; index += 1) {
    const code = local.charCodeAt(index)
    if (code === 63 /* ? */ || code === 35 /* # */) return local.slice(0, index) || '/'
  }
  return local || '/'
}
