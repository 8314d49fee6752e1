import path from 'node:path'

/** A place in a stack: a path, or a `file:` URL, with its line. */
const PLACE = /(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^\n:()]+):(\d+)/g

/**
 * Where in the app an error comes from, as `config/http.js:12`: the first line of its stack that is the app's own code.
 * @param file Stands in when the stack names no such line.
 */
export function describePlaceOf(error: unknown, file: string, appPath: string): string {
  for (const [, found, line] of stackOf(error).matchAll(PLACE)) {
    if (found !== undefined && isOwn(found, appPath)) {
      return `${path.relative(appPath, found)}:${line}`
    }
  }
  return path.relative(appPath, file)
}

function isOwn(file: string, appPath: string): boolean {
  return file.startsWith(appPath + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`)
}

/** V8 tells the line of a syntax error first of all; what a transform has found lies in its message. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : ''
}
