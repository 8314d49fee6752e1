import type { Reply } from '@halyard/protocol'

import { createActionRegistry } from '../src/actions/action-registry.ts'
import { parseActionSettings } from '../src/actions/action-settings.ts'
import { createTargetCompiler } from '../src/pipeline/compile-target.ts'
import type { HandlerChain } from '../src/pipeline/compile-target.ts'
import { createPipeline } from '../src/pipeline/create-pipeline.ts'
import type { Pipeline } from '../src/pipeline/create-pipeline.ts'
import type { Unmatched } from '../src/pipeline/run-request.ts'
import { createMessageClasses } from '../src/request/create-message-classes.ts'
import type { MessageClasses } from '../src/request/create-message-classes.ts'
import type { Handler } from '../src/request/handler.ts'
import type { Response } from '../src/request/response.ts'
import { parseAddress } from '../src/router/parse-address.ts'
import { createRouteTable } from '../src/router/route-table.ts'
import type { RouteTable } from '../src/router/route.ts'

/** A target of any form that tests use. */
export type TestTarget =
  | Handler
  | string
  | readonly TestTarget[]
  | { fn?: Handler; target?: TestTarget; [key: string]: unknown }

/** What a test pipeline starts with. */
export interface TestPipelineParts {
  routes?: Record<string, TestTarget>
  actions?: Record<string, unknown>
  policies?: Record<string, Handler>
  /** Responses by name: `res.name(...)`. */
  responses?: Record<string, (this: { res: Response }, ...values: unknown[]) => unknown>
  production?: boolean
  requestTimeoutMs?: number
  unmatched?: Unmatched
}

/** A pipeline without an app around it, and what it has logged. */
export interface TestPipeline {
  readonly pipeline: Pipeline
  readonly table: RouteTable<HandlerChain>
  readonly messages: MessageClasses
  /** Lines of the log: level, then the values. */
  readonly logged: unknown[][]
  /** Asks in process. `GET /x?y=1` */
  readonly ask: (request: string, headers?: Record<string, string>) => Promise<Reply>
}

/** Makes a pipeline with these routes, bound in the order given. */
export function createTestPipeline(parts: TestPipelineParts = {}): TestPipeline {
  const production = parts.production ?? false
  const logged: unknown[][] = []
  const write =
    (level: string) =>
    (...values: unknown[]): void =>
      void logged.push([level, ...values])
  const log = { error: write('error'), warn: write('warn'), verbose: write('verbose') }
  const messages = createMessageClasses({
    ...{ app: {}, secrets: ['secret'], production, trustProxy: () => false },
    ...{ maxCollectedBytes: 10_000, jsonSpaces: 0 },
  })
  for (const [name, respond] of Object.entries(parts.responses ?? {})) {
    messages.defineResponseMember(name, {
      value(this: Response, ...values: unknown[]) {
        return respond.apply({ res: this }, values)
      },
    })
  }
  const table = toTable(parts, production)
  const requestTimeoutMs = parts.requestTimeoutMs ?? 0
  const pipeline = createPipeline({ table, messages, log, production, requestTimeoutMs })
  const ask = (request: string, headers: Record<string, string> = {}): Promise<Reply> => {
    const [method = '', url = ''] = request.split(' ')
    const connection = {
      ...{ transport: 'in-process' as const, socket: undefined, headers: {} },
      ...{ remoteAddress: '127.0.0.1', encrypted: false },
    }
    return new Promise((resolve) => {
      const req = messages.createVirtualRequest({ method, url, headers, body: {}, connection })
      // A door writes the answer as JSON, which may fail.
      const deliver = (reply: Reply): void => resolve(JSON.parse(JSON.stringify(reply)))
      const res = messages.createVirtualResponse(req, deliver)
      pipeline.run(req, res, parts.unmatched)
    })
  }
  return { pipeline, table, messages, logged, ask }
}

function toTable(parts: TestPipelineParts, production: boolean): RouteTable<HandlerChain> {
  const registry = createActionRegistry(parseActionSettings(undefined, { production, warn() {} }))
  for (const [identity, action] of Object.entries(parts.actions ?? {})) {
    registry.register(action, identity)
  }
  const compile = createTargetCompiler({
    action: (identity) => registry.get(identity),
    policiesFor: () => [],
    policy: (name) => parts.policies?.[name],
    hasResponse: (name) => parts.responses?.[name] !== undefined,
    names: () => [],
    unknown: () => undefined,
  })
  const table = createRouteTable<HandlerChain>()
  for (const [address, target] of Object.entries(parts.routes ?? {})) {
    const parsed = parseAddress(address)
    const route = { address, verb: parsed.verb, path: parsed.path, options: {} }
    const { handlers, options, problems } = compile(target, route)
    if (problems[0] !== undefined) throw problems[0]
    table.add({ ...parsed, target: handlers, options })
  }
  return table
}
