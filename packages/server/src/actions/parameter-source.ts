import type { Request } from '../request/request.ts'

/** What of a request the inputs of an action are read from. */
export type ParameterSource = Pick<
  Request,
  'method' | 'path' | 'params' | 'query' | 'param' | 'allParams'
>
