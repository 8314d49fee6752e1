import { UploadsUnavailableError } from './errors.ts'
import type { Request, RequestMembers } from './request.ts'

/** What `req.file()` is until a transport brings files: the http hook puts its own in this place. */
export const requestUploads: Pick<RequestMembers, 'file'> & ThisType<Request> = {
  file() {
    throw new UploadsUnavailableError()
  },
}
