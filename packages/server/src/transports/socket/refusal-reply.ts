import { PARSE_ERROR_CODE, type ParseErrorReply, type Reply } from '@halyard/protocol'

import type { RequestError } from '../../errors.ts'

/** Answer to a request that never reached the pipeline, in the form of any other answer. */
export function toRefusal(error: RequestError): Reply {
  return {
    body: { code: error.code, message: error.message },
    headers: {},
    statusCode: error.status,
  }
}

/**
 * Answer to a message that is no request. Beside the parts of an answer it carries `code`, `status` and `message`,
 * which readers of Sails' bare errors look for.
 */
export function toParseErrorReply(error: RequestError): ParseErrorReply {
  return {
    ...toRefusal(error),
    headers: {},
    code: PARSE_ERROR_CODE,
    status: error.status,
    message: error.message,
  }
}
