// WebSocket frames as latin1 text: what the load sends and hears is ASCII.

/** One masked text frame. The mask is zero, which a server must undo all the same. */
export function toFrame(text) {
  return `\x81${toLength(text.length)}\0\0\0\0${text}`
}

function toLength(length) {
  if (length < 126) return String.fromCharCode(0x80 | length)
  return `\xfe${String.fromCharCode(length >> 8, length & 0xff)}`
}

/** Cuts what arrives into the texts of whole frames. */
export class FrameReader {
  #waiting = ''

  /** @param chunk What one read brought, as latin1 text. */
  read(chunk) {
    const text = this.#waiting + chunk
    const messages = []
    let at = 0
    for (;;) {
      const [start, end] = boundsOf(text, at)
      if (end > text.length) break
      messages.push(text.slice(start, end))
      at = end
    }
    this.#waiting = text.slice(at)
    return messages
  }
}

const NOT_WHOLE = [0, Infinity]

/** Where the content of the frame at `at` starts and ends. Servers do not mask. */
function boundsOf(text, at) {
  if (text.length < at + 2) return NOT_WHOLE
  const length = text.charCodeAt(at + 1)
  if (length < 126) return [at + 2, at + 2 + length]
  if (length === 127) throw new Error('A frame of more than 64 KiB.')
  if (text.length < at + 4) return NOT_WHOLE
  return [at + 4, at + 4 + (text.charCodeAt(at + 2) << 8) + text.charCodeAt(at + 3)]
}
