import type { Request, RequestMembers } from './request.ts'

/**
 * What `req.raw()` and `req.text()` are for virtual requests, which came without bytes of their own. The http hook puts
 * its own in this place for HTTP.
 */
export const requestBytes: Pick<RequestMembers, 'raw' | 'text'> & ThisType<Request> = {
  async raw() {
    return Buffer.from(toText(this.body))
  },

  async text() {
    return toText(this.body)
  },
}

function toText(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
}
