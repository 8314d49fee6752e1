/** What stands between the last dash or dot of a name and its ending: 8 characters, or 16 and more of a hash. */
const LAST_PART = /[.-]([\w-]{8}|[\da-f]{16,64})\.\w+(?:\.map)?$/

/**
 * Whether a file's name holds a hash of its content, as build tools put it there: `app-BsYvX3kP.js` (Vite),
 * `main.3f2a1b4c9d0e5f67.css` (webpack). A word or a date is none: a hash mixes letters with digits, or cases.
 */
export function isFingerprinted(file: string): boolean {
  const part = LAST_PART.exec(file)?.[1]
  if (part === undefined) return false
  return (/\d/.test(part) && /[A-Za-z]/.test(part)) || /[a-z][A-Z]+[a-z]/.test(part)
}
