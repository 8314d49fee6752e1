import type { HookHost } from '../../../hook/hook-host.ts'
import { UploadsUnavailableError } from '../../../request/errors.ts'
import type { Next } from '../../../request/handler.ts'
import type { HttpRequest, Request } from '../../../request/request.ts'
import type { Response } from '../../../request/response.ts'
import type { UploadStream } from '../../../request/uploads.ts'
import { type FormHost, MultipartForm } from './multipart-form.ts'
import type { UploadSettings } from './upload-settings.ts'
import { Upstream } from './upstream.ts'

const METHODS_WITHOUT_FILES: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Takes the files of an app's requests. */
export interface Uploads {
  /** Begins to receive a multipart form, and calls `next` when the app can have the request. */
  receive(req: HttpRequest, res: Response, next: Next): void
  /** What `req.file()` does. @throws {UploadsUnavailableError} */
  file(req: Request, field: string): UploadStream
  /** Resolves when no upload is being stored or cleaned up any more. */
  settle(): Promise<void>
}

/** @param maxTextBytes Most bytes of all text fields of a form together. */
export function createUploads(
  host: HookHost,
  settings: UploadSettings,
  maxTextBytes: number,
): Uploads {
  const forms = new WeakMap<object, MultipartForm>()
  const running = new Set<Promise<unknown>>()
  const formHost: FormHost = {
    settings,
    maxTextBytes,
    track(work) {
      const isOver = work.then(forget, forget)
      running.add(isOver)
      function forget(): void {
        running.delete(isOver)
      }
    },
    onThrow: (error, req, res) => host.answerError(error, req, res),
  }

  return {
    receive(req, res, next) {
      try {
        forms.set(req, new MultipartForm(req, res, formHost, next))
      } catch (error) {
        next(error)
      }
    },
    file(req, field) {
      const form = forms.get(req)
      if (form !== undefined) return form.file(field)
      if (req.transport !== 'http' || METHODS_WITHOUT_FILES.has(req.method)) {
        throw new UploadsUnavailableError()
      }
      return createEmptyUpstream(field, settings, formHost)
    },
    async settle() {
      await Promise.all(running)
    },
  }
}

/** For a request whose body is no form: it has no files, and actions need not know why. */
function createEmptyUpstream(
  field: string,
  settings: UploadSettings,
  { track }: FormHost,
): UploadStream {
  const nothing = (): void => undefined
  const upstream = new Upstream(field, {
    settings,
    requestBytes: 0,
    onBytes: nothing,
    onFull: nothing,
    allow: nothing,
    track,
    onThrow: nothing,
  })
  upstream.noMoreFiles()
  return upstream
}
