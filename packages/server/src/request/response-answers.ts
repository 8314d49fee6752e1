import { STATUS_CODES } from 'node:http'
import { basename } from 'node:path'

import { ignoreSecondAnswer, isAnswered, isStatus, refuseStatus, toStatus } from './answer-once.ts'
import { chooseFormat } from './choose-format.ts'
import { redirect } from './redirect.ts'
import { responseState } from './response-state.ts'
import type { Response, ResponseMembers } from './response.ts'
import { readSendFileArguments, sendFile } from './send-file.ts'

type Names = 'status' | 'sendStatus' | 'redirect' | 'format' | 'download' | 'sendFile' | 'sendfile'

/** Members of every response that answer, and are made of others. @see Sails reference: res */
export const responseAnswers: Pick<ResponseMembers, Names> & ThisType<Response> = {
  status(code) {
    const status = toStatus(code)
    if (!isStatus(status)) return refuseStatus(this, code)
    if (isAnswered(this, responseState(this))) return this
    this.statusCode = status
    return this
  },

  sendStatus(code) {
    if (isAnswered(this, responseState(this))) return ignoreSecondAnswer(this)
    if (this.req.transport === 'http') this.type('txt')
    return this.status(code).send(STATUS_CODES[code] ?? String(code))
  },

  redirect(statusOrUrl: number | string, url?: string | number) {
    if (isAnswered(this, responseState(this))) ignoreSecondAnswer(this)
    else redirect(this, statusOrUrl, url)
  },

  format(handlers) {
    return chooseFormat(this, handlers)
  },

  download(path, filename) {
    this.attachment(filename ?? basename(path))
    sendFile(this, path, {}, undefined)
  },

  sendFile(path, ...rest) {
    sendFile(this, path, ...readSendFileArguments(rest))
  },

  sendfile(path, ...rest) {
    sendFile(this, path, ...readSendFileArguments(rest))
  },
}
