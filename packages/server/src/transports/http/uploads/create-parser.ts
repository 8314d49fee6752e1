import type { IncomingHttpHeaders } from 'node:http'

import type * as Busboy from 'busboy'

import { loadLater } from '../../../load-later.ts'
import { BodyUnparsableError, BodyUnsupportedError } from '../errors.ts'
import type { UploadSettings } from './upload-settings.ts'

const busboy = loadLater((require): typeof Busboy.default => require('busboy'))

/**
 * Makes the parser of a form's bytes.
 * @param maxFieldBytes Most bytes of a text field.
 * @throws {BodyUnparsableError} {@link BodyUnsupportedError} for a form that is compressed
 */
export function createParser(
  headers: IncomingHttpHeaders,
  { maxFiles, maxFields }: UploadSettings,
  maxFieldBytes: number,
): Busboy.Busboy {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new BodyUnsupportedError('content-encoding of forms', encoding)
  }
  try {
    return busboy()({
      headers,
      // Browsers send names of files in UTF-8.
      defParamCharset: 'utf8',
      limits: {
        files: maxFiles,
        fields: maxFields,
        fieldSize: maxFieldBytes,
      },
    })
  } catch (error) {
    throw toBodyError(error)
  }
}

/** What the parser says of bytes that are no form. */
export function toBodyError(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return new BodyUnparsableError(`it is no valid form. ${reason}.`, { cause: error })
}
