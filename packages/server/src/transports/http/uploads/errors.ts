import { HalyardError, RequestError, showValue } from '../../../errors.ts'

/** The files of an upload, or one of them, or the files of a request are too large together. */
export class UploadTooLargeError extends RequestError {
  override readonly name = 'UploadTooLargeError'
  /** Bytes that are allowed. */
  readonly maxBytes: number

  constructor(what: 'file' | 'upload' | 'request', maxBytes: number, options?: ErrorOptions) {
    const where = what === 'file' ? 'A file' : `The files of one ${what}`
    super(
      'E_EXCEEDS_UPLOAD_LIMIT',
      413,
      `${where} may have ${maxBytes} bytes at most, and there are more.`,
      options,
    )
    this.maxBytes = maxBytes
  }
}

/** A form has more files or more fields than the server takes. */
export class TooManyPartsError extends RequestError {
  override readonly name = 'TooManyPartsError'

  constructor(what: 'files' | 'fields', max: number) {
    super('E_TOO_MANY_PARTS', 413, `A form may have ${max} ${what} at most, and there are more.`)
  }
}

/** The name of a file has an ending that the upload does not take. */
export class UploadExtensionError extends RequestError {
  override readonly name = 'UploadExtensionError'

  constructor(filename: string, extensions: readonly string[]) {
    super(
      'E_UPLOAD_EXTENSION',
      415,
      `The file ${showValue(filename)} is of a kind that is not taken here. Send one of: ${extensions.join(', ')}.`,
    )
  }
}

/** Nothing of a form arrived for a while. */
export class UploadStalledError extends RequestError {
  override readonly name = 'UploadStalledError'

  constructor(ms: number) {
    super('ETIMEOUT', 408, `Nothing of the form arrived for ${ms} ms.`)
  }
}

/** The connection ended in the middle of a form. */
export class FormBrokenOffError extends RequestError {
  override readonly name = 'FormBrokenOffError'

  constructor() {
    super('E_FORM_BROKEN_OFF', 400, 'The connection ended before all of the form had arrived.')
  }
}

/** Files waited too long for somebody to take them. */
export class UploadUnusedError extends HalyardError {
  override readonly name = 'UploadUnusedError'

  constructor(field: string, ms: number) {
    super(
      'EMAXBUFFER',
      `The files of the field ${showValue(field)} waited ${ms} ms for req.file(${showValue(field)}).upload(). ` +
        'Call it sooner; take several fields at the same time, with Promise.all(); ' +
        'or raise config.http.uploads.maxTimeToBuffer (milliseconds).',
    )
  }
}

/** A name for a stored file leads out of its folder. */
export class UploadPathError extends HalyardError {
  override readonly name = 'UploadPathError'

  constructor(name: unknown, folder: string) {
    super(
      'E_UPLOAD_PATH',
      `saveAs gives the name ${showValue(name)}, which is no name of a file below ${showValue(folder)}. ` +
        'Choose the folder with dirname, and never use a name that a client has chosen.',
    )
  }
}

/** `upload()` was called wrongly. */
export class UploadUsageError extends HalyardError {
  override readonly name = 'UploadUsageError'

  constructor(problem: string) {
    super(
      'E_UPLOAD_USAGE',
      `${problem} Write req.file('avatar').upload({ maxBytes: 1_000_000 }), with a callback or without.`,
    )
  }
}
